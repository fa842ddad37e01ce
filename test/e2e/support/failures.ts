/** Everything that can go wrong in a sign-in: how it is brought about, what the user is told, and how it is put right. */
import type { Page } from 'playwright';
import type { Code } from '../../../src/core/errors';
import type { Bench, ServiceId } from './bench';
import { app, goodFilesApp, goodPhotosApp, photosApp, secretiveFilesApp } from './apps';
import { holdWorker } from './hold';
import { allowIn, logIn, refuseIn } from './user';

export interface Failure {
  readonly what: string;
  readonly service: ServiceId;
  readonly code: Code;
  /** What the service said, as far as the failure must carry it. */
  readonly says?: { readonly status?: number; readonly serviceCode?: string };
  /** Before the sign-in starts. */
  readonly prepare?: (bench: Bench) => unknown;
  /** What the user does in the service's window; absent when it does not come to it. */
  readonly visit?: (window: Page, bench: Bench) => Promise<unknown>;
  /** Puts it right, so that Try again works. */
  readonly repair?: (bench: Bench) => unknown;
}

const respond = (status: number, body = '', type = 'text/html') => ({
  respond: { status, body, headers: { 'content-type': type } },
});
const allow = (window: Page): Promise<unknown> => allowIn(window);
/** Something happens at the service between the redirect and the exchange. */
const beforeExchange = (happen: (bench: Bench) => unknown) => async (window: Page, bench: Bench) => {
  const hold = await holdWorker(bench.browser, 'sign-in:redirected');
  await allowIn(window);
  await hold.reached();
  await happen(bench);
  await hold.release();
};

const photos = 'practice-photos';
const files = 'practice-files';

