/** X from end to end, against doubles: OAuth 1.0a by its page in all three of its states and by PIN, the app as itself, OAuth 2.0. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountView } from '../../src/messaging/views';
import { doubleId, entryAt } from '../practice/entry-at';
import { ownCall } from '../practice/set-up';
import { x as byOAuth2, xAppOnly, xByOAuth1 } from '../practice/system-entries';
import { startPersonality, type PersonalityService } from '../services/personalities';
import { startXService } from '../services/system-x';
import type { RunningVendor } from '../services/vendor-server';
import { answerOf } from './pages/app';
import { elapse } from './support/expiry';
import {
  allowed,
  allowsThere,
  clickEnabled,
  pinThere,
  seesAccount,
  servicePage,
  startsSignIn,
  type Place,
} from './support/oauth1';
import { allowsAt, opensConnect } from './support/oauth2';
import {
  allowsMore,
  caller,
  form,
  json,
  openSystemStage,
  signsInThere,
  uploads,
  visitsIn,
  type SystemStage,
} from './support/systems';
import { readsFailure } from './support/user';
import { visited } from './support/visits';

let stage: SystemStage;
beforeAll(async () => {
  stage = await openSystemStage();
});
afterAll(async () => stage?.close());

async function placeOf(id: string, options: Parameters<typeof startPersonality>[1] = {}): Promise<Place> {
  const service = stage.keeps(await startPersonality('x', options));
  const { consumerKey, consumerSecret } = service.registerApp({ callbacks: [stage.redirectUrl] });
  const hosts = { 'api.x.com': service.origin, 'upload.twitter.com': service.origin };
  const entry = { ...entryAt(xByOAuth1, hosts), id };
  await stage.enters(entry, { clientId: consumerKey, clientSecret: consumerSecret });
  return { id, service, entry };
}
const visits = ({ log }: PersonalityService) =>
  visited(log, (path) => path.startsWith('/oauth/auth')).map(
    ({ path, query }) => `${path}${query.replace(/oauth_token=[^&]+/, '')}`,
  );

describe('OAuth 1.0a', () => {
  let place: Place;
  let account: AccountView;
  beforeAll(async () => {
    place = await placeOf(doubleId(xByOAuth1), { remembers: true });
  });
  const begins = (how: { account?: string } = {}): Promise<Page> => startsSignIn(stage, place, { way: 'redirect', ...how });

  test('signed out there: the page asks for name and password, then for consent', async () => {
    const connect = await begins();
    expect(await allowsThere(await servicePage(stage, place))).toBe('');
    account = await seesAccount(stage, connect);
    expect(account).toMatchObject({ label: 'alice', subject: '2291', way: 'redirect' });
  });

  test('signed in there and approved: authenticate comes back at once', async () => {
    const before = place.service.log.length;
    expect((await seesAccount(stage, await begins({ account: account.id }))).id).toBe(account.id);
    expect(
      place.service.log.slice(before).filter(({ method, path }) => method === 'POST' && path === '/oauth/authorize'),
    ).toEqual([]);
    expect(place.service.log.slice(before).some(({ outcome }) => outcome === 'allowed before')).toBe(true);
  });

  test('signed in there and not approved: the page asks for consent alone', async () => {
    place.service.revokeUserTokens('alice');
    const connect = await begins({ account: account.id });
    const page = await servicePage(stage, place);
    expect(await page.locator('#password').count()).toBe(0);
    await page.click('#allow', { noWaitAfter: true });
    expect((await seesAccount(stage, connect)).id).toBe(account.id);
  });

  test('another account: the login form all the same, by force; refused there, in words', async () => {
    const connect = await begins();
    const page = await servicePage(stage, place);
    await allowsThere(page, 'bob');
    const bob = await seesAccount(stage, connect);
    expect(bob.label).toBe('bob');
    expect(visits(place.service)).toEqual([
      '/oauth/authenticate?',
      '/oauth/authenticate?screen_name=alice&',
      '/oauth/authenticate?screen_name=alice&',
      '/oauth/authorize?force_login=true&',
    ]);
    const refusing = await begins();
    await allowsThere(await servicePage(stage, place), 'bob', 'deny');
    expect(await readsFailure(refusing)).toMatchObject({ code: 'sign_in_denied' });
    await refusing.close();
    await ownCall(stage.own, 'accounts.remove', { id: bob.id });
  });

  test('a PIN of seven digits, from the page that always asks', async () => {
    const connect = await startsSignIn(stage, place, { way: 'pin' });
    const page = await servicePage(stage, place);
    expect(new URL(page.url()).pathname).toBe('/oauth/authorize');
    const hasForm = (await page.locator('#username').count()) > 0;
    if (!hasForm) await page.click('#allow');
    const pin = hasForm ? await pinThere(page) : await page.locator('#pin').innerText();
    expect(pin).toMatch(/^\d{7}$/);
    await connect.getByLabel('PIN', { exact: true }).fill(pin);
    await clickEnabled(connect, 'Finish the sign-in');
    expect(await seesAccount(stage, connect)).toMatchObject({ way: 'pin' });
  });

  test('a form is signed with its fields, JSON and an upload are not; 89 asks for a sign-in, 187 is the site’s own', async () => {
    const { origin } = place.service;
    const mine = (await stage.accounts(place.id)).find(({ label }) => label === 'alice') ?? account;
    const handle = await allowed(stage, stage.page, mine);
    const call = caller(stage, handle);
    const post = form({ status: "Hello Ladies + Gentlemen, it's 100 % signed ☃" });
    expect(answerOf(await call(`${origin}/1.1/statuses/update.json?include_entities=true`, post))).toBe(200);
    const again = await call(`${origin}/1.1/statuses/update.json`, post);
    expect([answerOf(again), again.text]).toEqual([403, expect.stringContaining('"code":187')]);
    expect(answerOf(await call(`${origin}/2/tweets`, json({ text: 'é & ü' })))).toBe(201);
    const refused = await call(`${origin}/2/tweets`, json({ text: '' }));
    expect([answerOf(refused), refused.headers?.['content-type']]).toEqual([400, 'application/problem+json; charset=utf-8']);
    const upload = { handle, url: `${origin}/1.1/media/upload.json`, texts: { media_category: 'tweet_image' }, file: 'media' };
    expect(answerOf(await uploads(stage, upload))).toBe(200);
    place.service.busyRequests = 1;
    expect(answerOf(await call(`${origin}/2/users/me`))).toBe(429);

    place.service.revokeUserTokens(mine.label);
    expect(await call(`${origin}/2/users/me`)).toMatchObject({ code: 'needs_sign_in', serviceCode: '89' });
  });

  test('revoking invalidates the token there', async () => {
    const again = await begins({ account: account.id });
    const page = await servicePage(stage, place);
    if ((await page.locator('#username').count()) > 0) await allowsThere(page);
    else await page.click('#allow', { noWaitAfter: true });
    const fresh = await seesAccount(stage, again);
    expect(await ownCall(stage.own, 'accounts.revoke', { id: fresh.id })).toBe('revoked');
    expect(place.service.log.at(-1)).toMatchObject({ path: '/1.1/oauth/invalidate_token', status: 200 });
  });
});

describe('the app as itself', () => {
  test('one token, the same each time, used as it comes; asked too often, refused with 99; taken back in the end', async () => {
    const service = stage.keeps(await startPersonality('x', { bearerRequests: 2 }));
    const { consumerKey, consumerSecret } = service.registerApp({ callbacks: [stage.redirectUrl] });
    const entry = entryAt(xAppOnly, { 'api.x.com': service.origin });
    await stage.enters(entry, { clientId: consumerKey, clientSecret: consumerSecret });
    const account = await seesAccount(stage, await startsSignIn(stage, entry));
    expect(account).toMatchObject({ way: 'app', subject: consumerKey, renewable: true });
    const call = caller(stage, await allowed(stage, stage.page, account));
    const timeline = `${service.origin}/1.1/statuses/user_timeline.json?screen_name=alice`;
    expect(answerOf(await call(timeline))).toBe(200);
    const personal = await call(`${service.origin}/2/users/me`);
    expect([answerOf(personal), personal.text]).toEqual([403, expect.stringContaining('"code":220')]);

    expect((await seesAccount(stage, await startsSignIn(stage, entry))).id).toBe(account.id);
    expect(service.issued.filter(({ kind }) => kind === 'access_token')).toHaveLength(1);
    const often = await startsSignIn(stage, entry);
    const told = await readsFailure(often);
    expect(told.code).toBe('service_refused');
    expect(await often.locator('details.more').innerText()).toContain('99');
    await often.close();

    expect(await ownCall(stage.own, 'accounts.revoke', { id: account.id })).toBe('revoked');
    expect(service.log.at(-1)).toMatchObject({ path: '/oauth2/invalidate_token', status: 200 });
    expect(answerOf(await call(timeline))).toBe('needs_sign_in');
  });
});

describe('OAuth 2.0', () => {
  let double: RunningVendor;
  const id = doubleId(byOAuth2);
  const me = (): string => `${double.apiOrigin}/2/users/me`;
  beforeAll(async () => {
    double = stage.keeps(await startXService());
    const entry = entryAt(byOAuth2, double.hosts);
    await stage.enters(entry, double.registerApp({ redirectUris: [stage.redirectUrl] }));
  });

  test('signed in with PKCE; an ended token is renewed, its refresh token changes each time; what is missing is a problem in JSON', async () => {
    const account = await signsInThere(stage, id);
    expect(account).toMatchObject({ label: 'alice', subject: '2291', renewable: true });
    const [page] = visitsIn(double.log, '/i/oauth2/authorize');
    expect([page?.get('scope'), page?.get('code_challenge_method')]).toEqual(['tweet.read users.read offline.access', 'S256']);
    let call = caller(stage, await allowed(stage, stage.page, account));
    for (const renewals of [1, 2]) {
      await elapse(stage.browser, 61); // X says no more than 401: a young token would not be renewed for that
      double.expireAccessTokens();
      expect(answerOf(await call(me()))).toBe(200);
      expect(double.tokenRequests('refresh_token')).toBe(renewals);
    }
    expect(double.reuseDetected).toBe(0);

    const forbidden = await call(`${double.apiOrigin}/2/tweets`, json({ text: 'a post' }));
    expect([answerOf(forbidden), forbidden.headers?.['content-type'], JSON.parse(forbidden.text ?? '')]).toMatchObject([
      403,
      'application/problem+json; charset=utf-8',
      { title: 'Forbidden', status: 403 },
    ]);
    call = caller(stage, await allowsMore(stage, id, ['tweet.write']));
    expect(answerOf(await call(`${double.apiOrigin}/2/tweets`, json({ text: 'a post' })))).toBe(201);
    expect((await call(`${double.apiOrigin}/2/tweets?ids=1,20`)).text).toContain('"errors":[{');
  });

  test('a grant that X has ended: the next renewal says invalid_request, and the account waits for its user', async () => {
    const [account] = await stage.accounts(id);
    if (!account) throw new Error('no account');
    double.revokeGrants('alice');
    await expect(ownCall(stage.own, 'accounts.renew', { id: account.id })).rejects.toThrow('needs_sign_in');
    expect((await stage.accounts(id))[0]).toMatchObject({ state: 'needs-sign-in', problem: { serviceCode: 'invalid_request' } });
    expect((await signsInThere(stage, id, { account: account.id })).id).toBe(account.id);
    expect(await ownCall(stage.own, 'accounts.revoke', { id: account.id })).toBe('revoked');
    await ownCall(stage.own, 'accounts.remove', { id: account.id });
  });

  test('staying signed in was not allowed there: the access ends by itself, and the user is told so', async () => {
    const connect = await opensConnect(stage, { id });
    await clickEnabled(connect, 'Sign in');
    await allowsAt(stage, 'alice', ['offline.access']);
    await connect.getByText('This access cannot renew itself.').waitFor();
    expect(await seesAccount(stage, connect)).toMatchObject({ renewable: false, scopes: ['tweet.read', 'users.read'] });
  });
});
