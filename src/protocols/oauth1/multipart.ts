/** The text parts of a multipart body, for services that sign them like a form's fields; files are passed over, never kept. */
import { percentEncode } from '../../crypto/percent-encoding';
import type { Parameter } from './parameters';
import { SigningError } from './signing-error';

/** A text part longer than this, in bytes, is refused: the whole of it would have to be held and signed. */
const MOST_TEXT = 1024 * 1024;
/** Bytes that are read at a time. */
const BLOCK = 64 * 1024;

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
  const scan = new Scanner(body);
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

/** Reads a body through one buffer, used over and over: a large file leaves no garbage behind. Marks and texts have one character for each byte. */
class Scanner {
  readonly #reader: ReadableStreamBYOBReader;
  #block = new ArrayBuffer(BLOCK);
  #bytes = new Uint8Array(2 * BLOCK);
  /** What is held stands in `#bytes` from `#from` to `#to`. */
  #from = 0;
  #to = 0;

  constructor(body: Blob) {
    this.#reader = body.stream().getReader({ mode: 'byob' });
  }

  async take(length: number): Promise<string> {
    while (this.#to - this.#from < length) await this.#more();
    return this.#text((this.#from += length) - length, this.#from);
  }

  async skipPast(mark: string): Promise<void> {
    for (;;) {
      const at = this.#find(mark, this.#from);
      if (at >= 0) {
        this.#from = at + mark.length;
        return;
      }
      this.#from = Math.max(this.#from, this.#to - mark.length);
      await this.#more();
    }
  }

  async textUntil(mark: string): Promise<string> {
    let searched = 0;
    for (;;) {
      const at = this.#find(mark, this.#from + searched);
      if (at >= 0) {
        const text = this.#text(this.#from, at);
        this.#from = at + mark.length;
        return text;
      }
      if (this.#to - this.#from > MOST_TEXT) throw malformed();
      searched = Math.max(0, this.#to - this.#from - mark.length);
      await this.#more();
    }
  }

  /** Where the mark starts, at or behind a place; -1 when it is not held as a whole. */
  #find(mark: string, start: number): number {
    const last = this.#to - mark.length;
    for (let at = start; ; at += 1) {
      at = this.#bytes.indexOf(mark.charCodeAt(0), at);
      if (at < 0 || at > last) return -1;
      let same = 1;
      while (same < mark.length && this.#bytes[at + same] === mark.charCodeAt(same)) same += 1;
      if (same === mark.length) return at;
    }
  }

  #text(from: number, to: number): string {
    let text = '';
    for (let at = from; at < to; at += 0x2000)
      text += String.fromCharCode(...this.#bytes.subarray(at, Math.min(to, at + 0x2000)));
    return text;
  }

  /** Holds the next bytes too, behind those that are held. */
  async #more(): Promise<void> {
    const { done, value } = await this.#reader.read(new Uint8Array(this.#block));
    if (done) throw malformed();
    this.#block = value.buffer;
    const held = this.#bytes.subarray(this.#from, this.#to);
    if (held.length + value.length > this.#bytes.length) {
      this.#bytes = new Uint8Array(2 * (held.length + value.length));
      this.#bytes.set(held);
    } else this.#bytes.copyWithin(0, this.#from, this.#to);
    this.#from = 0;
    this.#to = held.length;
    this.#bytes.set(value, this.#to);
    this.#to += value.length;
  }
}

function utf8(bytes: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
}

function malformed(): SigningError {
  return new SigningError('invalid_request', 'The multipart body cannot be read, or holds a text part above 1 MB.');
}
