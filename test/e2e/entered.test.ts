/** API keys and HTTP Basic, clicked: a key is typed once, tried at once, carried by every call, and seen by nobody after that. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { representatives } from '../harness/thorough';
import { ownCall } from '../practice/set-up';
import type { KeyMode } from '../services/keys-modes';
import { findSecrets } from '../services/secrets';
import { answerOf, pageCall } from './pages/app';
import { openEnabled, permit, pickAccount } from './pages/stage';
import { clickEnabled, seesAccount, signInOf } from './support/oauth1';
import { enters, openKeysStage, signsInWithKey, type KeysPlace, type KeysStage } from './support/keys';
import { opensConnect } from './support/oauth2';
import { textsFor } from './support/user';

let stage: KeysStage;
let site: Page;
beforeAll(async () => {
  stage = await openKeysStage();
  site = await openEnabled(stage);
});
afterAll(async () => stage?.close());

const accountsOf = async ({ id }: KeysPlace) => (await stage.overview()).accounts.filter(({ serviceId }) => serviceId === id);
/** Lets the site use an account, by clicking. */
const allows = ({ id }: KeysPlace, label: string, more: object = {}) =>
  permit(stage, site, { service: id, access: 'change', ...more }, pickAccount(label));

/** The mode with a host for each account, which has a header, has a test of its own. */
const modes = ['query', 'header', 'bearer', 'basic', 'email-token', 'key-as-user'] as const satisfies readonly KeyMode[];

test.each(representatives(modes, () => 'entered'))(
  '%s: a wrong key is told at once, the right one names its account; calls carry it, and nobody sees it',
  async (mode) => {
    const place = await stage.place(mode);
    const { keys, entry } = place;
    const good = keys.entered('alice');
    const secretField = entry.fields.find(({ kind }) => kind === 'secret');
    if (!secretField) throw new Error('The entry has no secret.');

    const connect = await opensConnect(stage, place);
    await connect.getByRole('heading', { name: `Sign in to ${entry.name}` }).waitFor();
    await enters(connect, place, { ...good, [secretField.name]: 'practice-mistyped' });
    await connect.getByText(textsFor('credentials_refused', entry.name).title).first().waitFor();
    const field = connect.getByLabel(secretField.label, { exact: true });
    await poll(async () => (await field.inputValue()) === '', 'the wrong key to go');
    expect(keys.log.filter(({ path }) => path === '/me').map(({ status }) => status)).toEqual([401]);
    expect(await accountsOf(place)).toEqual([]);
    await enters(connect, place, good);
    const alice = await seesAccount(stage, connect);
    expect(alice).toMatchObject({ label: 'alice', subject: '2291', state: 'fine', protocol: entry.protocol, clientId: '' });
    expect(alice).toMatchObject({ renewable: false, revocable: false, bound: false, apiHosts: [keys.origin] });

    const bob = await signsInWithKey(stage, place, 'bob');
    expect(bob).toMatchObject({ label: 'bob', state: 'fine' });
    expect(bob.id).not.toBe(alice.id);
    const hers = await allows(place, 'alice');
    const his = await allows(place, 'bob', { another: true });

    const seen: string[] = [];
    const call = async (handle: string, path: string, init: object = {}) => {
      const told = await pageCall(site, handle, keys.origin + path, init);
      seen.push(JSON.stringify(told));
      return told;
    };
    const echo = JSON.parse((await call(hers, '/api/echo?a=%20b', { method: 'POST', body: 'x' })).text ?? '') as object;
    expect(echo).toMatchObject({ method: 'POST', user: 'alice', body: { length: 1 } });
    expect(JSON.parse((await call(his, '/api/echo')).text ?? '')).toMatchObject({ user: 'bob' });
    expect(await call(hers, '/api/echo?a=%20b')).toMatchObject({ status: 200, url: `${keys.origin}/api/echo?a=%20b` });
    expect(await call(hers, '/api/redirect?to=/api/echo')).toMatchObject({ redirected: true, url: `${keys.origin}/api/echo` });

    // A service that hands the key back: in the target of a redirect, and in the headers of an answer.
    const key = good[secretField.name] ?? '';
    const location = `/api/echo?kept=1&api_key=${encodeURIComponent(key)}`;
    keys.faults.next('/api/account', { respond: { status: 302, headers: { location } } });
    const led = await call(hers, '/api/account');
    if (mode === 'query') expect(led).toMatchObject({ status: 200, redirected: true, url: `${keys.origin}/api/echo?kept=1` });
    else expect(led).toMatchObject({ code: 'redirect_refused' });
    const pair = Buffer.from(`alice:${key}`).toString('base64');
    const headers = {
      'x-key': key,
      'x-pair': `Basic ${pair}`,
      link: `</next?api_key=${encodeURIComponent(key)}>`,
      'x-plain': 'yes',
    };
    keys.faults.next('/api/account', { respond: { status: 200, headers, body: 'quoted' } });
    const quoted = await call(hers, '/api/account');
    expect(quoted).toMatchObject({ status: 200, text: 'quoted', headers: { 'x-plain': 'yes' } });
    expect(Object.keys(quoted.headers ?? {}).filter((name) => name in headers)).toEqual(['x-plain']);
    if (mode === 'query') expect((await call(hers, '/api/echo?api_key=mine')).code).toBe('invalid_input');

    const activity = await poll(async () => {
      const lines = await ownCall(stage.own, 'activity.page', { limit: 100, accountId: alice.id });
      return lines.length > 4 && lines;
    }, 'the calls to stand in the activity');
    const options = await stage.browser.page(`extension/pages/options/options.html#accounts/${alice.id}`);
    await options.getByRole('article').filter({ hasText: entry.name }).waitFor();
    const shown = [
      JSON.stringify(activity),
      JSON.stringify(await stage.overview()),
      await options.content(),
      await site.content(),
    ];
    await options.close();
    expect(findSecrets([...seen, ...shown].join('\n'), keys.issued)).toEqual([]);

    keys.suspend('bob');
    expect((await call(his, '/api/echo')).status).toBe(403);
    keys.suspend('bob', false);
    expect((await call(his, '/api/echo')).status).toBe(200);
    const renewed = keys.replaceKey('alice');
    const dead = await call(hers, '/api/echo');
    expect(dead.code).toBe('needs_sign_in');
    expect((await accountsOf(place)).map(({ label, state }) => `${label} ${state}`).toSorted()).toEqual([
      'alice needs-sign-in',
      'bob fine',
    ]);
    const again = await opensConnect(stage, place, alice.id);
    await again.getByRole('heading', { name: /^Sign in again as alice/ }).waitFor();
    await enters(again, place, renewed);
    expect(await seesAccount(stage, again)).toMatchObject({ id: alice.id, state: 'fine' });
    expect((await call(hers, '/api/echo')).status).toBe(200);
    expect(findSecrets(seen.join('\n'), keys.issued)).toEqual([]);
  },
);

