/** Signs the JWTs that an app sends: DPoP proofs and client assertions, right ones or wrong ones. */
import { createHash, createHmac, generateKeyPairSync, randomUUID, sign, type JsonWebKey, type KeyObject } from 'node:crypto';

type Claims = Record<string, unknown>;

/** A key pair of an app: P-256, with its public half as a JWK. */
export interface AppKey {
  readonly privateKey: KeyObject;
  readonly jwk: JsonWebKey;
  readonly pem: string;
}

export function appKey(): AppKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { privateKey, jwk: publicKey.export({ format: 'jwk' }), pem };
}

/** Signs with ES256, or with HS256 where the key is a text. */
export function jwt(header: Claims, claims: Claims, key: KeyObject | string): string {
  const alg = typeof key === 'string' ? 'HS256' : 'ES256';
  const input = [{ alg, ...header }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature =
    typeof key === 'string'
      ? createHmac('sha256', key).update(input).digest()
      : sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

/** A proof for one request; `change` makes it wrong. */
export function dpopProof(
  { privateKey, jwk }: AppKey,
  request: { readonly method: string; readonly url: string; readonly nonce?: string | undefined; readonly token?: string },
  change: Claims = {},
): string {
  const { method, url, nonce, token } = request;
  const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
  const claims = { htm: method, htu: url, iat: Math.floor(Date.now() / 1000), jti: randomUUID(), ...ath };
  return jwt({ typ: 'dpop+jwt', jwk }, { ...claims, ...(nonce === undefined ? {} : { nonce }), ...change }, privateKey);
}

/** The form fields by which a client proves itself with a JWT. */
export function assertion(
  clientId: string,
  audience: string,
  key: KeyObject | string,
  change: Claims = {},
): Record<string, string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: clientId, sub: clientId, aud: audience, jti: randomUUID(), iat: now, exp: now + 60 };
  return {
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: jwt({}, { ...claims, ...change }, key),
  };
}
