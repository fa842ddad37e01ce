/** Bytes as base64 text and back, by the runtime's own converter where it has one. */
import { CountersignError } from './errors';

/** `Uint8Array.prototype.toBase64`, which browsers have and Node 20 has not. */
type SelfConverting = Uint8Array & { toBase64?: () => string };

/** As many characters as `String.fromCharCode` surely takes at once. */
const CHUNK = 0x8000;

/**
 * Bytes as base64 with padding.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-4
 */
export function toBase64(bytes: Uint8Array): string {
  return (bytes as SelfConverting).toBase64?.() ?? btoa(binaryText(bytes));
}

/** Bytes as text of one character for each byte. */
export function binaryText(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return binary;
}

/** Text of one character for each byte as bytes. */
export function bytesOf(binary: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

/**
 * Bytes as base64url without padding.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-5
 */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * Bytes from base64, padded or not.
 *
 * @throws CountersignError `invalid_input` when the text holds anything else, white space included
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-4
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const digits = text.replace(/={1,2}$/, '');
  const padded = digits.length !== text.length;
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1 || (padded && text.length % 4 !== 0)) {
    throw new CountersignError('invalid_input', { about: 'base64' });
  }
  return bytesOf(atob(digits));
}

/**
 * Bytes from base64url without padding.
 *
 * @throws CountersignError `invalid_input` when the text holds anything else
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-5
 */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (/[+/=]/.test(text)) throw new CountersignError('invalid_input', { about: 'base64url' });
  return fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
}
