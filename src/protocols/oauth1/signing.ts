/** How this service wants requests signed, and with what: its entry and the user's app as the signer takes them. */
import { CountersignError } from '../../core/errors';
import type { Context, Outgoing } from '../../core/protocol';
import type { OAuth1Service } from '../../core/oauth1-service';
import { sign, type Credentials } from './signer';
import { SigningError } from './signing-error';

/** A token with its secret: a request token, or an access token. */
export interface Token {
  readonly token?: string | undefined;
  readonly tokenSecret?: string | undefined;
}

/**
 * Signs a request as the app, for a token where there is one.
 *
 * @param skewSeconds the service's clock minus ours
 * @param how further parameters of the protocol; whether a body that is no form is signed by its hash, and whether the request's own
 *   `oauth_` parameters are refused
 * @throws CountersignError `key_invalid` when the app's private key cannot be used; `invalid_input` when the request cannot be signed
 */
export async function signAs(
  { service, app, clock }: Context<OAuth1Service>,
  request: Outgoing,
  { token, tokenSecret }: Token,
  skewSeconds: number,
  how: {
    readonly further?: Readonly<Record<string, string>> | undefined;
    readonly bodyHash?: boolean;
    readonly refuseOwn?: boolean;
  } = {},
): Promise<Outgoing> {
  const { signatureMethod = 'HMAC-SHA1', transport, realm, multipartText } = service;
  const { further, ...rest } = how;
  const key = isRsa(service) ? { privateKey: app.clientSecret } : { consumerSecret: app.clientSecret };
  const credentials: Credentials = { consumerKey: app.clientId, ...key, token, tokenSecret };
  try {
    return await sign(request, credentials, {
      signatureMethod,
      timestamp: clock.now() / 1000 + skewSeconds,
      ...(further && { further }),
      ...(transport !== undefined && { transport }),
      ...(realm !== undefined && { realm }),
      ...rest,
      ...(multipartText !== undefined && { multipartText }),
    });
  } catch (error) {
    if (!(error instanceof SigningError)) throw error;
    if (error.code === 'invalid_key') throw new CountersignError('key_invalid', { about: service.name });
    throw new CountersignError('invalid_input', { about: error.message });
  }
}

/** Whether the app signs with a private key of its own. */
export function isRsa({ signatureMethod }: OAuth1Service): boolean {
  return signatureMethod?.startsWith('RSA-') ?? false;
}
