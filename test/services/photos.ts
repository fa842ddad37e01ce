/** Practice Photos: a strict OAuth 1.0a service on this computer, to try the client against. */
import { ItemStore } from './item-store';
import { html } from './answers';
import { serveFrontDesk, type FrontDesk } from './front-desk';
import type { SignatureMethod } from './oauth1-signatures';
import { OAuth1Verifier } from './oauth1-verify';
import { messagePage } from './pages';
import { servePhotosApi, type RateLimit } from './photos-api';
import { serveOAuth1 } from './oauth1-endpoints';
import { refuse, wordAsCodes } from './oauth1-gate';
import type { OAuth1Context, OAuth1Knobs, OAuth1Rules } from './oauth1-rules';
import { OAuth1State } from './oauth1-state';
import { startServer } from './server';
import type { PracticeService } from './types';

export interface PhotosOptions {
  /** Life of a request token in seconds; 600 unless said otherwise. */
  requestTokenSeconds?: number;
  /** Signature methods accepted; HMAC-SHA1 alone unless said otherwise. */
  signatureMethods?: readonly SignatureMethod[];
  /** false leaves `oauth_callback_confirmed` out. */
  confirmCallback?: boolean;
  /** Seconds this service's clock is ahead of the computer's (behind when negative). */
  clockAheadSeconds?: number;
  /** The page of a request token opens once. */
  authorizeOnce?: boolean;
}

export interface PhotosService extends PracticeService, OAuth1Knobs {
  /** Seconds this service's clock is ahead; its `Date` header follows. */
  clockAheadSeconds: number;
  /** @throws Error when a callback is no http or https URL. */
  registerApp(app: { callbacks: string[] }): { consumerKey: string; consumerSecret: string };
  /** Every access token of this user answers 401 code 89 from now on. */
  revokeUserTokens(username: string): void;
  /** Every request token issued so far is expired from now on. */
  expireRequestTokens(): void;
  /** The next API requests answer 429 code 88 with a reset time this many seconds ahead. */
  limitRate(requests: number, seconds: number): void;
}

const rules: OAuth1Rules = {
  invalidatePaths: ['/oauth/invalidate_token'],
  word: wordAsCodes,
  // Old services label their form-encoded answers as HTML; so does this one.
  replyType: 'text/html; charset=utf-8',
  accessReply: ({ user }) => ({ user_id: user.id, screen_name: user.username }),
};

/** Starts Practice Photos on a port the system chooses. */
export async function startPhotos(options: PhotosOptions = {}): Promise<PhotosService> {
  const name = 'Practice Photos';
  const state = new OAuth1State({ requestToken: options.requestTokenSeconds ?? 600 });
  const photos = new ItemStore();
  const limit: RateLimit = { requests: 0, reset: 0 };
  const settings = {
    confirmCallback: options.confirmCallback ?? true,
    swapCallbackToken: undefined as string | undefined,
    clockAheadSeconds: options.clockAheadSeconds ?? 0,
  };
  const now = () => Date.now() / 1000 + settings.clockAheadSeconds;
  const verifier = new OAuth1Verifier({
    methods: options.signatureMethods ?? ['HMAC-SHA1'],
    now,
    secrets: (consumerKey, token) => state.secrets(consumerKey, token),
  });
  const opened = new Set<string>();
  const checkPage = (_query: URLSearchParams, { token }: { readonly token: string }): string | undefined => {
    if (opened.has(token)) return 'request token opened before';
    opened.add(token);
    return undefined;
  };
  const ofPages = options.authorizeOnce ? { ...rules, checkPage } : rules;
  const context: OAuth1Context = { name, state, verifier, knobs: settings, rules: ofPages };
  const desk: FrontDesk = {
    name,
    callbackLabel: 'Callback URL',
    secretChoice: false,
    register: (callback) => {
      const app = state.registerApp([callback]);
      return [
        { id: 'consumer-key', label: 'Consumer key', value: app.consumerKey },
        { id: 'consumer-secret', label: 'Consumer secret', value: app.consumerSecret },
      ];
    },
  };

  const server = await startServer(
    async (exchange) => {
      if (exchange.path.startsWith('/api/')) return servePhotosApi(exchange, context, photos, limit);
      if (serveOAuth1(exchange, context) || serveFrontDesk(exchange, desk)) return;
      if (exchange.path.startsWith('/oauth/')) refuse(exchange, 34, 'no such route');
      else html(exchange, 404, 'no such page', messagePage('Not found', 'There is no such page.'));
    },
    ({ res }) => res.setHeader('date', new Date(now() * 1000).toUTCString()),
  );

  return Object.assign(settings, server, {
    name,
    issued: state.issued,
    registerApp: ({ callbacks }: { callbacks: string[] }) => {
      const { consumerKey, consumerSecret } = state.registerApp(callbacks);
      return { consumerKey, consumerSecret };
    },
    revokeUserTokens: (username: string) => state.revokeUserTokens(username),
    expireRequestTokens: () => state.expireRequestTokens(),
    limitRate: (requests: number, seconds: number) => {
      Object.assign(limit, { requests, reset: Date.now() / 1000 + seconds });
    },
  });
}
