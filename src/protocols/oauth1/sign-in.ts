/** The sign-ins of OAuth 1.0a: three-legged by redirect or PIN, privileged credentials pasted whole, and two-legged as the app itself. */
import { CountersignError } from '../../core/errors';
import type { Context, Facts, Reply, Sealed, Step } from '../../core/protocol';
import type { OAuth1Service } from '../../core/oauth1-service';
import type { App } from '../../core/service';
import type { Origin } from '../../core/words';
import { pageUrl } from './authorize-page';
import { identified } from './identity';
import { originOf } from '../../core/api-origin';
import { askForCredentials, credentialsIn } from './pasted';
import { rsaKey } from './private-key';
import { verifierIn } from './redirect';
import { factsOf, parseTokenReply, secretOf, type OAuth1Secret, type TokenReply } from './reply';
import { isRsa } from './signing';
import { callEndpoint } from './token-endpoint';

/** Waiting for the user's answer about a request token. */
type Asking = {
  readonly at: 'authorize';
  readonly requestToken: string;
  readonly requestTokenSecret: string;
  readonly skewSeconds: number;
  /** How many PINs were refused. */
  readonly refused?: number;
};
type Pasting = { readonly at: 'paste' };
/** The secret is there; who it belongs to, or where it may go, is not known yet. */
type Granted = {
  readonly at: 'granted';
  readonly secret: OAuth1Secret;
  readonly facts: Facts;
  readonly skewSeconds: number;
  readonly app?: Omit<App, 'serviceId'>;
};
type Pending = Asking | Pasting | Granted;

/** How long we wait for the user at the service's page, in milliseconds. Services let a request token live for about as long. */
const VISIT_MS = 10 * 60_000;
/** So many wrong PINs, and the request token is taken for dead. */
const MOST_PINS = 3;

/**
 * Gets a request token and sends the user to the service's page; or asks for credentials; or is done at once, as the app itself.
 *
 * @throws CountersignError `callback_not_confirmed`, `redirect_mismatch`, `pin_only`, `app_refused`, `app_suspended`, `clock_refused`,
 *   `service_refused`, `service_error`, `service_unreachable`, `reply_invalid`, `insecure_endpoint`, `key_invalid`
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-2.1
 */
export async function begin(context: Context<OAuth1Service>): Promise<Step<OAuth1Secret>> {
  const { service, app, intent, clock } = context;
  if (intent.way === 'credentials') return askForCredentials(service, { at: 'paste' } satisfies Pasting);
  if (intent.way === 'app') {
    // Nobody signs in but the app, so its key is who signed in.
    const facts = { subject: app.clientId, label: service.name, issuedAt: clock.now(), renewable: false, extra: {} };
    return { do: 'done', grant: { secret: {}, facts } };
  }
  return askForToken(context);
}

async function askForToken(context: Context<OAuth1Service>): Promise<Step<OAuth1Secret>> {
  const { service, redirectUrl, clock, intent } = context;
  const pin = intent.way === 'pin';
  const answer = await callEndpoint(context, {
    endpoint: 'request-token',
    url: service.requestTokenUrl ?? '',
    method: service.requestTokenMethod,
    own: service.requestTokenParameters,
    further: { oauth_callback: pin ? 'oob' : redirectUrl },
  });
  const reply = parseTokenReply(answer.status, answer.body);
  if (reply.values['oauth_callback_confirmed'] !== 'true') {
    throw new CountersignError('callback_not_confirmed', { status: answer.status });
  }
  const pending: Asking = {
    at: 'authorize',
    requestToken: reply.token,
    requestTokenSecret: reply.tokenSecret,
    skewSeconds: answer.skewSeconds,
  };
  const until = clock.now() + VISIT_MS;
  const url = pageUrl(context, reply.token);
  const once = service.authorizeOnce ? { once: true as const } : {};
  if (!pin) return { do: 'visit', url, back: redirectUrl, ours: reply.token, ...once, until, pending };
  return { do: 'ask', fields: [pinField(service)], open: url, until, pending };
}

/**
 * Takes the user's answer and exchanges the request token for an access token; then asks where the account's API is and who signed in.
 *
 * @throws CountersignError `sign_in_denied`, `token_mismatch`, `request_token_expired`, `app_refused`, `service_refused`,
 *   `service_error`, `service_unreachable`, `reply_invalid`; `answer_lost` when a second attempt is refused: the first may have succeeded
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-2.3
 */
export async function resume(context: Context<OAuth1Service>, sealed: Sealed, reply: Reply): Promise<Step<OAuth1Secret>> {
  const pending = sealed as Pending;
  if (pending.at === 'authorize' && reply.to === 'visit') {
    return withRedirect(context, pending, reply.url, reply.attempt);
  }
  if (pending.at === 'authorize' && reply.to === 'again') return askForToken(context);
  if (pending.at === 'authorize' && reply.to === 'ask')
    return withPin(context, pending, reply.values['pin'] ?? '', reply.attempt);
  if (pending.at === 'paste' && reply.to === 'ask') return withCredentials(context, reply.values);
  if (pending.at === 'granted' && (reply.to === 'reach' || reply.to === 'next')) return identify(context, pending);
  throw new CountersignError('unexpected', { about: 'step of oauth1' });
}

