/** The pages of an OAuth 1.0a service where the user signs in and decides. */
import { randomBytes } from 'node:crypto';
import { html, redirect } from './answers';
import type { OAuth1Context } from './oauth1-rules';
import type { RequestToken } from './oauth1-tokens';
import { consentPage, loginPage, messagePage, pinPage } from './pages';
import { formOf } from './request-body';
import type { Exchange } from './server';
import { authenticate, sameText, type PracticeUser } from './users';

const COOKIE = 'practice_photos';

/** Serves a page of the sign-in. @returns false when the route is none of them. @see RFC 5849 section 2.2 */
export function servePages(exchange: Exchange, context: OAuth1Context): boolean {
  switch (`${exchange.method} ${exchange.path}`) {
    case 'GET /oauth/authenticate':
      if (!context.rules.authenticates) return false;
      authenticateAtOnce(exchange, context);
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
    default:
      return false;
  }
}

/** Comes back at once when the browser's user has allowed the app before. */
function authenticateAtOnce(exchange: Exchange, context: OAuth1Context): void {
  const { query, entry } = exchange;
  const token = opened(exchange, context);
  if (!token) return;
  if (token.callback === 'oob') {
    return html(exchange, 400, 'oob at authenticate', messagePage('Not possible here', 'This app has to use the other page.'));
  }
  const user = context.state.userOfBrowser(cookieOf(exchange) ?? '');
  const named = query.get('screen_name') ?? user?.username;
  const known = user !== undefined && named === user.username && context.state.hasAllowed(token.consumerKey, user.username);
  if (!known || query.get('force_login') === 'true') return ask(exchange, context, token);
  entry.user = user.username;
  allow(exchange, context, token, user, 'allowed before');
}

function showLogin(exchange: Exchange, context: OAuth1Context): void {
  const token = opened(exchange, context);
  if (token) ask(exchange, context, token);
}

/** Asks for consent alone where somebody is signed in already, and the service remembers. */
function ask(exchange: Exchange, context: OAuth1Context, token: RequestToken): void {
  const user = context.rules.remembers ? context.state.userOfBrowser(cookieOf(exchange) ?? '') : undefined;
  if (user && exchange.query.get('force_login') !== 'true') askConsent(exchange, context, token, user);
  else askLogin(exchange, context, token);
}

/** The request token that a page was opened with, or undefined after an error page. */
function opened(exchange: Exchange, { state, rules }: OAuth1Context): RequestToken | undefined {
  const token = usable(exchange, state.requestToken(exchange.query.get('oauth_token') ?? ''));
  const problem = token && rules.checkPage?.(exchange.query, token);
  if (problem === undefined) return token;
  html(exchange, 400, problem, messagePage('This page was opened wrongly', problem));
  return undefined;
}

function askLogin(exchange: Exchange, { name }: OAuth1Context, token: RequestToken): void {
  const username = exchange.query.get('screen_name');
  const page = loginPage({
    service: name,
    action: '/oauth/authorize',
    hidden: { oauth_token: token.token },
    ...(username === null ? {} : { username }),
  });
  const session = cookieOf(exchange) ?? randomBytes(12).toString('base64url');
  html(exchange, 200, 'login page', page, { 'set-cookie': `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax` });
}

function takeLogin(exchange: Exchange, context: OAuth1Context): void {
  const { name, state } = context;
  const form = formOf(exchange.req.headers['content-type'], exchange.body) ?? new URLSearchParams();
  const token = usable(exchange, state.requestToken(form.get('oauth_token') ?? ''));
  if (!token) return;
  const hidden = { oauth_token: token.token };
  const user = authenticate(form.get('username') ?? '', form.get('password') ?? '');
  if (!user) {
    const page = loginPage({ service: name, action: '/oauth/authorize', hidden, failed: true });
    return html(exchange, 403, 'wrong username or password', page);
  }
  const cookie = cookieOf(exchange);
  if (cookie !== undefined) state.keepBrowser(cookie, user);
  askConsent(exchange, context, token, user);
}

function askConsent(exchange: Exchange, { name }: OAuth1Context, token: RequestToken, user: PracticeUser): void {
  const ticket = randomBytes(12).toString('base64url');
  token.pending = { user, ticket };
  exchange.entry.user = user.username;
  const page = consentPage({
    service: name,
    action: '/oauth/authorize/decision',
    hidden: { oauth_token: token.token, ticket },
    user: user.name,
    app: token.consumerKey,
    ...(token.level === undefined ? {} : { level: token.level }),
  });
  html(exchange, 200, 'signed in, asked for consent', page);
}

function takeDecision(exchange: Exchange, context: OAuth1Context): void {
  const { state } = context;
  const form = formOf(exchange.req.headers['content-type'], exchange.body) ?? new URLSearchParams();
  const token = usable(exchange, state.requestToken(form.get('oauth_token') ?? ''));
  if (!token) return;
  const { pending, callback } = token;
  if (!pending || !sameText(pending.ticket, form.get('ticket') ?? '')) {
    return html(exchange, 403, 'decision without a login', messagePage('Not allowed', 'Please sign in first.'));
  }
  exchange.entry.user = pending.user.username;
  if (form.get('decision') === 'allow') return allow(exchange, context, token, pending.user, 'allowed by the user');
  state.forgetRequestToken(token.token);
  if (callback === 'oob') return html(exchange, 200, 'refused by the user', messagePage('Refused', 'The app gets no access.'));
  redirect(exchange, 302, 'refused by the user', backTo(context, callback, { denied: token.token }));
}

function allow(exchange: Exchange, context: OAuth1Context, token: RequestToken, user: PracticeUser, outcome: string): void {
  const { name, state, knobs, rules } = context;
  const verifier = state.approve(token, user, rules.pin);
  if (token.callback === 'oob') return html(exchange, 200, 'allowed, PIN shown', pinPage(name, verifier));
  const shown = knobs.swapCallbackToken ?? token.token;
  redirect(exchange, 302, outcome, backTo(context, token.callback, { oauth_token: shown, oauth_verifier: verifier }));
}

/** The request token a page is about, or undefined after an error page. */
function usable(exchange: Exchange, found: RequestToken | undefined): RequestToken | undefined {
  if (found && !found.approved) return found;
  const page = messagePage('This sign-in has ended', 'The request token is unknown, used or expired. Start again from the app.');
  html(exchange, 401, 'request token unknown, used or expired', page);
  return undefined;
}

function cookieOf(exchange: Exchange): string | undefined {
  const pairs = (exchange.req.headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1];
}

function backTo({ rules }: OAuth1Context, callback: string, parameters: Record<string, string>): string {
  const query = new URLSearchParams(parameters).toString();
  return `${callback}${callback.includes('?') ? '&' : '?'}${rules.spellCallback?.(query) ?? query}`;
}
