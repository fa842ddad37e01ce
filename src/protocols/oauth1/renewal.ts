/** A fresh access token by a session handle, without the user. */
import { CountersignError } from '../../core/errors';
import type { Context, Grant, Held } from '../../core/protocol';
import type { OAuth1Service } from '../../core/oauth1-service';
import { factsOf, parseTokenReply, secretOf, type OAuth1Secret } from './reply';
import { callEndpoint } from './token-endpoint';

/**
 * Renews the access token.
 *
 * @param attempt above 1: the service may have answered already, and a handle is good for one use at some services
 * @throws CountersignError `needs_sign_in`, `renewal_interrupted` where only a new sign-in helps; else what went wrong
 * @see https://oauth.googlecode.com/svn/spec/ext/session/1.0/drafts/1/spec.html
 */
export async function renew(
  context: Context<OAuth1Service>,
  held: Held<OAuth1Secret>,
  attempt: number,
): Promise<Grant<OAuth1Secret>> {
  const { service, clock } = context;
  const { sessionHandle, ...token } = held.secret;
  if (sessionHandle === undefined) throw new CountersignError('needs_sign_in', { about: service.name });
  const answer = await callEndpoint(context, {
    endpoint: 'renew',
    url: service.renewUrl ?? service.accessTokenUrl ?? '',
    method: service.accessTokenMethod,
    token,
    further: { oauth_session_handle: sessionHandle },
    skewSeconds: held.notes.skewSeconds ?? 0,
    attempt,
  });
  const reply = parseTokenReply(answer.status, answer.body);
  const secret = secretOf(reply, held.secret);
  const rotates = secret.sessionHandle !== sessionHandle;
  return { secret, facts: { ...factsOf(reply, secret, service.identity, clock.now()), rotates } };
}
