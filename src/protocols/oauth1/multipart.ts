/** The text parts of a multipart body, for services that sign them like a form's fields; files are passed over, never kept. */
import { percentEncode } from '../../crypto/percent-encoding';
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
  await scan.skipPast(`--${boundary}`);
  while ((await scan.take(2)) === '\r\n') {
    const head = await scan.textUntil('\r\n\r\n');
    const name = /^content-disposition:[^\r\n]*;\s*name="([^"]*)"/im.exec(head)?.[1];
    if (name === undefined || /^content-disposition:[^\r\n]*;\s*filename\*?=/im.test(head)) {
      await scan.skipPast(`\r\n--${boundary}`);
    } else {
      const value = await scan.textUntil(`\r\n--${boundary}`);
      found.push([
        percentEncode(utf8(name).replace(/%(0D|0A|22)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))),
        percentEncode(utf8(value)),
      ]);
    }
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

  async skipPast(mark: string): Promise<void> {
    for (let at = this.#held.indexOf(mark); ; at = this.#held.indexOf(mark)) {
      if (at >= 0) {
        this.#held = this.#held.slice(at + mark.length);
        return;
      }
      this.#held = this.#held.slice(Math.max(0, this.#held.length - mark.length));
      await this.#more();
    }
  }

  async textUntil(mark: string): Promise<string> {
    let from = 0;
    for (let at = this.#held.indexOf(mark); ; at = this.#held.indexOf(mark, from)) {
      if (at >= 0) {
        const text = this.#held.slice(0, at);
        this.#held = this.#held.slice(at + mark.length);
        return text;
      }
      if (this.#held.length > MOST_TEXT) throw malformed();
      from = Math.max(0, this.#held.length - mark.length);
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#reader.read();
    if (done) throw malformed();
    for (let at = 0; at < value.length; at += 0x2000) this.#held += String.fromCharCode(...value.subarray(at, at + 0x2000));
  }
}

function utf8(bytes: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
}

function malformed(): SigningError {
  return new SigningError('invalid_request', 'The multipart body cannot be read, or holds a text part above 1 MB.');
}
