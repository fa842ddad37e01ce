/** Starts the OAuth 1.0a practice service as any one of its personalities, each strict in its own way. */
import { html } from './answers';
import { serveFrontDesk, type FrontDesk } from './front-desk';
import { serveOAuth1 } from './oauth1-endpoints';
import { admit, refuse } from './oauth1-gate';
import { refused } from './oauth1-refusals';
import type { OAuth1Context, OAuth1Knobs } from './oauth1-rules';
import { isKeyOfAnotherSite } from './oauth1-sites';
import { OAuth1State } from './oauth1-state';
import type { App, AppTraits } from './oauth1-tokens';
import { OAuth1Verifier } from './oauth1-verify';
import { messagePage } from './pages';
import type { ApiCall, Personality, PersonalityOptions, Serving } from './personality';
import { gallery } from './personality-gallery';
import { ledger, records, rsa, sessions, strict } from './personality-plain';
import { tv } from './personality-tv';
import { x } from './personality-x';
import { startServer, type Exchange, type PracticeServer } from './server';
import type { Faults, PracticeService } from './types';
import { USERS } from './users';

const makers = { x, tv, rsa, ledger, records, sessions, gallery, strict };

export type PersonalityName = keyof typeof makers;
export const PERSONALITIES = Object.keys(makers) as PersonalityName[];

/** Consumer pair and access pair, as a settings page hands them out together. */
export interface Credentials {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly token: string;
  readonly tokenSecret: string;
}

export interface PersonalityService extends PracticeService, OAuth1Knobs {
  readonly personality: PersonalityName;
  /** Where API calls go; another origin than `origin` for `tv` alone. */
  readonly apiOrigin: string;
  /** tv: where each user's site is, for those that have their own. */
  readonly sites: Readonly<Record<string, string>>;
  /** The faults of the API's own origin; the same as `faults` where there is none. */
  readonly apiFaults: Faults;
  /** Seconds this service's clock is ahead; its `Date` header follows. */
  clockAheadSeconds: number;
  /** The next API requests are refused for coming too often, or because the service is busy. */
  busyRequests: number;
  /** @throws Error when a callback is no http or https URL. */
  registerApp(app: { callbacks: string[] } & AppTraits): { consumerKey: string; consumerSecret: string };
  suspendApp(consumerKey: string): void;
  /** Makes an app and an access token for it at once: no browser, and the highest level there is. @throws Error for an unknown user. */
  privilegedCredentials(username: string, traits?: AppTraits): Credentials;
  /** Every access token of this user is dead from now on. */
  revokeUserTokens(username: string): void;
  expireRequestTokens(): void;
  /** Every access token issued so far is expired from now on; session handles stay good. */
  expireAccessTokens(): void;
}

/** Starts a personality on a port the system chooses. */
export async function startPersonality(name: PersonalityName, options: PersonalityOptions = {}): Promise<PersonalityService> {
  const made: Personality = makers[name](options);
  const state = new OAuth1State({ requestToken: options.requestTokenSeconds ?? 600, ...made.lifetimes });
  const settings = {
    confirmCallback: options.confirmCallback ?? true,
    swapCallbackToken: undefined as string | undefined,
    clockAheadSeconds: options.clockAheadSeconds ?? 0,
    busyRequests: 0,
  };
  const now = () => Date.now() / 1000 + settings.clockAheadSeconds;
  const verifier = new OAuth1Verifier({
    ...made.verifier,
    now,
    secrets: (consumerKey, token) => state.secrets(consumerKey, token),
  });
  const context: OAuth1Context = { name: made.title, state, verifier, knobs: settings, rules: made.rules };
  const register = (callbacks: string[], traits: AppTraits) => state.registerApp(callbacks, { ...made.traits, ...traits });
  const desk = deskOf(made.title, (callback) => register([callback], {}));
  const serving = servingOf(made, context, settings);

  const word = made.wordApi ?? made.rules.word;
  const strangerRefused = (exchange: Exchange): boolean => {
    if (!isKeyOfAnotherSite(exchange, state)) return false;
    word(exchange, refused(32, 'a key of another site', 'consumer_key_unknown'));
    return true;
  };
  const date = ({ res }: Exchange) => res.setHeader('date', new Date(now() * 1000).toUTCString());
  const api = async (exchange: Exchange) => {
    if (!(await made.serveApi(exchange, serving))) refuse(exchange, 34, 'no such route');
  };
  const server = await startServer(async (exchange) => {
    if (strangerRefused(exchange) || serveOAuth1(exchange, context) || serveFrontDesk(exchange, desk)) return;
    if (made.ownApiHost) notFound(exchange);
    else await api(exchange);
  }, date);
  const apiServer = made.ownApiHost ? await startBeside(api, date, server, options.apiAddress) : server;
  const atSite = async (exchange: Exchange) => {
    if (!strangerRefused(exchange) && !serveOAuth1(exchange, context)) await api(exchange);
  };
  const siteServers: [string, PracticeServer][] = [];
  for (const [username, name] of Object.entries(options.sites ?? {})) {
    siteServers.push([username, await startBeside(atSite, date, server, name)]);
  }
  const sites = Object.fromEntries(siteServers.map(([username, { origin }]) => [username, origin]));
  const hosts = Object.fromEntries(Object.entries(sites).map(([username, origin]) => [username, new URL(origin).host]));
  made.ownApiHost?.(new URL(apiServer.origin).host, hosts);

  return Object.assign(settings, server, {
    name: made.title,
    personality: name,
    apiOrigin: apiServer.origin,
    sites,
    apiFaults: apiServer.faults,
    issued: state.issued,
    registerApp: ({ callbacks, ...traits }: { callbacks: string[] } & AppTraits) => {
      const { consumerKey, consumerSecret } = register(callbacks, traits);
      return { consumerKey, consumerSecret };
    },
    suspendApp: (consumerKey: string) => {
      const app = state.app(consumerKey);
      if (app) app.suspended = true;
    },
    privilegedCredentials: (username: string, traits: AppTraits = {}) => privileged(state, made, username, traits),
    revokeUserTokens: (username: string) => state.revokeUserTokens(username),
    expireRequestTokens: () => state.expireRequestTokens(),
    expireAccessTokens: () => state.expireAccessTokens(),
    close: async () => {
      await Promise.all([server.close(), apiServer.close(), ...siteServers.map(([, one]) => one.close())]);
    },
  });
}

