/** The whole story with both services, told so that every secret is made, used, renewed and ended, and that services quote what they were sent. */
import { expect } from 'vitest';
import type { Page } from 'playwright';
import { filesEntry, photosEntry } from '../../practice/entries';
import { ownCall } from '../../practice/set-up';
import type { IssuedKind } from '../../services/types';
import type { TestSite } from '../pages/site';
import type { ServiceId } from './bench';
import { openEnabled, permit } from './permitted';
import { enteredChapter, type EnteredServices } from './story-entered';
import { oauth1Chapter, type Personalities } from './story-oauth1';
import { siteCalls, type Cast as Callers } from './story-calls';
import { allowIn, logIn, pressAllow, readsFailure, refuseIn, seesDone, signsIn, triesAgain } from './user';

export interface Cast extends Callers {
  readonly site: TestSite;
  readonly personalities: Personalities;
  readonly entered: EnteredServices;
}

/** What is still open when the story is over. */
export interface Told {
  readonly page: Page;
  readonly options: Page;
  readonly handles: Readonly<Record<ServiceId, string>>;
  /** Parts of the private key that the worker made. */
  readonly privateKey: readonly string[];
}

/** Answers with an error that quotes a secret of this kind, as careless services do. */
export function quoting(
  cast: Cast,
  service: ServiceId,
  path: string,
  status: number,
  kind: IssuedKind,
  body: (secret: string) => string,
): void {
  const world = service === 'practice-photos' ? cast.bench.world.photos : cast.bench.world.files;
  const secret = world.issued.findLast((one) => one.kind === kind)?.value;
  if (secret === undefined) throw new Error(`No ${kind} was issued.`);
  world.faults.next(path, { respond: { status, headers: { 'content-type': 'application/json' }, body: body(secret) } });
}

