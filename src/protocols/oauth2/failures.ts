/** What the protocol library throws, in our codes: the service's status and error code kept, everything secret left out. */
import * as oauth from 'oauth4webapi';
import { CountersignError, isCoded, type Code, type Details } from '../../core/errors';
import { shownDetails } from '../../core/shown-text';

/**
 * Runs one exchange with the service and says in our words how it failed.
 * @param name the service's name
 * @param sent what the service may quote and nobody may see: codes, tokens, secrets
 * @param refused our code for an error reply by the service's own error code; `service_refused` where it gives none
 */
export async function told<T>(
  name: string,
  sent: readonly (string | undefined)[],
  work: () => Promise<T>,
  refused: (error: string) => Code | undefined = () => undefined,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw inOurWords(error, name, sent, refused);
  }
}

function inOurWords(
  error: unknown,
  about: string,
  sent: readonly (string | undefined)[],
  refused: (error: string) => Code | undefined,
): CountersignError {
  if (isCoded(error)) return error;
  if (error instanceof oauth.ResponseBodyError) {
    const details = { about, ...shownDetails(error.status, { code: error.error, text: error.error_description }, sent) };
    const known = refused(error.error) ?? (isClientError(error.error) ? 'app_refused' : undefined);
    return new CountersignError(known ?? (error.status >= 500 ? 'service_error' : 'service_refused'), details);
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    const code = error.cause.find((challenge) => challenge.parameters.error)?.parameters.error;
    const aboutApp = code ? isClientError(code) : error.status === 401;
    const details = { about, ...shownDetails(error.status, { code }, sent) };
    return new CountersignError((code && refused(code)) || (aboutApp ? 'app_refused' : 'service_refused'), details);
  }
  if (error instanceof oauth.OperationProcessingError) return new CountersignError(...unprocessed(error, about));
  if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) {
    return new CountersignError('service_unreachable', { about });
  }
  return new CountersignError('unexpected', { about: error instanceof Error ? error.name : 'error' });
}

/** An answer that the library could not take: an error page, or a reply that breaks the protocol. */
function unprocessed(error: oauth.OperationProcessingError, about: string): [Code, Details] {
  const { cause } = error;
  const status = cause instanceof Response ? cause.status : undefined;
  if (status !== undefined && status >= 400) return ['service_error', { about, status }];
  return ['reply_invalid', { about, ...(status !== undefined && { status }) }];
}

function isClientError(error: string): boolean {
  return error === 'invalid_client' || error === 'unauthorized_client';
}
