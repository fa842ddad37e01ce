/** OAuth 2.0 and OpenID Connect against oidc-provider, clicked through the connect window: each client, each hardening, each way. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FilesAuth } from '../services/files-clients';
import { poll } from '../harness/poll';
import { inLong, representatives } from '../harness/thorough';
import { ownCall } from '../practice/set-up';
import { answerOf, pageCall } from './pages/app';
import { clickReady, connect, openEnabled } from './pages/stage';
import { allowed, clickEnabled, seesAccount, signInOf } from './support/oauth1';
import {
  allowsAt,
  entersElsewhere,
  openOAuth2Stage,
  opensConnect,
  signsInAt,
  type FilesPlace,
  type OAuth2Stage,
} from './support/oauth2';
import { readsFailure } from './support/user';
import { visited } from './support/visits';

let stage: OAuth2Stage;
let site: Page;
beforeAll(async () => {
  stage = await openOAuth2Stage();
  site = await openEnabled(stage);
});
afterAll(async () => stage?.close());

const me = async ({ files }: FilesPlace, handle: string) => answerOf(await pageCall(site, handle, `${files.origin}/api/me`));
const accountsOf = async ({ id }: FilesPlace) => (await stage.overview()).accounts.filter(({ serviceId }) => serviceId === id);
/** The parameters with which the user was sent to the service's page. */
const visits = ({ files }: FilesPlace) =>
  visited(files.log, (path) => path === '/authorize').map(({ query }) => Object.fromEntries(new URLSearchParams(query)));

const auths: readonly FilesAuth[] = ['none', 'client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'];

describe('the app proves itself', () => {
  test.each(representatives(auths, (auth) => auth === 'private_key_jwt'))(
    '%s: signed in, called, renewed, revoked',
    async (auth) => {
      const place = await stage.place(`files-${auth.replaceAll('_', '-')}`, { auth });
      const account = await signsInAt(stage, place);
      expect(account).toMatchObject({ label: 'alice', subject: '2291', state: 'fine', renewable: true, bound: false });
      const handle = await allowed(stage, site, account);
      expect(await me(place, handle)).toBe(200);
      place.files.expireAccessTokens();
      expect(await me(place, handle)).toBe(200);
      expect(place.files.tokenRequests('refresh_token')).toBe(1);
      expect(await ownCall(stage.own, 'accounts.revoke', { id: account.id })).toBe('revoked');
      expect((await accountsOf(place))[0]?.state).toBe('revoked');
      expect(place.files.log.filter(({ path, status }) => path === '/revoke' && status === 200).length).toBeGreaterThan(0);
      expect(await me(place, handle)).toBe('needs_sign_in');
    },
  );
});

test('pushed requests, tokens bound to a key, nonces that change: nothing of it is seen by the caller', async () => {
  const place = await stage.place('files-hardened', { options: { par: true, dpop: true }, traits: { par: true, dpop: true } });
  const account = await signsInAt(stage, place);
  expect(account).toMatchObject({ label: 'alice', bound: true });
  expect(Object.keys(visits(place)[0] ?? {}).toSorted()).toEqual(['client_id', 'request_uri']);
  const handle = await allowed(stage, site, account);
  expect(await me(place, handle)).toBe(200);
  place.files.rotateNonces();
  expect(await me(place, handle)).toBe(200);
  place.files.expireAccessTokens();
  place.files.rotateNonces();
  expect(await me(place, handle)).toBe(200);
  expect(place.files.tokenRequests('refresh_token')).toBeLessThanOrEqual(2); // one of them was told the nonce
  const keys = await stage.own.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const open = indexedDB.open('countersign');
      open.addEventListener('success', () => resolve(open.result));
    });
    return new Promise<{ id: string; extractable: boolean }[]>((resolve) => {
      const all = db.transaction('keys').objectStore('keys').getAll();
      all.addEventListener('success', () => {
        db.close();
        resolve((all.result as { id: string; key: CryptoKey }[]).map(({ id, key }) => ({ id, extractable: key.extractable })));
      });
    });
  });
  expect(keys).toHaveLength(2); // the vault's and this account's
  expect(keys.every(({ extractable }) => !extractable)).toBe(true);
});