/** Enters the app in the connect page's own form. @returns the connect page, with the sign-in under way */
async function enterApp({ bench }: Cast, service: ServiceId, clientId: string, clientSecret: string): Promise<Page> {
  const connect = await bench.browser.page(`extension/pages/connect/connect.html#service=${service}`);
  await connect.fill('[name=id]', clientId);
  await connect.fill('[name=secret]', clientSecret);
  await connect.getByRole('button', { name: 'Sign in', exact: true }).click();
  await connect.waitForURL(/#signIn=/);
  return connect;
}

/** @returns the account's id */
async function signInPhotos(cast: Cast): Promise<string> {
  const { bench, recording } = cast;
  const { world } = bench;
  await ownCall(bench.desk, 'services.save', { service: photosEntry(world.photos.origin) });
  const { redirectUrl } = await bench.overview();
  const app = world.photos.registerApp({ callbacks: [redirectUrl] });
  quoting(
    cast,
    'practice-photos',
    '/oauth/request_token',
    401,
    'consumer_secret',
    (secret) => `{"errors":[{"code":32,"message":"Bad key ${secret}&"}]}`,
  );
  const connect = await enterApp(cast, 'practice-photos', app.consumerKey, app.consumerSecret);
  expect((await readsFailure(connect)).code).toBe('app_refused');
  await recording.look('photos: app refused');

  await triesAgain(connect);
  const asking = await bench.window();
  await recording.look('photos: waiting');
  await refuseIn(asking);
  expect((await readsFailure(connect)).code).toBe('sign_in_denied');

  world.photos.swapCallbackToken = 'practice-request-token-of-another';
  await triesAgain(connect);
  await allowIn(await bench.window());
  expect((await readsFailure(connect)).code).toBe('token_mismatch');
  world.photos.swapCallbackToken = undefined;
  await recording.look('photos: swapped');

  await triesAgain(connect);
  const window = await bench.window();
  await logIn(window, 'alice');
  quoting(
    cast,
    'practice-photos',
    '/oauth/access_token',
    401,
    'request_token_secret',
    (secret) => `oauth_problem=signature_invalid&oauth_problem_advice=${encodeURIComponent(`key was ${secret}`)}`,
  );
  await pressAllow(window);
  expect((await readsFailure(connect)).code).toBe('request_token_expired');
  await recording.look('photos: quoted');

  await triesAgain(connect);
  await allowIn(await bench.window());
  await seesDone(connect);
  await recording.look('photos: signed in');
  await connect.close();
  return (await bench.overview()).accounts[0]?.id ?? '';
}

/** @returns the account's id */
async function signInFiles(cast: Cast): Promise<string> {
  const { bench, recording } = cast;
  const { world } = bench;
  await ownCall(bench.desk, 'services.save', { service: filesEntry(world.files.origin, 'client_secret_basic') });
  const { redirectUrl } = await bench.overview();
  const { clientId, clientSecret = '' } = world.files.registerApp({ redirectUris: [redirectUrl], secret: true });
  const connect = await enterApp(cast, 'practice-files', clientId, clientSecret);
  const first = await bench.window();
  await recording.look('files: waiting');
  await logIn(first, 'alice');
  quoting(cast, 'practice-files', '/token', 400, 'client_secret', (secret) =>
    JSON.stringify({ error: 'invalid_request', error_description: `client ${clientId}:${secret} may not` }),
  );
  await pressAllow(first);
  expect((await readsFailure(connect)).code).toBe('service_refused');
  await recording.look('files: quoted');

  world.files.wrongState = 'of-another-sign-in';
  await triesAgain(connect);
  await allowIn(await bench.window());
  expect((await readsFailure(connect)).code).toBe('state_mismatch');
  world.files.wrongState = undefined;
  await recording.look('files: wrong state');

  await triesAgain(connect);
  await allowIn(await bench.window());
  await seesDone(connect);
  await recording.look('files: signed in');
  await connect.close();
  return (await bench.overview()).accounts.find(({ serviceId }) => serviceId === 'practice-files')?.id ?? '';
}

/** Renewed well, refused with the secret quoted, and unreachable; then the account still works. */
async function renewals(cast: Cast, files: string): Promise<void> {
  const { bench, recording } = cast;
  const renew = (): Promise<string> =>
    ownCall(bench.desk, 'accounts.renew', { id: files }).then(
      () => 'renewed',
      (error: Error) => error.message,
    );
  expect(await renew()).toBe('renewed');
  quoting(cast, 'practice-files', '/token', 400, 'refresh_token', (secret) =>
    JSON.stringify({ error: 'invalid_request', error_description: `token ${secret} is odd` }),
  );
  expect(await renew()).toContain('renewal_failed');
  quoting(cast, 'practice-files', '/token', 400, 'refresh_token', (secret) =>
    JSON.stringify({ error: secret, error_description: 'see the error' }),
  );
  expect(await renew()).toContain('renewal_failed');
  bench.world.files.faults.always('/token', { drop: true });
  expect(await renew()).toContain('renewal_failed');
  bench.world.files.faults.clear();
  const options = await bench.browser.page(`extension/pages/options/options.html#accounts/${files}`);
  await options.getByRole('article').first().waitFor();
  await recording.look('files: renewal refused');
  expect(await renew()).toBe('renewed');
  await options.close();
}

export async function tellStory(cast: Cast): Promise<Told> {
  const { bench, site, recording } = cast;
  const photos = await signInPhotos(cast);
  const files = await signInFiles(cast);
  const page = await openEnabled(bench, site);
  const handles = {
    'practice-photos': await permit(bench, page, 'practice-photos', photos),
    'practice-files': await permit(bench, page, 'practice-files', files),
  };
  await recording.look('permitted');
  await siteCalls(cast, page, handles);
  await recording.look('called');
  const privateKey = await oauth1Chapter(cast, page, cast.personalities);
  await enteredChapter(cast, page, cast.entered);
  const popup = await bench.browser.popup(page);
  await popup.waitFor('h2');
  await recording.lookAtPopup(popup);
  await popup.leave();
  await renewals(cast, files);

  quoting(
    cast,
    'practice-photos',
    '/oauth/invalidate_token',
    403,
    'access_token',
    (secret) => `{"errors":[{"code":220,"message":"${secret} may not"}]}`,
  );
  await expect(ownCall(bench.desk, 'accounts.revoke', { id: photos })).rejects.toThrow('service_refused');
  quoting(cast, 'practice-files', '/revoke', 400, 'refresh_token', (secret) =>
    JSON.stringify({ error: 'unsupported_token_type', error_description: `not ${secret}` }),
  );
  await expect(ownCall(bench.desk, 'accounts.revoke', { id: files })).rejects.toThrow('service_refused');
  await recording.look('revocation refused');
  expect(await ownCall(bench.desk, 'accounts.revoke', { id: photos })).toBe('revoked');
  expect(await ownCall(bench.desk, 'accounts.remove', { id: files })).toEqual({ revoked: 'revoked' });
  const options = await bench.browser.page('extension/pages/options/options.html#accounts');
  await options.getByRole('heading', { level: 1 }).waitFor();
  await recording.look('ended');
  await signsIn(bench, 'practice-photos');
  await recording.look('signed in again');
  await recording.lookInside(page);
  await recording.lookInside(options);
  return { page, options, handles, privateKey };
}
