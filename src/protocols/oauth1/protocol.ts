/** OAuth 1.0a behind the one interface of all ways to sign in. */
import { CountersignError } from '../../core/errors';
import { shownDetails } from '../../core/shown-text';
import type { Context, Held, Incoming, Outgoing, Protocol, Reaction } from '../../core/protocol';
import type { OAuth1Service } from '../../core/words';
import { isTimestampRefused, learnSkew } from './clock-skew';
import { ERROR_BYTES, findServiceError, type ServiceError } from './service-error';
import { begin, resume, type OAuth1Secret } from './sign-in';
import { signRequest } from './signer';
import { callEndpoint } from './token-endpoint';

export type { OAuth1Secret } from './sign-in';

/** Of the problem reporting extension; a service's own codes are in its entry. */
const DEAD_TOKEN_CODES: readonly string[] = ['token_revoked', 'token_expired', 'token_rejected'];

/** @see https://www.rfc-editor.org/rfc/rfc5849 */
export const oauth1: Protocol<OAuth1Secret, OAuth1Service> = {
  id: 'oauth1',
  begin,
  resume,
  sign,
  react,
  revoke,
  endpoints: ({ requestTokenUrl, authorizeUrl, accessTokenUrl, revokeUrl }) =>
    [requestTokenUrl, authorizeUrl, accessTokenUrl, revokeUrl].filter((url) => url !== undefined),
};

/** @throws CountersignError `invalid_input` for a caller's own `oauth_` parameter: it would speak in our place */
async function sign(context: Context<OAuth1Service>, held: Held<OAuth1Secret>, request: Outgoing): Promise<Outgoing> {
  if (namesProtocolParameter(request)) throw new CountersignError('invalid_input', { about: 'oauth_ parameter' });
  const { app, clock, random } = context;
  const credentials = { consumerKey: app.clientId, consumerSecret: app.clientSecret, ...tokenOf(held) };
  return signRequest(request, credentials, { clock, random, skewSeconds: held.notes.skewSeconds ?? 0 });
}

function namesProtocolParameter({ url, body, headers }: Outgoing): boolean {
  const form = typeof body === 'string' && /^application\/x-www-form-urlencoded\b/i.test(headers.get('content-type') ?? '');
  const names = [...url.searchParams.keys(), ...(form ? new URLSearchParams(body).keys() : [])];
  return names.some((name) => name.startsWith('oauth_'));
}

async function react(
  { app, clock, service }: Context<OAuth1Service>,
  held: Held<OAuth1Secret>,
  _sent: Outgoing,
  got: Incoming,
): Promise<Reaction> {
  if (got.status !== 400 && got.status !== 401 && got.status !== 403) return { do: 'deliver' };
  const error = findServiceError(got.headers, await got.peek(ERROR_BYTES));
  if (isTimestampRefused(error)) {
    const skewSeconds = learnSkew(got.headers, error, clock, held.notes.skewSeconds ?? 0);
    return skewSeconds === undefined ? { do: 'deliver' } : { do: 'retry', notes: { ...held.notes, skewSeconds } };
  }
  if (!isTokenDead(service, got.status, error)) return { do: 'deliver' };
  const sent = [app.clientSecret, held.secret.tokenSecret, held.secret.token, app.clientId];
  return { do: 'sign-in-again', problem: new CountersignError('needs_sign_in', shownDetails(got.status, error, sent)).problem };
}

async function revoke(context: Context<OAuth1Service>, held: Held<OAuth1Secret>): Promise<'revoked' | 'unsupported'> {
  const { service } = context;
  if (service.revokeUrl === undefined) return 'unsupported';
  await callEndpoint(
    context,
    { endpoint: 'revoke', url: service.revokeUrl, ...tokenOf(held), skewSeconds: held.notes.skewSeconds ?? 0 },
    // A token that is dead already is what was asked for.
    ({ status, error }) => isTokenDead(service, status, error),
  );
  return 'revoked';
}

function tokenOf({ secret: { token, tokenSecret } }: Held<OAuth1Secret>): OAuth1Secret {
  return { token, tokenSecret };
}

function isTokenDead(service: OAuth1Service, status: number, { code }: ServiceError): boolean {
  if (code === undefined || (status !== 401 && status !== 403)) return false;
  return DEAD_TOKEN_CODES.includes(code) || (service.deadTokenCodes ?? []).includes(code);
}
