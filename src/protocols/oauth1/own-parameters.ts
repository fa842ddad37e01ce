/** The parameters that a request has of itself, from every place whose parameters are signed. */
import type { Outgoing } from '../../core/protocol';
import type { ExplainedParameter } from '../../core/signature-lens';
import { multipartParameters } from './multipart';
import { contentType, formOf, formParameters, mediaType, type Parameter } from './parameters';

/** A parameter, and where it stands. */
export type Placed = readonly [...parameter: Parameter, from: ExplainedParameter['from']];

/**
 * Collects them.
 *
 * @param multipartText whether the text parts of a multipart body count
 * @returns `body` says whether parameters were read from the body, and as what
 * @throws SigningError `invalid_request` for a multipart body that cannot be read
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1.3.1
 */
export async function ownParameters(
  request: Outgoing,
  multipartText = false,
): Promise<{ readonly own: readonly Placed[]; readonly body: 'form' | 'multipart' | undefined }> {
  const own = placed(formParameters(request.url.search.slice(1)), 'query');
  const form = await formOf(request);
  if (form !== undefined) return { own: own.concat(placed(formParameters(form), 'form')), body: 'form' };
  const { body } = request;
  const type = contentType(request);
  const read = multipartText && body instanceof Blob && mediaType(type) === 'multipart/form-data';
  if (!read) return { own, body: undefined };
  return { own: own.concat(placed(await multipartParameters(body, type), 'multipart')), body: 'multipart' };
}

function placed(parameters: readonly Parameter[], from: Placed[2]): Placed[] {
  return parameters.map((parameter) => [...parameter, from]);
}
