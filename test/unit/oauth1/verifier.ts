/** An independent reading of RFC 5849 §3.4 from what arrived on the wire, in bytes and with node:crypto: shares no line with the signer. */
import { createHmac } from 'node:crypto';

export interface Arrived {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** The `Host` header. */
  readonly host: string;
  /** Path and query as they stood in the request line. */
  readonly target: string;
  readonly contentType: string;
  readonly authorization: string;
  readonly body: Buffer;
}

/** The parameters in the header, decoded; `realm` is left out. */
export function headerParameters(authorization: string): Map<string, string> {
  const found = new Map<string, string>();
  if (!authorization.startsWith('OAuth ')) return found;
  for (const part of authorization.slice('OAuth '.length).split(', ')) {
    const [, name = '', value = ''] = /^([a-z_]+)="([^"]*)"$/.exec(part) ?? [];
    if (name !== 'realm') found.set(decodeURIComponent(name), decodeURIComponent(value));
  }
  return found;
}

/** The signature that a request should carry. */
export function expectedSignature(arrived: Arrived, consumerSecret: string, tokenSecret: string): string {
  const question = arrived.target.indexOf('?');
  const path = question < 0 ? arrived.target : arrived.target.slice(0, question);
  const pairs: [Buffer, Buffer][] = question < 0 ? [] : formPairs(Buffer.from(arrived.target.slice(question + 1), 'latin1'));
  if (arrived.contentType.split(';')[0] === 'application/x-www-form-urlencoded') pairs.push(...formPairs(arrived.body));
  for (const [name, value] of headerParameters(arrived.authorization)) pairs.push([Buffer.from(name), Buffer.from(value)]);
  const lines = pairs
    .filter(([name]) => name.toString() !== 'oauth_signature')
    .map(([name, value]) => [escape(name), escape(value)] as const)
    .toSorted(
      (a, b) => Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0])) || Buffer.compare(Buffer.from(a[1]), Buffer.from(b[1])),
    )
    .map((pair) => pair.join('='));
  const defaultPort = arrived.scheme === 'http' ? ':80' : ':443';
  const host = arrived.host.toLowerCase();
  const uri = `${arrived.scheme}://${host.endsWith(defaultPort) ? host.slice(0, -defaultPort.length) : host}${path}`;
  const base = [arrived.method.toUpperCase(), uri, lines.join('&')].map((text) => escape(Buffer.from(text))).join('&');
  const key = [consumerSecret, tokenSecret].map((text) => escape(Buffer.from(text))).join('&');
  return createHmac('sha1', key).update(base).digest('base64');
}

function formPairs(form: Buffer): [Buffer, Buffer][] {
  const pairs: [Buffer, Buffer][] = [];
  for (const part of form.toString('latin1').split('&')) {
    if (part === '') continue;
    const [name = '', ...rest] = part.split('=');
    pairs.push([unescape(name), unescape(rest.join('='))]);
  }
  return pairs;
}

/** Text in latin1, one character a byte, to the bytes it stands for. */
function unescape(text: string): Buffer {
  const bytes = text
    .replace(/\+/g, ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

function escape(bytes: Buffer): string {
  return Array.from(bytes, (byte) => {
    const char = String.fromCharCode(byte);
    return /[A-Za-z0-9._~-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
