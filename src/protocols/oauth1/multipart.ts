/** The text parts of a multipart body, for services that sign them like a form's fields; files are passed over, never kept. */
import { binaryText, bytesOf } from '../../crypto/base64';
import { decoder, percentDecode, percentEncode } from '../../crypto/percent-encoding';
import type { Parameter } from './parameters';
import { SigningError } from './signing-error';

/** A text part longer than this, in bytes, is refused: the whole of it would have to be held and signed. */
const MOST_TEXT = 1024 * 1024;

/**
 * The text parts as parameters, in their own order. A part is text when it has no file name.
 *
 * @throws SigningError `invalid_request` when the body does not keep to its own boundary or a text part is above 1 MB
 * @see https://www.rfc-editor.org/rfc/rfc7578#section-4
 */
export async function multipartParameters(body: Blob, contentType: string): Promise<Parameter[]> {
  const boundary = /;\s*boundary="?([^";]+)/i.exec(contentType)?.[1]?.trim();
  if (boundary === undefined) throw malformed();
  const found: Parameter[] = [];
  const { take, until } = scanner(body);
  await until(`--${boundary}`, false);
  while ((await take(2)) === '\r\n') {
    const head = await until('\r\n\r\n');
    const name = /^content-disposition:[^";\r\n]*;\s*name="([^"]*)"(?!.*;\s*filename\*?=)/im.exec(head)?.[1];
    const value = await until(`\r\n--${boundary}`, name !== undefined);
    // These three characters cannot stand in a name as they are.
    if (name !== undefined) found.push([encoded(name.replace(/%(?:0D|0A|22)/g, percentDecode)), encoded(value)]);
  }
  return found;
}

/** Reads a body as text of one character for each byte, and holds only as much of it as is asked for. */
function scanner(body: Blob): { take: typeof take; until: typeof until } {
  const reader = body.stream().getReader();
  let held = '';

  async function take(length: number): Promise<string> {
    while (held.length < length) await more();
    const taken = held.slice(0, length);
    held = held.slice(length);
    return taken;
  }

  /** What stands before a mark; both are taken. @param keep false: to pass over it, holding nothing */
  async function until(mark: string, keep = true): Promise<string> {
    let from = 0;
    let at: number;
    while ((at = held.indexOf(mark, from)) < 0) {
      if (!keep) held = held.slice(-mark.length);
      else if (held.length > MOST_TEXT) throw malformed();
      from = Math.max(0, held.length - mark.length);
      await more();
    }
    const text = await take(at);
    await take(mark.length);
    return text;
  }

  async function more(): Promise<void> {
    const { done, value } = await reader.read();
    if (done) throw malformed();
    held += binaryText(value);
  }

  return { take, until };
}

function encoded(bytes: string): string {
  return percentEncode(decoder.decode(bytesOf(bytes)));
}

function malformed(): SigningError {
  return new SigningError('invalid_request', 'Bad multipart body or text above 1 MB');
}