test('a code on another device: shown, asked after while the page is open, through the worker’s death, and done by itself', async () => {
  const place = await stage.place('files-device', {
    options: { deviceIntervalSeconds: 1 },
    traits: { ways: ['redirect', 'device'] },
  });
  const connect = await opensConnect(stage, place);
  await connect.getByRole('radio', { name: 'With a code' }).check();
  await clickEnabled(connect, 'Sign in');
  await connect.waitForURL(/#signIn=/);
  const wait = await poll(async () => {
    const now = (await signInOf(stage, connect))?.wait;
    return now?.for === 'code' ? now : undefined;
  }, 'the code');
  await connect.getByText(wait.code, { exact: true }).first().waitFor();
  expect(wait.completeUrl).toContain(wait.code);
  await poll(() => place.files.tokenRequests('urn:ietf:params:oauth:grant-type:device_code') > 0, 'the first question');
  await stage.browser.stopWorker();
  await entersElsewhere(stage, wait);
  const account = await seesAccount(stage, connect);
  expect(account).toMatchObject({ label: 'bob', way: 'device', renewable: true });
  expect(await me(place, await allowed(stage, site, account))).toBe(200);
});

inLong(() => {
  test('a code that is entered when no page of ours is open any more: an alarm asks, and the account is there', async () => {
    const place = await stage.place('files-alarm', { options: { deviceIntervalSeconds: 1 }, traits: { ways: ['device'] } });
    const connect = await opensConnect(stage, place);
    await clickEnabled(connect, 'Sign in');
    await connect.waitForURL(/#signIn=/);
    const wait = await poll(async () => {
      const now = (await signInOf(stage, connect))?.wait;
      return now?.for === 'code' ? now : undefined;
    }, 'the code');
    await connect.close();
    await entersElsewhere(stage, wait);
    await poll(async () => (await accountsOf(place))[0], 'the account', { timeout: 90_000, every: 1000 });
  });
});

test('an app without a person: nobody signs in, and it is renewed by asking again', async () => {
  const place = await stage.place('files-app', {
    auth: 'client_secret_basic',
    traits: { ways: ['app'] },
    change: { scopes: [{ name: 'files.read', does: 'See files' }] },
  });
  const connect = await opensConnect(stage, place);
  await clickEnabled(connect, 'Sign in');
  const account = await seesAccount(stage, connect);
  expect(account).toMatchObject({ way: 'app', renewable: true, subject: account.clientId });
  await ownCall(stage.own, 'accounts.renew', { id: account.id });
  expect(place.files.tokenRequests('client_credentials')).toBe(2);
});

describe('who signs in', () => {
  test('two accounts at one service, chosen there; signed in again as the other one, the old account stays as it was', async () => {
    const place = await stage.place('files-two', { traits: { chooser: true } });
    const alice = await signsInAt(stage, place);
    const bob = await signsInAt(stage, place, 'bob');
    expect(bob.id).not.toBe(alice.id);
    expect(visits(place)[1]).toMatchObject({ prompt: 'select_account' });
    const before = (await accountsOf(place)).find(({ id }) => id === alice.id);
    const connect = await opensConnect(stage, place, alice.id);
    await clickEnabled(connect, 'Sign in');
    await allowsAt(stage, 'bob');
    await connect.getByRole('heading', { name: /^Signed in/ }).waitFor();
    expect((await signInOf(stage, connect))?.otherPerson).toBe(true);
    await connect.close();
    const after = await accountsOf(place);
    expect(after).toHaveLength(2);
    expect(after.find(({ id }) => id === alice.id)).toEqual(before);
    expect(visits(place)[2]).toMatchObject({ login_hint: 'alice' });
  });

  test('proves anew who they are, if the user wishes', async () => {
    const place = await stage.place('files-force');
    const alice = await signsInAt(stage, place);
    const connect = await opensConnect(stage, place, alice.id);
    await connect.getByRole('checkbox', { name: /password/ }).check();
    await clickEnabled(connect, 'Sign in');
    await allowsAt(stage, 'alice');
    expect((await seesAccount(stage, connect)).id).toBe(alice.id);
    expect(visits(place)[1]).toMatchObject({ prompt: 'login', max_age: '0' });
    place.files.wrongIdToken = 'auth-time-old';
    const late = await opensConnect(stage, place, alice.id);
    await late.getByRole('checkbox', { name: /password/ }).check();
    await clickEnabled(late, 'Sign in');
    await allowsAt(stage, 'alice');
    expect((await readsFailure(late)).code).toBe('authentication_too_old');
    await late.close();
  });
});

test('what was not granted is shown; more scopes are asked for later, and the service shows only what is new', async () => {
  const place = await stage.place('files-more', { options: { rememberConsent: true }, traits: { optional: ['files.write'] } });
  const connect = await opensConnect(stage, place);
  await clickEnabled(connect, 'Sign in');
  await allowsAt(stage, 'alice');
  const account = await seesAccount(stage, connect);
  expect(visits(place)[0]?.['scope']).toBe('openid profile offline_access files.read');
  expect(account.scopes).not.toContain('files.write');
  const id = await ownCall(stage.own, 'signIn.start', { serviceId: place.id, accountId: account.id, scopes: ['files.write'] });
  const more = await stage.browser.page(`extension/pages/connect/connect.html#signIn=${id}`);
  const page = await stage.browser.signInWindow();
  expect(visits(place)[1]?.['scope']).toBe('openid profile offline_access files.read files.write');
  await page.fill('#username', 'alice');
  await page.fill('#password', 'practice-alice');
  await page.click('#login');
  const shown = await page
    .locator('input[type=checkbox]')
    .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  expect(shown).toEqual(['files.write']);
  await page.click('#allow', { noWaitAfter: true });
  const wider = await seesAccount(stage, more);
  expect(wider.id).toBe(account.id);
  expect(wider.scopes).toContain('files.write');
});

test('a site that asks for a scope which the account lacks: signed in again for the difference, then allowed', async () => {
  const place = await stage.place('files-asked', { options: { rememberConsent: true }, traits: { optional: ['files.write'] } });
  const account = await signsInAt(stage, place);
  expect(account.scopes).not.toContain('files.write');
  const given = await connect(stage, site, { service: place.id, access: 'change', scopes: ['files.write'] }, async (consent) => {
    await consent.getByRole('button', { name: 'Sign in first', exact: true }).click();
    await consent.waitForURL(/account=/);
    await consent.getByText('New', { exact: true }).waitFor();
    await clickEnabled(consent, 'Sign in');
    await allowsAt(stage);
    await consent.getByRole('button', { name: 'Go on to the request' }).click();
    await consent.getByLabel('Account', { exact: true }).waitFor();
    await clickReady(consent, 'Allow');
  });
  expect(given.handle).toBeTypeOf('string');
  expect(visits(place).map(({ scope }) => scope?.split(' ').includes('files.write'))).toEqual([false, true]);
  const url = `${place.files.origin}/api/files`;
  const body = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ title: 'new' }) };
  expect(answerOf(await pageCall(site, given.handle ?? '', url, body))).toBe(201);
});

