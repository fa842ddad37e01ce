/** What an app is registered with at Practice Files: how it authenticates, and with which key. */
import { createPublicKey, randomBytes, type JsonWebKey } from 'node:crypto';
import type { AdapterPayload } from 'oidc-provider';

/** How an app may authenticate here. */
export const FILES_AUTHS = ['none', 'client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'] as const;
export type FilesAuth = (typeof FILES_AUTHS)[number];

export interface FilesApp {
  readonly redirectUris: readonly string[];
  /** Short for `auth: 'client_secret_basic'`. */
  readonly secret?: boolean;
  /** `none` unless told. */
  readonly auth?: FilesAuth;
  /** With `private_key_jwt`: the app's public key, as PEM (SPKI) or JWK. */
  readonly publicKey?: string | JsonWebKey;
}

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * The metadata of a new client.
 * @param dpop whether its tokens must be bound
 * @throws Error when there is no redirect URI, one is no http or https URL, or a key is missing
 */
export function newClient({ redirectUris, secret, auth, publicKey }: FilesApp, dpop: boolean): AdapterPayload {
  if (redirectUris.length === 0) throw new Error('a redirect URI is needed');
  for (const uri of redirectUris) {
    if (!/^https?:\/\//.test(uri) || !URL.canParse(uri)) throw new Error(`not a web redirect URI: ${uri}`);
  }
  const method = auth ?? (secret ? 'client_secret_basic' : 'none');
  if (method === 'private_key_jwt' && publicKey === undefined) throw new Error('private_key_jwt needs a public key');
  return {
    client_id: `practice-client-${randomBytes(9).toString('base64url')}`,
    redirect_uris: [...redirectUris],
    grant_types: ['authorization_code', 'refresh_token', DEVICE_GRANT, ...(method === 'none' ? [] : ['client_credentials'])],
    response_types: ['code'],
    token_endpoint_auth_method: method,
    ...(dpop ? { dpop_bound_access_tokens: true } : {}),
    ...(method.startsWith('client_secret')
      ? { client_secret: `practice-client-secret-${randomBytes(27).toString('base64url')}` }
      : {}),
    ...(publicKey === undefined ? {} : { jwks: { keys: [asJwk(publicKey)] } }),
  };
}

function asJwk(key: string | JsonWebKey): JsonWebKey {
  const jwk = typeof key === 'string' ? createPublicKey(key).export({ format: 'jwk' }) : key;
  if ('d' in jwk) throw new Error('a public key is needed, not a private one');
  return jwk;
}

/** Percent-decoded, or as it is where it is no encoding at all. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether a client authenticates otherwise than it is registered: oidc-provider lets Basic and the body stand in for each other. */
export function authenticatesOtherwise(
  clients: ReadonlyMap<string, AdapterPayload>,
  authorization: string | undefined,
  form: URLSearchParams | undefined,
): boolean {
  const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  const name = basic === undefined ? form?.get('client_id') : Buffer.from(basic, 'base64').toString().split(':')[0];
  const method: unknown = clients.get(decoded(name ?? ''))?.['token_endpoint_auth_method'];
  if (method === 'client_secret_basic') return basic === undefined;
  return method === 'client_secret_post' && (basic !== undefined || !form?.has('client_secret'));
}