export const failures: readonly Failure[] = [
  { what: 'the user refuses', service: photos, code: 'sign_in_denied', visit: refuseIn },
  { what: 'the user refuses', service: files, code: 'sign_in_denied', says: { serviceCode: 'access_denied' }, visit: refuseIn },
  { what: 'the user closes the window', service: photos, code: 'window_closed', visit: (window) => window.close() },
  { what: 'the user closes the window', service: files, code: 'window_closed', visit: (window) => window.close() },
  {
    what: 'the redirect carries another state',
    service: files,
    code: 'state_mismatch',
    prepare: ({ world }) => (world.files.wrongState = 'of-another-sign-in'),
    visit: allow,
    repair: ({ world }) => (world.files.wrongState = undefined),
  },
  {
    what: 'the redirect carries no state',
    service: files,
    code: 'state_mismatch',
    prepare: ({ world }) => (world.files.wrongState = ''),
    visit: allow,
    repair: ({ world }) => (world.files.wrongState = undefined),
  },
  {
    what: 'the redirect names another issuer',
    service: files,
    code: 'issuer_mismatch',
    prepare: ({ world }) => (world.files.wrongIss = 'https://another.example'),
    visit: allow,
    repair: ({ world }) => (world.files.wrongIss = undefined),
  },
  {
    what: 'the redirect names no issuer',
    service: files,
    code: 'issuer_mismatch',
    prepare: ({ world }) => (world.files.wrongIss = ''),
    visit: allow,
    repair: ({ world }) => (world.files.wrongIss = undefined),
  },
  {
    what: 'the callback carries another request token',
    service: photos,
    code: 'token_mismatch',
    prepare: ({ world }) => (world.photos.swapCallbackToken = 'practice-request-token-of-another'),
    visit: allow,
    repair: ({ world }) => (world.photos.swapCallbackToken = undefined),
  },
  {
    what: 'the callback is not confirmed',
    service: photos,
    code: 'callback_not_confirmed',
    says: { status: 200 },
    prepare: ({ world }) => (world.photos.confirmCallback = false),
    repair: ({ world }) => (world.photos.confirmCallback = true),
  },
  {
    what: 'the request token expires before the exchange',
    service: photos,
    code: 'request_token_expired',
    says: { status: 401, serviceCode: '89' },
    visit: beforeExchange(({ world }) => world.photos.expireRequestTokens()),
  },
  {
    what: 'the request token expires while its page is open',
    service: photos,
    code: 'page_not_loaded',
    visit: async (window, { world }) => {
      await logIn(window, 'alice');
      world.photos.expireRequestTokens();
      await window.click('#allow', { noWaitAfter: true });
    },
  },
  {
    what: 'the code is refused',
    service: files,
    code: 'service_refused',
    says: { status: 400, serviceCode: 'invalid_grant' },
    visit: beforeExchange(({ world }) => world.files.revokeGrants('alice')),
  },
  {
    what: 'the service is down',
    service: photos,
    code: 'service_unreachable',
    prepare: ({ world }) => world.photos.faults.down(),
    repair: ({ world }) => world.photos.faults.up(),
  },
  {
    what: 'the service is down',
    service: files,
    code: 'page_not_loaded',
    prepare: ({ world }) => world.files.faults.down(),
    repair: ({ world }) => world.files.faults.up(),
  },
  ...([photos, files] as const).map((service): Failure => {
    const of = ({ world }: Bench) => (service === photos ? world.photos : world.files);
    return {
      what: 'the service goes down before the exchange',
      service,
      code: 'service_unreachable',
      visit: beforeExchange((bench) => of(bench).faults.down()),
      repair: (bench) => of(bench).faults.up(),
    };
  }),
  {
    what: 'its page is an error page',
    service: photos,
    code: 'page_not_loaded',
    prepare: ({ world }) => world.photos.faults.next('/oauth/authorize', respond(500, 'Oh no')),
  },
  {
    what: 'its page is an error page',
    service: files,
    code: 'page_not_loaded',
    prepare: ({ world }) => world.files.faults.next('/authorize', respond(503, 'Oh no')),
  },
  {
    what: 'the token endpoint fails',
    service: photos,
    code: 'service_error',
    says: { status: 502 },
    prepare: ({ world }) => world.photos.faults.next('/oauth/access_token', respond(502, '<h1>Bad gateway</h1>')),
    visit: allow,
  },
  {
    what: 'the token endpoint fails',
    service: files,
    code: 'service_error',
    says: { status: 502 },
    prepare: ({ world }) => world.files.faults.next('/token', respond(502, '<h1>Bad gateway</h1>')),
    visit: allow,
  },
  {
    what: 'the reply is no token reply',
    service: photos,
    code: 'reply_invalid',
    says: { status: 200 },
    prepare: ({ world }) => world.photos.faults.next('/oauth/request_token', respond(200, '<h1>Welcome</h1>')),
  },
  {
    what: 'the reply is no token reply',
    service: files,
    code: 'reply_invalid',
    prepare: ({ world }) => world.files.faults.next('/token', respond(200, '{"hello":1}', 'application/json')),
    visit: allow,
  },
  {
    what: 'the consumer secret is wrong',
    service: photos,
    code: 'app_refused',
    says: { status: 401, serviceCode: '32' },
    prepare: async (bench) => app(bench, photos, (await photosApp(bench)).consumerKey, 'practice-consumer-secret-mistyped'),
    repair: goodPhotosApp,
  },
  {
    what: 'the client secret is wrong',
    service: files,
    code: 'app_refused',
    says: { status: 401, serviceCode: 'invalid_client' },
    prepare: async (bench) => app(bench, files, await secretiveFilesApp(bench), 'practice-client-secret-mistyped'),
    visit: allow,
    repair: goodFilesApp,
  },
  {
    what: 'the redirect URL is not registered',
    service: photos,
    code: 'redirect_mismatch',
    says: { status: 403, serviceCode: '415' },
    prepare: async (bench) => {
      const { consumerKey, consumerSecret } = await photosApp(bench, 'https://elsewhere.example/cb');
      await app(bench, photos, consumerKey, consumerSecret);
    },
    repair: goodPhotosApp,
  },
  {
    what: 'the redirect URL is not registered',
    service: files,
    code: 'page_not_loaded',
    prepare: (bench) =>
      app(bench, files, bench.world.files.registerApp({ redirectUris: ['https://elsewhere.example/cb'] }).clientId),
    repair: goodFilesApp,
  },
];
