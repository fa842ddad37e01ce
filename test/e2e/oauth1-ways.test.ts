/** Every way to sign in with OAuth 1.0a, clicked through the connect window; and every refusal on the way, in words. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { representatives } from '../harness/thorough';
import { ownCall } from '../practice/set-up';
import { answerOf, pageCall } from './pages/app';
import { openEnabled } from './pages/stage';
import {
  allowed,
  allowsThere,
  clickEnabled,
  openOAuth1Stage,
  pinThere,
  registerApp,
  seesAccount,
  servicePage,
  signInOf,
  signsIn,
  startsSignIn,
  type OAuth1Stage,
  type Place,
} from './support/oauth1';
import { listenToMessages, pastes } from './support/oauth1-page';
import { refusals } from './support/oauth1-refusals';
import { readsFailure, textsFor } from './support/user';
import { visited } from './support/visits';

let stage: OAuth1Stage;
let site: Page;
let x: Place;

beforeAll(async () => {
  stage = await openOAuth1Stage();
  site = await openEnabled(stage);
  x = await stage.place('x');
});
afterAll(async () => stage?.close());

const accountsOf = async (serviceId: string) => (await stage.overview()).accounts.filter((one) => one.serviceId === serviceId);
/** Pages of a service that are open. */
const openThere = ({ service }: Place) => stage.browser.context.pages().filter((page) => page.url().startsWith(service.origin));
/** The queries with which the user was sent to the service's page. */
const visits = ({ service }: Place) =>
  visited(service.log, (path) => path.startsWith('/oauth/auth')).map(
    ({ path, query }) => `${path}${query.replace(/oauth_token=[^&]+/, '')}`,
  );

test('redirect; another account at the same service; and one of them again, with its name filled in', async () => {
  const alice = await signsIn(stage, x);
  expect(alice).toMatchObject({ label: 'alice', subject: '2291', state: 'fine', way: 'redirect', renewable: false });
  const bob = await signsIn(stage, x, 'bob');
  expect(bob.id).not.toBe(alice.id);

  const connect = await startsSignIn(stage, x, { account: alice.id });
  expect(await allowsThere(await servicePage(stage, x))).toBe('alice');
  expect(await seesAccount(stage, connect)).toMatchObject({ id: alice.id, label: 'alice' });
  // The browser of the service is alice's now, and she has allowed this app: nothing is asked.
  const quick = await startsSignIn(stage, x, { account: alice.id });
  expect((await seesAccount(stage, quick)).id).toBe(alice.id);

  expect(visits(x)).toEqual([
    '/oauth/authenticate?',
    '/oauth/authorize?force_login=true&',
    '/oauth/authenticate?screen_name=alice&',
    '/oauth/authenticate?screen_name=alice&',
  ]);
  expect(await accountsOf(x.id)).toHaveLength(2);
  expect(openThere(x)).toEqual([]);
});

test('PIN: its page opens beside, a wrong PIN is told at the field, a reload and a killed worker lose nothing', async () => {
  const connect = await startsSignIn(stage, x, { way: 'pin' });
  const pin = await pinThere(await servicePage(stage, x));
  expect(pin).toMatch(/^\d{7}$/);
  const field = connect.getByLabel('PIN', { exact: true });

  await connect.reload();
  await field.waitFor();
  expect(openThere(x)).toHaveLength(1);
  await field.fill(pin === '0000000' ? '0000001' : '0000000');
  await clickEnabled(connect, 'Finish the sign-in');
  await connect.getByText('Practice Microblog did not accept this PIN.').waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await field.inputValue()).toBe('');
  expect(openThere(x)).toHaveLength(1);

  await stage.browser.stopWorker();
  await field.pressSequentially(pin);
  await clickEnabled(connect, 'Finish the sign-in');
  expect(await seesAccount(stage, connect)).toMatchObject({ label: 'alice', way: 'pin' });
  await poll(() => openThere(x).length === 0, 'the page of the service to close');
  expect(await accountsOf(x.id)).toHaveLength(2);
});

test('credentials pasted whole: wrong ones are asked for again; the account has the name its API tells; the app here stays', async () => {
  const tv = await stage.place('tv');
  const { consumerKey, consumerSecret, token, tokenSecret } = tv.service.privilegedCredentials('alice');
  const before = (await stage.overview()).services.find(({ service }) => service.id === tv.id)?.app?.clientId;
  const connect = await startsSignIn(stage, tv, { way: 'credentials' });
  const text = (secret: string) =>
    `Consumer key: ${consumerKey}\nConsumer secret: ${consumerSecret}\nAccess token: ${token}\nAccess secret: ${secret}\nAPI host: ${new URL(tv.service.apiOrigin).host}\n`;

  await pastes(connect, 'consumerKey', text('mistyped'));
  await connect.getByText('5 fields were filled in').waitFor();
  await clickEnabled(connect, 'Finish the sign-in');
  await connect.getByText('Practice Video does not accept these credentials').waitFor();
  expect(await connect.locator('[name=tokenSecret]').inputValue()).toBe('');

  await pastes(connect, 'consumerKey', text(tokenSecret));
  await clickEnabled(connect, 'Finish the sign-in');
  const account = await seesAccount(stage, connect);
  expect(account).toMatchObject({ label: 'Videos of Alice Practice', way: 'credentials', clientId: consumerKey });
  const after = (await stage.overview()).services.find(({ service }) => service.id === tv.id)?.app?.clientId;
  expect(after).toBe(before);
  expect(openThere(tv)).toEqual([]);
});

