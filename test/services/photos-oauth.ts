/** The OAuth 1.0a endpoints of Practice Photos, from request token to invalidation. */
import { randomBytes } from 'node:crypto';
import { answer, html, json, redirect } from './answers';
import type { OAuth1Verifier } from './oauth1-verify';
import { consentPage, loginPage, messagePage, pinPage } from './pages';
import { admit, refuse } from './photos-gate';
import type { PhotosState, RequestToken } from './photos-state';
import { formOf } from './request-body';
import type { Exchange } from './server';
import { authenticate, sameText } from './users';

export interface PhotosKnobs {
  /** false leaves `oauth_callback_confirmed` out of the request token answer. */
  confirmCallback: boolean;
  /** A request token to name in the callback in place of the right one. */
  swapCallbackToken: string | undefined;
}

export interface PhotosContext {
  readonly name: string;
  readonly state: PhotosState;
  readonly verifier: OAuth1Verifier;
  readonly knobs: PhotosKnobs;
}

/** Serves an OAuth endpoint. @returns false when the route is none of them. */
export function servePhotosOAuth(exchange: Exchange, context: PhotosContext): boolean {
  switch (`${exchange.method} ${exchange.path}`) {
    case 'POST /oauth/request_token':
      requestToken(exchange, context);
      return true;
    case 'GET /oauth/authorize':
      showLogin(exchange, context);
      return true;
    case 'POST /oauth/authorize':
      takeLogin(exchange, context);
      return true;
    case 'POST /oauth/authorize/decision':
      takeDecision(exchange, context);
      return true;
    case 'POST /oauth/access_token':
      accessToken(exchange, context);
      return true;
    case 'POST /oauth/invalidate_token':
      invalidateToken(exchange, context);
      return true;
    default:
      return false;
  }
}

/** @see RFC 5849 section 2.1 */
function requestToken(exchange: Exchange, { state, verifier, knobs }: PhotosContext): void {
  const verified = admit(exchange, verifier);
  if (!verified) return;
  if (verified.token !== undefined) return refuse(exchange, 89, 'a request for a request token carries a token');
  const callback = verified.oauth.get('oauth_callback');
  const allowed = state.app(verified.consumerKey)?.callbacks ?? [];
  if (callback === undefined) return refuse(exchange, 415, 'oauth_callback is missing');
  if (callback !== 'oob' && !allowed.includes(callback)) return refuse(exchange, 415, 'callback not registered');
  const { token, secret } = state.issueRequestToken(verified.consumerKey, callback);
  const reply = new URLSearchParams({ oauth_token: token, oauth_token_secret: secret });
  if (knobs.confirmCallback) reply.set('oauth_callback_confirmed', 'true');
  formAnswer(exchange, 'signature good, request token issued', reply);
}

function showLogin(exchange: Exchange, { name, state }: PhotosContext): void {
  const token = usable(exchange, state, exchange.query.get('oauth_token'));
  if (!token) return;
  const page = loginPage({ service: name, action: '/oauth/authorize', hidden: { oauth_token: token.token } });
  const session = randomBytes(12).toString('base64url');
  html(exchange, 200, 'login page', page, {
    'set-cookie': `practice_photos=${session}; Path=/; HttpOnly; SameSite=Lax`,
  });
}

function takeLogin(exchange: Exchange, { name, state }: PhotosContext): void {
  const form = formOf(exchange.req.headers['content-type'], exchange.body) ?? new URLSearchParams();
  const token = usable(exchange, state, form.get('oauth_token'));
  if (!token) return;
  const hidden = { oauth_token: token.token };
  const user = authenticate(form.get('username') ?? '', form.get('password') ?? '');
  if (!user) {
    const page = loginPage({ service: name, action: '/oauth/authorize', hidden, failed: true });
    return html(exchange, 403, 'wrong username or password', page);
  }
  const ticket = randomBytes(12).toString('base64url');
  token.pending = { user, ticket };
  exchange.entry.user = user.username;
  const page = consentPage({
    service: name,
    action: '/oauth/authorize/decision',
    hidden: { ...hidden, ticket },
    user: user.name,
    app: token.consumerKey,
  });
  html(exchange, 200, 'signed in, asked for consent', page);
}

