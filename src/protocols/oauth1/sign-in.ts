/** The sign-in of three-legged OAuth 1.0a: temporary credentials, the service's page, token credentials. */
import { CountersignError } from '../../core/errors';
import type { Context, Reply, Sealed, Step } from '../../core/protocol';
import type { OAuth1Service } from '../../core/words';
import { safeUrl } from '../../core/urls';
import { percentEncode } from '../../crypto/percent-encoding';
import { verifierIn } from './redirect';
import { factsOf, parseTokenReply } from './reply';
import { callEndpoint } from './token-endpoint';

/** What an account of this protocol keeps sealed: the token credentials. */
export type OAuth1Secret = { readonly token: string; readonly tokenSecret: string };

type Pending = { readonly requestToken: string; readonly requestTokenSecret: string; readonly skewSeconds: number };

/** How long we wait for the user at the service's page, in milliseconds. Services let a request token live for about as long. */
const VISIT_MS = 10 * 60_000;

/**
 * Gets a request token and sends the user to the service's page.
 *
 * @throws CountersignError `callback_not_confirmed`, `redirect_mismatch`, `app_refused`, `service_refused`, `service_error`,
 *   `service_unreachable`, `reply_invalid`, `insecure_endpoint`
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-2.1
 */
export async function begin(context: Context<OAuth1Service>): Promise<Step<OAuth1Secret>> {
  const { service, redirectUrl, clock } = context;
  const answer = await callEndpoint(context, {
    endpoint: 'request-token',
    url: service.requestTokenUrl ?? '',
    further: { oauth_callback: redirectUrl },
  });
  const reply = parseTokenReply(answer.status, answer.body);
  if (reply.values['oauth_callback_confirmed'] !== 'true') {
    throw new CountersignError('callback_not_confirmed', { status: answer.status });
  }
  const pending: Pending = {
    requestToken: reply.token,
    requestTokenSecret: reply.tokenSecret,
    skewSeconds: answer.skewSeconds,
  };
  const until = clock.now() + VISIT_MS;
  return { do: 'visit', url: pageUrl(service, reply.token), back: redirectUrl, ours: reply.token, until, pending };
}

/**
 * Takes the redirect and exchanges the request token for an access token.
 *
 * @throws CountersignError `sign_in_denied`, `token_mismatch`, `request_token_expired`, `app_refused`, `service_refused`,
 *   `service_error`, `service_unreachable`, `reply_invalid`; `answer_lost` when a second attempt is refused: the first may have succeeded
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-2.3
 */
export async function resume(context: Context<OAuth1Service>, sealed: Sealed, reply: Reply): Promise<Step<OAuth1Secret>> {
  if (reply.to !== 'visit' || !isPending(sealed)) throw new CountersignError('unexpected', { about: 'step of oauth1' });
  const { requestToken, requestTokenSecret, skewSeconds } = sealed;
  const answer = await callEndpoint(context, {
    endpoint: 'access-token',
    url: context.service.accessTokenUrl ?? '',
    token: requestToken,
    tokenSecret: requestTokenSecret,
    further: { oauth_verifier: verifierIn(reply.url, requestToken) },
    skewSeconds,
    attempt: reply.attempt,
  });
  const granted = parseTokenReply(answer.status, answer.body);
  const facts = factsOf(granted, context.service.identity, context.clock.now());
  return { do: 'done', grant: { secret: { token: granted.token, tokenSecret: granted.tokenSecret }, facts } };
}

/** The service's page for a request token; the page's own query stays as it was written. */
function pageUrl(service: OAuth1Service, requestToken: string): string {
  const url = safeUrl(service.authorizeUrl ?? '');
  url.search = `${url.search ? `${url.search}&` : '?'}oauth_token=${percentEncode(requestToken)}`;
  return url.href;
}

function isPending(pending: Sealed): pending is Pending {
  return (
    typeof pending['requestToken'] === 'string' &&
    typeof pending['requestTokenSecret'] === 'string' &&
    typeof pending['skewSeconds'] === 'number'
  );
}
