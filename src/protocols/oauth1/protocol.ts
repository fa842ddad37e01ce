/** OAuth 1.0a behind the one interface of all ways to sign in. */
import type { Context, Held, Outgoing, Protocol } from '../../core/protocol';
import type { OAuth1Service } from '../../core/oauth1-service';
import { isTokenDead, react } from './reaction';
import { renew } from './renewal';
import type { OAuth1Secret } from './reply';
import { begin, resume } from './sign-in';
import { signAs } from './signing';
import { callEndpoint } from './token-endpoint';
import { trace } from './trace';

export type { OAuth1Secret } from './reply';

/** @see https://www.rfc-editor.org/rfc/rfc5849 */
export const oauth1: Protocol<OAuth1Secret, OAuth1Service> = {
  id: 'oauth1',
  begin,
  resume,
  sign,
  react,
  renew,
  revoke,
  explain: trace,
};

/**
 * An access token that is an API key travels as it is, and nothing is signed.
 * @throws CountersignError `invalid_input` for a caller's own `oauth_` parameter: it would speak in our place
 */
async function sign(context: Context<OAuth1Service>, held: Held<OAuth1Secret>, request: Outgoing): Promise<Outgoing> {
  const { bodyHash = false, tokenHeader } = context.service;
  if (tokenHeader !== undefined && held.secret.token !== undefined) {
    const headers = new Headers(request.headers);
    headers.set(tokenHeader, held.secret.token);
    return { ...request, headers };
  }
  return signAs(context, request, held.secret, held.notes.skewSeconds ?? 0, { bodyHash, refuseOwn: true });
}

async function revoke(context: Context<OAuth1Service>, held: Held<OAuth1Secret>): Promise<'revoked' | 'unsupported'> {
  const { service } = context;
  if (service.revokeUrl === undefined || held.secret.token === undefined) return 'unsupported';
  await callEndpoint(
    context,
    { endpoint: 'revoke', url: service.revokeUrl, token: held.secret, skewSeconds: held.notes.skewSeconds ?? 0 },
    // A token that is dead already is what was asked for.
    ({ status, error }) => isTokenDead(service, status, error),
  );
  return 'revoked';
}
