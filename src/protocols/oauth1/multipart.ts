/** The text parts of a multipart body, for services that sign them like a form's fields; files are passed over, never kept. */
import { binaryText, bytesOf } from '../../core/base64';
import { decoder, percentDecode, percentEncode } from '../../crypto/percent-encoding';
import type { Parameter } from './parameters';
import { SigningError } from './signing-error';

/** A text part longer than this, in bytes, is refused: the whole of it would have to be held and signed. */
const MOST_TEXT = 1024 * 1024;
/** So much is read at once, in bytes. */
const BLOCK = 64 * 1024;

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

/** Reads a body through one buffer, used over and over: a large file leaves no garbage behind. Texts have one character for each byte. */
function scanner(body: Blob): { take: typeof take; until: typeof until } {
  const reader = body.stream().getReader({ mode: 'byob' });
  let block = new ArrayBuffer(BLOCK);
  let bytes = new Uint8Array(2 * BLOCK);
  /** What is held stands in `bytes` from here */
  let from = 0;
  /** to here. */
  let to = 0;

  async function take(length: number): Promise<string> {
    while (to - from < length) await more();
    return binaryText(bytes.subarray(from, (from += length)));
  }

  /** What stands before a mark; both are taken. @param keep false: to pass over it, holding nothing */
  async function until(mark: string, keep = true): Promise<string> {
    let searched = 0;
    let at: number;
    while ((at = find(mark, from + searched)) < 0) {
      if (!keep) from = Math.max(from, to - mark.length);
      else if (to - from > MOST_TEXT) throw malformed();
      searched = Math.max(0, to - from - mark.length);
      await more();
    }
    const text = keep ? binaryText(bytes.subarray(from, at)) : '';
    from = at + mark.length;
    return text;
  }

  /** Where the mark starts, at or behind a place; -1 when it is not held as a whole. */
  function find(mark: string, start: number): number {
    const first = mark.charCodeAt(0);
    for (let at = bytes.indexOf(first, start); at >= 0 && at + mark.length <= to; at = bytes.indexOf(first, at + 1)) {
      let same = 1;
      while (same < mark.length && bytes[at + same] === mark.charCodeAt(same)) same += 1;
      if (same === mark.length) return at;
    }
    return -1;
  }

  /** Holds the next bytes too, behind those that are held. */
  async function more(): Promise<void> {
    const { done, value } = await reader.read(new Uint8Array(block));
    if (done) throw malformed();
    block = value.buffer;
    const held = bytes.subarray(from, to);
    if (held.length + value.length > bytes.length) bytes = new Uint8Array(2 * (held.length + value.length));
    bytes.set(held); // to its beginning, also where the two overlap
    bytes.set(value, held.length);
    from = 0;
    to = held.length + value.length;
  }

  return { take, until };
}

function encoded(binary: string): string {
  return percentEncode(decoder.decode(bytesOf(binary)));
}

function malformed(): SigningError {
  return new SigningError('invalid_request', 'Bad multipart body or text above 1 MB');
}