/** A second server in the same log: at this loopback address where the computer has it, else at another port. */
async function startBeside(
  handle: (exchange: Exchange) => Promise<void>,
  finish: (exchange: Exchange) => void,
  { log }: PracticeServer,
  host = '127.0.0.1',
): Promise<PracticeServer> {
  try {
    return await startServer(handle, finish, { host, log });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRNOTAVAIL') throw error;
    return startServer(handle, finish, { log });
  }
}

function servingOf(made: Personality, context: OAuth1Context, settings: { busyRequests: number }): Serving {
  const { state, verifier, rules } = context;
  const word = made.wordApi ?? rules.word;
  const busy = (exchange: Exchange) => {
    if (settings.busyRequests <= 0) return false;
    settings.busyRequests -= 1;
    word(exchange, refused(88, 'busy'));
    return true;
  };
  const enter = (exchange: Exchange) => (busy(exchange) ? undefined : admit(exchange, verifier, word));
  return {
    state,
    admit: enter,
    admitUser: (exchange): ApiCall | undefined => {
      const verified = enter(exchange);
      if (!verified) return undefined;
      const token = state.accessToken(verified.token ?? '');
      const app = state.app(verified.consumerKey);
      if (verified.token === undefined) word(exchange, refused(215, 'signed without a token', 'token_rejected'));
      else if (!token || !app) word(exchange, refused(89, 'not an access token'));
      else if ((token.expiresAt ?? Infinity) <= Date.now()) word(exchange, refused(89, 'the token has expired', 'token_expired'));
      else {
        exchange.entry.user = token.user.username;
        return { exchange, verified, app, token };
      }
      return undefined;
    },
  };
}

function deskOf(name: string, register: (callback: string) => App): FrontDesk {
  return {
    name,
    callbackLabel: 'Callback URL',
    secretChoice: false,
    register: (callback) => {
      const app = register(callback);
      return [
        { id: 'consumer-key', label: 'Consumer key', value: app.consumerKey },
        { id: 'consumer-secret', label: 'Consumer secret', value: app.consumerSecret },
      ];
    },
  };
}

function privileged(state: OAuth1State, made: Personality, username: string, traits: AppTraits): Credentials {
  const user = USERS.find((one) => one.username === username);
  if (!user) throw new Error(`no user ${username}`);
  const level = made.privilegedLevel;
  const app = state.registerApp([], { ...made.traits, ...(level === undefined ? {} : { level }), ...traits });
  const { token, secret } = state.mintAccessToken(app.consumerKey, user, level);
  return { consumerKey: app.consumerKey, consumerSecret: app.consumerSecret, token, tokenSecret: secret };
}

function notFound(exchange: Exchange): void {
  html(exchange, 404, 'no such page', messagePage('Not found', 'There is no such page.'));
}