test('two-legged: as the app itself, without any page', async () => {
  const strict = await stage.place('strict');
  const connect = await startsSignIn(stage, strict, { way: 'app' });
  const account = await seesAccount(stage, connect);
  expect(account).toMatchObject({ label: 'Practice Strict', way: 'app', subject: account.clientId });
  expect(strict.service.log).toEqual([]);
  const handle = await allowed(stage, site, account);
  expect(answerOf(await pageCall(site, handle, `${strict.service.apiOrigin}/api/two-legged`))).toBe(200);
  expect(strict.service.log.map(({ outcome }) => outcome)).toEqual(['signature of the app good']);
});

test('a key pair made here: the public half is registered, the private one is in no message', async () => {
  const rsa = await stage.place('rsa', { appless: true });
  const connect = await stage.browser.page(`extension/pages/connect/connect.html#service=${rsa.id}`);
  await connect.evaluate(listenToMessages);
  await connect.getByRole('button', { name: 'Create a key pair' }).click();
  const publicKey = `${await connect.locator('pre').innerText()}\n`;
  expect(publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----\n[\w+/=]{300,}\n-----END PUBLIC KEY-----\n$/);
  const { consumerKey } = rsa.service.registerApp({ callbacks: [stage.redirectUrl], publicKey });
  await connect.getByLabel('Consumer key').fill(consumerKey);
  await clickEnabled(connect, 'Sign in');
  await allowsThere(await servicePage(stage, rsa));
  await connect.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
  const heard = await connect.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
  expect(heard.join()).toContain('BEGIN PUBLIC KEY');
  expect(heard.join()).toContain('apps.makeKey');
  expect(heard.filter((text) => text.includes('PRIVATE KEY'))).toEqual([]);
  const account = await seesAccount(stage, connect);
  const handle = await allowed(stage, site, account);
  expect(answerOf(await pageCall(site, handle, `${rsa.service.apiOrigin}/api/me`))).toBe(200);
});

test('a host that the service names in its answer is asked for; refused, nothing is signed in; allowed, calls go there', async () => {
  const tv = await stage.place('tv', {
    options: { apiAddress: 'localhost' },
    change: { id: 'practice-tv-own-host', name: 'Practice Video Afar', apiHosts: ['http://127.0.0.1:9'] },
  });
  const host = new URL(tv.service.apiOrigin).hostname;
  expect(host).toBe('localhost');

  const refusing = await startsSignIn(stage, tv, { way: 'redirect' });
  await allowsThere(await servicePage(stage, tv));
  await refusing.getByRole('heading', { name: 'Practice Video Afar needs to be reached' }).waitFor();
  await refusing.getByText(host).first().waitFor();
  expect(await signInOf(stage, refusing)).toMatchObject({ wait: { for: 'reach', origins: [tv.service.apiOrigin] } });
  await refusing.getByRole('button', { name: 'Stop' }).click();
  await refusing.getByRole('alert').waitFor();
  await refusing.close();
  expect(await accountsOf(tv.id)).toEqual([]);
  expect(tv.service.log.filter(({ path }) => path.startsWith('/api/'))).toEqual([]);

  const connect = await startsSignIn(stage, tv, { way: 'redirect' });
  await allowsThere(await servicePage(stage, tv));
  await stage.browser.promiseHosts([`http://${host}/*`]);
  await clickEnabled(connect, 'Allow these hosts');
  const account = await seesAccount(stage, connect);
  expect(account).toMatchObject({
    label: 'Videos of Alice Practice',
    apiHosts: expect.arrayContaining([tv.service.apiOrigin]) as string[],
  });
  const handle = await allowed(stage, site, account);
  const told = await pageCall(site, handle, `${tv.service.apiOrigin}/api/echo?format=json&raw=1&a=b`);
  expect(told).toMatchObject({
    status: 200,
    text: expect.stringContaining('"echo":{"format":"json","raw":"1","a":"b"}') as string,
  });
  await ownCall(stage.own, 'accounts.remove', { id: account.id });
});

test.each(representatives(refusals, ({ denies, ways }) => `${denies} ${ways !== undefined}`))(
  '$what → $code',
  async ({ code, serviceCode, prepare, denies, ways = [] }) => {
    await registerApp(stage.own, x, { callbacks: [stage.redirectUrl] });
    await prepare?.(stage, x);
    const connect = await startsSignIn(stage, x, { way: 'redirect' });
    if (denies) await allowsThere(await servicePage(stage, x), 'alice', 'deny');
    const told = await readsFailure(connect);
    expect(told).toMatchObject({ code, ...textsFor(code, x.service.name) });
    expect(told.title).not.toBe('');
    expect(told.way).toEqual(expect.arrayContaining(['Close', 'Try again', ...ways]));
    expect((await signInOf(stage, connect))?.problem?.serviceCode).toBe(serviceCode);
    if (serviceCode) expect(await connect.locator('details.more').innerText()).toContain(serviceCode);
    expect(await accountsOf(x.id)).toHaveLength(2);
    x.service.faults.clear();
    x.service.confirmCallback = true;
    await connect.close();
  },
);

test('417: an app that may only use a PIN: the PIN is offered, and one click goes on with it', async () => {
  await registerApp(stage.own, x, { callbacks: [stage.redirectUrl], kind: 'desktop' });
  const connect = await startsSignIn(stage, x, { way: 'redirect' });
  expect(await readsFailure(connect)).toMatchObject({ code: 'pin_only', ...textsFor('pin_only', x.service.name) });
  await connect.getByRole('button', { name: 'Sign in with a PIN' }).click();
  const pin = await pinThere(await servicePage(stage, x));
  await connect.getByLabel('PIN', { exact: true }).fill(pin);
  await clickEnabled(connect, 'Finish the sign-in');
  expect(await seesAccount(stage, connect)).toMatchObject({ label: 'alice', way: 'pin' });
});