test('an account with a host of its own: what is no host is told at the field, the right one is asked for, and its key goes nowhere else', async () => {
  const place = await stage.place('host');
  const { keys, entry } = place;
  const { port } = new URL(keys.origin);
  const { key = '' } = keys.entered('alice');
  const host = { at: 'input[name=host]', label: entry.fields[0]?.label };

  const connect = await opensConnect(stage, place);
  for (const wrong of ['evil.example/path', 'a b', '169.254.169.254', 'localhost@evil.example', 'localhost:1', 'evil.example']) {
    await enters(connect, place, { host: wrong, key });
    await connect.locator(`${host.at}[aria-invalid=true]`).waitFor();
    expect(await connect.locator('form').innerText(), wrong).toContain(`“${host.label}” was not valid.`);
    expect(await connect.locator('[aria-invalid=true]').count(), wrong).toBe(1);
    await poll(async () => (await connect.locator(host.at).inputValue()) === '', 'the wrong host to go');
  }
  expect(keys.log).toEqual([]);

  const origin = `http://localhost:${port}`;
  await enters(connect, place, { host: 'localhost', key });
  await connect.getByRole('heading', { name: `${entry.name} needs to be reached` }).waitFor();
  expect(await signInOf(stage, connect)).toMatchObject({ wait: { for: 'reach', origins: [origin] } });
  expect(findSecrets(await connect.content(), keys.issued)).toEqual([]);
  await connect.getByRole('button', { name: 'Stop' }).click();
  await connect.getByRole('alert').waitFor();
  await connect.close();
  expect(keys.log).toEqual([]);
  expect(await accountsOf(place)).toEqual([]);

  const second = await opensConnect(stage, place);
  await enters(second, place, { host: 'localhost', key });
  await second.getByRole('heading', { name: `${entry.name} needs to be reached` }).waitFor();
  await stage.browser.promiseHosts(['http://localhost/*']);
  await clickEnabled(second, 'Allow these hosts');
  const alice = await seesAccount(stage, second);
  expect(alice).toMatchObject({ label: 'alice', apiHosts: [origin] });
  const bob = await signsInWithKey(stage, place, 'bob');
  expect(bob.apiHosts).toEqual([keys.origin]);

  const hers = await allows(place, 'alice');
  expect(JSON.parse((await pageCall(site, hers, `${origin}/api/echo`)).text ?? '')).toMatchObject({ user: 'alice' });
  const sent = keys.log.length;
  expect(answerOf(await pageCall(site, hers, `${keys.origin}/api/echo`))).toBe('outside_api_hosts');
  expect(keys.log).toHaveLength(sent);
});
