/** How the app proves at the token endpoint that it is itself. */
import * as oauth from 'oauth4webapi';
import { CountersignError } from '../../core/errors';
import type { Context } from '../../core/protocol';
import type { OAuth2Service } from '../../core/oauth2-service';
import { bytesOf, toBase64 } from '../../core/base64';
import { remembering } from '../../crypto/remember';

/**
 * The client's authentication as the entry, or the app's own registration, says.
 * @throws CountersignError `app_refused` when a secret is wanted and the app has none; `key_invalid` for a key that cannot be used
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-2.2
 */
export async function clientAuth({ service, app }: Context<OAuth2Service>): Promise<oauth.ClientAuth> {
  const withSecret = app.clientSecret === '' ? undefined : service.clientAuthWithSecret;
  const method = app.clientAuth ?? withSecret ?? service.clientAuth;
  if (method === 'none') return oauth.None();
  if (method === 'basic_without_secret') return basic('');
  if (app.clientSecret === '') throw new CountersignError('app_refused', { about: service.name });
  if (method === 'client_secret_basic') return basic(app.clientSecret);
  if (method === 'client_secret_post') return oauth.ClientSecretPost(app.clientSecret);
  // Without an issuer, the audience is the place where the assertion is sent.
  const audience = service.issuer ?? service.tokenUrl ?? '';
  const options = {
    [oauth.modifyAssertion]: (_: object, payload: Record<string, oauth.JsonValue | undefined>) => {
      payload['aud'] = audience;
    },
  };
  return method === 'client_secret_jwt'
    ? oauth.ClientSecretJwt(app.clientSecret, options)
    : oauth.PrivateKeyJwt(await assertionKey(app.clientSecret), options);
}

/** HTTP Basic with both parts encoded as in a form. The library encodes more than a form does, which services do not undo. */
function basic(secret: string): oauth.ClientAuth {
  return (_, { client_id: id }, __, headers) => {
    headers.set('authorization', basicCredentials(id, secret));
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
export function basicCredentials(clientId: string, clientSecret: string): string {
  return `Basic ${toBase64(new TextEncoder().encode(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`))}`;
}

function formEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

/** How many imported keys are kept. */
const keep = remembering<oauth.PrivateKey>(8);

/** The app's private key: PEM (PKCS#8) or a JWK, for RS256 or ES256; what a JWK says of its `kid` and `alg` holds. */
function assertionKey(text: string): oauth.PrivateKey | Promise<oauth.PrivateKey> {
  return keep(text, async () => {
    try {
      return text.trimStart().startsWith('{')
        ? await fromJwk(JSON.parse(text) as JsonWebKey & { kid?: string })
        : await fromPem(text);
    } catch {
      throw new CountersignError('key_invalid'); // without what the browser says of it: it may quote the key
    }
  });
}

const algorithms = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
} as const;

async function fromJwk(jwk: JsonWebKey & { kid?: string }): Promise<oauth.PrivateKey> {
  const { kid, alg = jwk.kty === 'EC' ? 'ES256' : 'RS256', key_ops: _, use: __, ext: ___, ...rest } = jwk;
  const algorithm = Object.hasOwn(algorithms, alg) ? algorithms[alg as keyof typeof algorithms] : undefined;
  if (!algorithm) throw new CountersignError('key_invalid');
  const key = await crypto.subtle.importKey('jwk', { ...rest, alg }, algorithm, false, ['sign']);
  return kid === undefined ? { key } : { key, kid };
}

async function fromPem(text: string): Promise<oauth.PrivateKey> {
  const [, base64 = ''] = /-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----/.exec(text) ?? [];
  const der = bytesOf(atob(base64));
  const imported = (algorithm: (typeof algorithms)[keyof typeof algorithms]): Promise<CryptoKey> =>
    crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
  return { key: await imported(algorithms.RS256).catch(() => imported(algorithms.ES256)) };
}