/** @see RFC 5849 section 2.2 */
function takeDecision(exchange: Exchange, { name, state, knobs }: PhotosContext): void {
  const form = formOf(exchange.req.headers['content-type'], exchange.body) ?? new URLSearchParams();
  const token = usable(exchange, state, form.get('oauth_token'));
  if (!token) return;
  const { pending, callback } = token;
  if (!pending || !sameText(pending.ticket, form.get('ticket') ?? '')) {
    return html(exchange, 403, 'decision without a login', messagePage('Not allowed', 'Please sign in first.'));
  }
  exchange.entry.user = pending.user.username;
  if (form.get('decision') !== 'allow') {
    state.forgetRequestToken(token.token);
    if (callback === 'oob') return html(exchange, 200, 'refused by the user', messagePage('Refused', 'The app gets no access.'));
    return redirect(exchange, 302, 'refused by the user', withQuery(callback, { denied: token.token }));
  }
  const verifier = state.approve(token, pending.user);
  if (callback === 'oob') return html(exchange, 200, 'allowed, PIN shown', pinPage(name, verifier));
  const shown = knobs.swapCallbackToken ?? token.token;
  const to = withQuery(callback, { oauth_token: shown, oauth_verifier: verifier });
  redirect(exchange, 302, 'allowed by the user', to);
}

/** @see RFC 5849 section 2.3 */
function accessToken(exchange: Exchange, { state, verifier }: PhotosContext): void {
  const verified = admit(exchange, verifier);
  if (!verified) return;
  const token = state.requestToken(verified.token ?? '');
  if (!token) return refuse(exchange, 89, 'not a request token');
  if (!token.approved) return refuse(exchange, 89, 'request token not approved by a user');
  const shown = verified.oauth.get('oauth_verifier');
  if (shown === undefined) return refuse(exchange, 89, 'oauth_verifier is missing');
  if (!sameText(shown, token.approved.verifier)) return refuse(exchange, 89, 'wrong verifier');
  const { user } = token.approved;
  exchange.entry.user = user.username;
  const issued = state.issueAccessToken(token, user);
  const reply = new URLSearchParams({
    oauth_token: issued.token,
    oauth_token_secret: issued.secret,
    user_id: user.id,
    screen_name: user.username,
  });
  formAnswer(exchange, 'signature and verifier good, access token issued', reply);
}

function invalidateToken(exchange: Exchange, { state, verifier }: PhotosContext): void {
  const verified = admit(exchange, verifier);
  if (!verified) return;
  const token = state.accessToken(verified.token ?? '');
  if (!token) return refuse(exchange, 89, 'not an access token');
  exchange.entry.user = token.user.username;
  state.revokeAccessToken(token.token);
  json(exchange, 200, 'access token invalidated', { access_token: token.token });
}

/** The request token a page is about, or undefined after an error page. */
function usable(exchange: Exchange, state: PhotosState, token: string | null): RequestToken | undefined {
  const found = state.requestToken(token ?? '');
  if (found && !found.approved) return found;
  const page = messagePage('This sign-in has ended', 'The request token is unknown, used or expired. Start again from the app.');
  html(exchange, 401, 'request token unknown, used or expired', page);
  return undefined;
}

/** Old services label their form-encoded answers as HTML; so does this one. */
function formAnswer(exchange: Exchange, outcome: string, reply: URLSearchParams): void {
  answer(exchange, 200, outcome, reply.toString(), { 'content-type': 'text/html; charset=utf-8' });
}

function withQuery(callback: string, parameters: Record<string, string>): string {
  return `${callback}${callback.includes('?') ? '&' : '?'}${new URLSearchParams(parameters).toString()}`;
}