test('found at its address, registered by itself, signed in: nothing was set up by hand; the app is kept for the next time', async () => {
  const place = await stage.place('files-elsewhere', { appless: true });
  const { found, registers } = await discovered(`${place.files.origin}/some/page`);
  expect(registers).toBe(true);
  const mine = { ...place, id: found.id, entry: found as FilesPlace['entry'] };
  await ownCall(stage.own, 'services.save', { service: found });
  const alice = await signsInAt(stage, mine);
  expect(alice).toMatchObject({ label: 'alice', subject: '2291' });
  const bob = await signsInAt(stage, mine, 'bob');
  expect(bob.clientId).toBe(alice.clientId);
  expect(place.files.log.filter(({ path }) => path === '/register')).toHaveLength(1);
  expect(await me(place, await allowed(stage, site, bob))).toBe(200);
});

test('an address in the user’s own network is found only when they have confirmed it; another issuer is not taken', async () => {
  const place = await stage.place('files-lying', { appless: true });
  const ask = (more: object) => ownCall(stage.own, 'services.discover', { address: place.files.origin, ...more });
  await expect(ask({})).rejects.toThrow('own_network');
  place.files.wrongDiscoveryIssuer = 'https://issuer.practice.example';
  await expect(ask({ ownNetwork: true })).rejects.toThrow('discovery_mismatch');
});

async function discovered(address: string) {
  const found = await ownCall(stage.own, 'services.discover', { address, ownNetwork: true });
  if (!('found' in found)) throw new Error(`It needs ${found.needs.join()}.`);
  return found;
}
