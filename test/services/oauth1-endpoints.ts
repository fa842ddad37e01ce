/** The endpoints of OAuth 1.0a that apps call: request token, access token, renewal and invalidation. */
import { answer, json } from './answers';
import { admit } from './oauth1-gate';
import { servePages } from './oauth1-pages';
import { refused, type Refused } from './oauth1-refusals';
import type { OAuth1Context, OAuth1Rules } from './oauth1-rules';
import type { AccessToken } from './oauth1-tokens';
import type { Verified } from './oauth1-verify';
import type { Exchange } from './server';
import { sameText } from './users';

/** Serves an endpoint or a page of OAuth. @returns false when the route is none of them. */
export function serveOAuth1(exchange: Exchange, context: OAuth1Context): boolean {
  const { method, path } = exchange;
  const { requestTokenMethods = ['POST'], accessTokenMethods = ['POST'], invalidatePaths } = context.rules;
  const endpoint = endpointFor(path, invalidatePaths);
  if (!endpoint) return servePages(exchange, context);
  const methods = { request: requestTokenMethods, access: accessTokenMethods, invalidate: ['POST'] }[endpoint];
  if (!methods.includes(method)) return false;
  const verified = admit(exchange, context.verifier, context.rules.word);
  if (!verified) return true;
  const refusal = { request: requestToken, access: accessToken, invalidate: invalidateToken }[endpoint](
    exchange,
    context,
    verified,
  );
  if (refusal) context.rules.word(exchange, refusal);
  return true;
}

function endpointFor(path: string, invalidatePaths: readonly string[]): 'request' | 'access' | 'invalidate' | undefined {
  if (path === '/oauth/request_token') return 'request';
  if (path === '/oauth/access_token') return 'access';
  return invalidatePaths.includes(path) ? 'invalidate' : undefined;
}

/** @see RFC 5849 section 2.1 */
function requestToken(exchange: Exchange, { state, knobs, rules }: OAuth1Context, verified: Verified): Refused | undefined {
  if (verified.token !== undefined) return refused(89, 'a request for a request token carries a token');
  const callback = verified.oauth.get('oauth_callback');
  const app = state.app(verified.consumerKey);
  if (callback === undefined) return refused(415, 'oauth_callback is missing', 'parameter_absent');
  if (app?.kind === 'desktop' && callback !== 'oob') return refused(417, 'a desktop app with a callback');
  if (callback !== 'oob' && !app?.callbacks.includes(callback)) return refused(415, 'callback not registered');
  const problem = app && rules.checkRequestToken?.(verified, app);
  if (problem) return problem;
  const { token, secret } = state.issueRequestToken(verified.consumerKey, callback, app && rules.level?.(verified, app));
  const reply = new URLSearchParams({ oauth_token: token, oauth_token_secret: secret });
  if (knobs.confirmCallback) reply.set('oauth_callback_confirmed', 'true');
  return formAnswer(exchange, rules, 'signature good, request token issued', reply);
}

/** @see RFC 5849 section 2.3 */
function accessToken(exchange: Exchange, context: OAuth1Context, verified: Verified): Refused | undefined {
  const { state } = context;
  if (verified.oauth.has('oauth_session_handle')) return renewal(exchange, context, verified);
  const token = state.requestToken(verified.token ?? '');
  if (!token) return refused(89, 'not a request token');
  if (!token.approved) return refused(89, 'request token not approved by a user');
  const shown = verified.oauth.get('oauth_verifier');
  if (shown === undefined) return refused(89, 'oauth_verifier is missing', 'parameter_absent');
  if (!sameText(shown, token.approved.verifier)) return refused(89, 'wrong verifier');
  const { user } = token.approved;
  const issued = state.issueAccessToken(token, user);
  return tokenAnswer(exchange, context.rules, 'signature and verifier good, access token issued', issued);
}

/** Trades an access token, expired or not, and its session handle for new ones. @see OAuth Session extension */
function renewal(exchange: Exchange, { state, rules }: OAuth1Context, verified: Verified): Refused | undefined {
  const old = state.accessToken(verified.token ?? '');
  if (!old?.session) return refused(89, 'no token that can be renewed');
  if (!sameText(verified.oauth.get('oauth_session_handle') ?? '', old.session.handle)) {
    return refused(89, 'session handle unknown, used or of another token');
  }
  if (old.session.endsAt <= Date.now()) return refused(89, 'the authorization has ended', 'token_revoked');
  state.replaceAccessToken(old.token);
  const issued = state.mintAccessToken(old.consumerKey, old.user, old.level, old.session.endsAt);
  return tokenAnswer(exchange, rules, 'signature and session handle good, access token renewed', issued);
}

function invalidateToken(exchange: Exchange, { state }: OAuth1Context, verified: Verified): Refused | undefined {
  const token = state.accessToken(verified.token ?? '');
  if (!token) return refused(89, 'not an access token');
  exchange.entry.user = token.user.username;
  state.revokeAccessToken(token.token);
  json(exchange, 200, 'access token invalidated', { access_token: token.token });
  return undefined;
}

function tokenAnswer(exchange: Exchange, rules: OAuth1Rules, outcome: string, issued: AccessToken): undefined {
  exchange.entry.user = issued.user.username;
  const { token, secret, expiresAt, session } = issued;
  const reply = new URLSearchParams({ oauth_token: token, oauth_token_secret: secret, ...rules.accessReply(issued) });
  if (session && expiresAt !== undefined) {
    const secondsTo = (time: number) => String(Math.max(0, Math.round((time - Date.now()) / 1000)));
    reply.set('oauth_expires_in', secondsTo(expiresAt));
    reply.set('oauth_session_handle', session.handle);
    reply.set('oauth_authorization_expires_in', secondsTo(session.endsAt));
  }
  return formAnswer(exchange, rules, outcome, reply);
}

function formAnswer(exchange: Exchange, { replyType }: OAuth1Rules, outcome: string, reply: URLSearchParams): undefined {
  answer(exchange, 200, outcome, reply.toString(), { 'content-type': replyType });
}
