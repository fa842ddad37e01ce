/** The text parts of a multipart body, for services that sign them like a form's fields; files are passed over, never kept. */
import { binaryText, bytesOf } from '../../crypto/base64';
import { percentDecode, percentEncode } from '../../crypto/percent-encoding';
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
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw malformed();
  const found: Parameter[] = [];
  const scan = new Scanner(body.stream().getReader());
  await scan.until(`--${boundary}`, false);
  while ((await scan.take(2)) === '\r\n') {
    const head = await scan.until('\r\n\r\n');
    const name = /^content-disposition:[^\r\n]*;\s*name="([^"]*)"/im.exec(head)?.[1];
    const text = name !== undefined && !/^content-disposition:[^\r\n]*;\s*filename\*?=/im.test(head);
    const value = await scan.until(`\r\n--${boundary}`, text);
    // These three characters cannot stand in a name as they are.
    if (text) found.push([encoded(name.replace(/%(?:0D|0A|22)/g, percentDecode)), encoded(value)]);
  }
  return found;
}

/** Reads a stream as text of one character for each byte, and holds only as much of it as is asked for. */
class Scanner {
  #held = '';
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;

  constructor(reader: ReadableStreamDefaultReader<Uint8Array>) {
    this.#reader = reader;
  }

  async take(length: number): Promise<string> {
    while (this.#held.length < length) await this.#more();
    const taken = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    return taken;
  }

  /** What stands before a mark; both are taken. @param keep false: to pass over it, holding nothing */
  async until(mark: string, keep = true): Promise<string> {
    let from = 0;
    let at: number;
    while ((at = this.#held.indexOf(mark, from)) < 0) {
      if (!keep) this.#held = this.#held.slice(-mark.length);
      else if (this.#held.length > MOST_TEXT) throw malformed();
      from = Math.max(0, this.#held.length - mark.length);
      await this.#more();
    }
    const text = this.#held.slice(0, at);
    this.#held = this.#held.slice(at + mark.length);
    return text;
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#reader.read();
    if (done) throw malformed();
    this.#held += binaryText(value);
  }
}

function encoded(bytes: string): string {
  return percentEncode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesOf(bytes)));
}

function malformed(): SigningError {
  return new SigningError('invalid_request', 'Unreadable multipart body, or a text part above 1 MB.');
}