async function exchange(
  context: Context<OAuth1Service>,
  { requestToken, requestTokenSecret, skewSeconds }: Asking,
  verifier: string,
  attempt: number,
): Promise<Step<OAuth1Secret>> {
  const { service } = context;
  const answer = await callEndpoint(context, {
    endpoint: 'access-token',
    url: service.accessTokenUrl ?? '',
    method: service.accessTokenMethod,
    token: { token: requestToken, tokenSecret: requestTokenSecret },
    further: { oauth_verifier: verifier },
    skewSeconds,
    attempt,
  });
  const reply = parseTokenReply(answer.status, answer.body);
  const secret = secretOf(reply);
  const facts = factsOf(reply, secret, service.identity, context.clock.now());
  const apiHost = apiHostIn(service, reply);
  return granted(context, {
    at: 'granted',
    secret,
    facts: apiHost === undefined ? facts : { ...facts, apiHosts: [apiHost] },
    skewSeconds: answer.skewSeconds,
  });
}

/** A verifier that came by redirect is the service's own: if it refuses that, it has forgotten the request token. */
async function withRedirect(
  context: Context<OAuth1Service>,
  pending: Asking,
  url: string,
  attempt: number,
): Promise<Step<OAuth1Secret>> {
  try {
    return await exchange(context, pending, verifierIn(url, pending.requestToken), attempt);
  } catch (error) {
    if (!(error instanceof CountersignError) || error.code !== 'verifier_refused') throw error;
    throw CountersignError.from({ ...error.problem, code: 'request_token_expired' });
  }
}

/** A PIN that is refused is asked for again: few services tell a mistyped one from a request token that they have forgotten. */
async function withPin(
  context: Context<OAuth1Service>,
  pending: Asking,
  typed: string,
  attempt: number,
): Promise<Step<OAuth1Secret>> {
  try {
    return await exchange(context, pending, typed.trim(), attempt);
  } catch (error) {
    const mistyped = error instanceof CountersignError && ['verifier_refused', 'request_token_expired'].includes(error.code);
    const refused = (pending.refused ?? 0) + 1;
    if (!mistyped || refused >= MOST_PINS) throw error;
    const { problem } = CountersignError.from({ ...error.problem, code: 'verifier_refused' });
    const open = pageUrl(context, pending.requestToken);
    return { do: 'ask', fields: [pinField(context.service)], open, problem, pending: { ...pending, refused } satisfies Asking };
  }
}

async function withCredentials(
  context: Context<OAuth1Service>,
  values: Readonly<Record<string, string>>,
): Promise<Step<OAuth1Secret>> {
  const { service, clock } = context;
  const { app, secret, label, apiHost } = credentialsIn(service, values);
  const facts: Facts = {
    ...(label && { label }),
    ...(apiHost !== undefined && { apiHosts: [apiHost] }),
    issuedAt: clock.now(),
    renewable: false,
    extra: {},
  };
  const unusable = isRsa(service) && !(await isUsable(app.clientSecret));
  if (unusable) return askedAgain(service, new CountersignError('key_invalid', { about: service.name }));
  return granted(context, { at: 'granted', secret, facts, skewSeconds: 0, app });
}

async function isUsable(privateKey: string): Promise<boolean> {
  try {
    await rsaKey(privateKey, 'SHA-1');
    return true;
  } catch {
    return false;
  }
}

/** The secret is there: where it may go first, then who it belongs to. */
function granted({ service }: Context<OAuth1Service>, pending: Granted): Step<OAuth1Secret> {
  const { facts, secret, app } = pending;
  const [apiHost] = facts.apiHosts ?? [];
  if (apiHost !== undefined && !service.apiHosts.includes(apiHost)) return { do: 'reach', origins: [apiHost], pending };
  if (service.identityUrl !== undefined) return { do: 'next', pending };
  return { do: 'done', grant: { secret, facts }, ...(app && { app }) };
}

/** Credentials that were pasted and are refused can be corrected; what came from the service itself cannot. */
async function identify(
  context: Context<OAuth1Service>,
  { secret, facts, skewSeconds, app }: Granted,
): Promise<Step<OAuth1Secret>> {
  const { service } = context;
  const speaking = app ? { ...context, app: { ...app, serviceId: service.id } } : context;
  try {
    const who = await identified(speaking, secret, facts, skewSeconds);
    return { do: 'done', grant: { secret, facts: who.facts }, ...(app && { app }) };
  } catch (error) {
    if (app && error instanceof CountersignError) return askedAgain(service, error);
    throw error;
  }
}

function askedAgain(service: OAuth1Service, { problem }: CountersignError): Step<OAuth1Secret> {
  return { ...askForCredentials(service, { at: 'paste' } satisfies Pasting), problem };
}

function pinField({ pinDigits }: OAuth1Service) {
  return { name: 'pin', kind: 'pin', ...(pinDigits !== undefined && { length: pinDigits }) } as const;
}

/** @throws CountersignError `reply_invalid` when the reply names no host to which a secret may be sent */
function apiHostIn({ apiHostFrom, accessTokenUrl = '' }: OAuth1Service, { values }: TokenReply): Origin | undefined {
  if (apiHostFrom === undefined) return undefined;
  const origin = originOf(values[apiHostFrom] ?? '', accessTokenUrl);
  if (origin === undefined) throw new CountersignError('reply_invalid', { about: apiHostFrom });
  return origin;
}
