/** A new RSA pair for an app whose requests are signed with one: made here, because no page of ours holds cryptography. */
import type { KeyPair } from '../../src/messaging/views';

/** Bytes as a PEM block, in lines of 64 characters. */
export function pem(label: string, bytes: Uint8Array): string {
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''));
  return [`-----BEGIN ${label}-----`, ...(base64.match(/.{1,64}/gu) ?? []), `-----END ${label}-----`].join('\n');
}

/** Makes an RSA pair of 2048 bits. */
export async function makeKeyPair(): Promise<KeyPair> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  };
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const [secret, open] = await Promise.all([
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
    crypto.subtle.exportKey('spki', pair.publicKey),
  ]);
  return { privateKey: pem('PRIVATE KEY', new Uint8Array(secret)), publicKey: pem('PUBLIC KEY', new Uint8Array(open)) };
}
