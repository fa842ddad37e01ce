/** TwentyThree from end to end, against a double with a site for each user: own keys and generic ones, its four ways to answer, errors with status 200. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountView } from '../../src/messaging/views';
import { entryAt } from '../practice/entry-at';
import { twentythree } from '../practice/system-entries';
import { startPersonality, type PersonalityService } from '../services/personalities';
import { answerOf } from './pages/app';
import {
  allowed,
  allowsThere,
  clickEnabled,
  pinThere,
  seesAccount,
  servicePage,
  signInOf,
  startsSignIn,
  type Place,
} from './support/oauth1';
import { pastes } from './support/oauth1-page';
import { caller, form, openSystemStage, uploads, type SystemStage } from './support/systems';
import { readsFailure } from './support/user';

let stage: SystemStage;
let service: PersonalityService;
/** Calls by the site at bob's own site. */
let atBobs: ReturnType<typeof caller>;
const sites = (): { alice: string; bob: string } => ({ alice: service.sites['alice'] ?? '', bob: service.sites['bob'] ?? '' });
beforeAll(async () => {
  stage = await openSystemStage();
  service = stage.keeps(await startPersonality('tv', { sites: { alice: 'localhost', bob: '127.0.0.1' } }));
});
afterAll(async () => stage?.close());

/** The catalogue's entry with this site in its place, and an app. @param site the one at which alone its key is good */
async function placeAt(
  id: string,
  origin: string,
  { site, level = 'read', change = {} }: { site?: string; level?: string; change?: object } = {},
): Promise<Place> {
  const entry = { ...entryAt(twentythree, { '{site}': origin }), ...change, id, name: `TwentyThree (${new URL(origin).host})` };
  const traits = { level, ...(site !== undefined && { site: new URL(site).host }) };
  const { consumerKey, consumerSecret } = service.registerApp({ callbacks: [stage.redirectUrl], ...traits });
  await stage.enters(entry, { clientId: consumerKey, clientSecret: consumerSecret });
  return { id, entry, service: { ...service, origin } };
}
const outcomesSince = (from: number): string[] => service.log.slice(from).map(({ outcome }) => outcome);

test('a generic key: the reply names the user’s site, which is asked for; every later call goes there and is good there alone', async () => {
  const place = await placeAt('double-of-twentythree', service.origin);
  const connect = await startsSignIn(stage, place, { way: 'redirect' });
  await allowsThere(await servicePage(stage, place));
  await connect.getByRole('heading', { name: / needs to be reached$/ }).waitFor();
  expect(await signInOf(stage, connect)).toMatchObject({ wait: { for: 'reach', origins: [sites().alice] } });
  expect(service.log.filter(({ path }) => path.startsWith('/api/'))).toEqual([]);
  await stage.browser.promiseHosts(['http://localhost/*']);
  await clickEnabled(connect, 'Allow these hosts');
  const account = await seesAccount(stage, connect);
  expect(account).toMatchObject({ label: 'Videos of Alice Practice', subject: '2291' });
  expect(account.apiHosts).toContain(sites().alice);
  const handle = await allowed(stage, stage.page, account);
  const call = caller(stage, handle);
  const told = await call(`${sites().alice}/api/photo/list?format=json&raw=1`);
  expect(JSON.parse(told.text ?? '')).toMatchObject({ status: 'ok', permission_level: 'read', photo: [] });
  expect(answerOf(await call(`${sites().bob}/api/photo/list`))).toBe('outside_api_hosts');

  const bobs = await startsSignIn(stage, place, { way: 'redirect' });
  await allowsThere(await servicePage(stage, place), 'bob');
  const bob = await seesAccount(stage, bobs);
  expect(bob).toMatchObject({ label: 'Videos of Bob Practice', subject: '4407' });
  expect(bob.apiHosts).toContain(sites().bob);
  expect(bob.apiHosts).not.toContain(sites().alice);
});

test.each(['GET', 'POST'] as const)(
  'a site’s own key, its tokens asked for by %s: good at this site, and at no other',
  async (method) => {
    const { bob, alice } = sites();
    const id = `double-of-twentythree-${method.toLowerCase()}`;
    const change = { requestTokenMethod: method, accessTokenMethod: method };
    const place = await placeAt(id, bob, { site: bob, change });
    const from = service.log.length;
    const connect = await startsSignIn(stage, place, { way: 'redirect' });
    await allowsThere(await servicePage(stage, place), 'bob');
    expect(await seesAccount(stage, connect)).toMatchObject({ label: 'Videos of Bob Practice', apiHosts: [bob] });
    const asked = service.log.slice(from).filter(({ path }) => path.endsWith('_token'));
    expect(asked.map((entry) => `${entry.method} ${entry.path} ${entry.status}`)).toEqual([
      `${method} /oauth/request_token 200`,
      `${method} /oauth/access_token 200`,
    ]);

    const elsewhere = await placeAt(`${id}-elsewhere`, service.origin, { site: alice, change });
    const refused = await startsSignIn(stage, elsewhere, { way: 'redirect' });
    expect((await readsFailure(refused)).code).toBe('app_refused');
    expect((await signInOf(stage, refused))?.problem?.serviceCode).toBe('invalid_signature');
    await refused.close();
  },
);

test('its four ways to answer arrive unchanged, by GET and by POST; an error comes with status 200 and ends nothing', async () => {
  const [account] = await stage.accounts('double-of-twentythree-get');
  if (!account) throw new Error('no account');
  atBobs = caller(stage, await allowed(stage, stage.page, account));
  const call = atBobs;
  const { bob } = sites();
  const get = async (query: string) => (await call(`${bob}/api/site/get${query}`)).text ?? '';
  expect(await get('')).toMatch(/^<\?xml version="1.0"[^>]*>\n<response status="ok" permission_level="read"/);
  expect(await get('?format=json')).toMatch(/^var visual = \{"status":"ok",.*\};$/);
  expect(await get('?format=json&varname=mine')).toMatch(/^var mine = \{/);
  expect(await get('?format=json&callback=take')).toMatch(/^take\(\{.*\}\);$/);
  expect(JSON.parse(await get('?format=json&raw'))).toMatchObject({
    status: 'ok',
    site: { site_name: 'Videos of Bob Practice' },
  });
  const posted = await call(`${bob}/api/echo`, form({ format: 'json', raw: '1', a: 'ä + b' }));
  expect(JSON.parse(posted.text ?? '')).toMatchObject({ echo: { a: 'ä + b' } });
  const newer = await call(`${bob}/api/2/user/get`);
  expect([answerOf(newer), JSON.parse(newer.text ?? '')]).toMatchObject([
    403,
    { code: 'permission_denied', permission_level: 'read' },
  ]);

  const denied = await call(`${bob}/api/user/get?format=json&raw=1`);
  expect([answerOf(denied), JSON.parse(denied.text ?? '')]).toMatchObject([
    200,
    { status: 'error', code: 'permission_denied', message: expect.stringContaining('super') as string, permission_level: 'read' },
  ]);
  const mixed = await call(`${bob}/api/echo?a=b`, form({ c: 'd' })); // no parameters in the query of a POST
  expect([answerOf(mixed), mixed.text]).toEqual([200, expect.stringContaining('code="invalid_input"')]);
  expect((await stage.accounts('double-of-twentythree-get'))[0]?.state).toBe('fine');
});

test('privileged credentials are pasted whole: the highest level, uploads whose parts are not signed', async () => {
  const { bob } = sites();
  const place = await placeAt('double-of-twentythree-super', bob, { site: bob });
  const { consumerKey, consumerSecret, token, tokenSecret } = service.privilegedCredentials('bob', { site: new URL(bob).host });
  const connect = await startsSignIn(stage, place, { way: 'credentials' });
  await pastes(
    connect,
    'consumerKey',
    `Consumer key: ${consumerKey}\nConsumer secret: ${consumerSecret}\nAccess token: ${token}\nAccess secret: ${tokenSecret}\nAPI host: ${new URL(bob).host}\n`,
  );
  await clickEnabled(connect, 'Finish the sign-in');
  const account: AccountView = await seesAccount(stage, connect);
  expect(account).toMatchObject({ label: 'Videos of Bob Practice', way: 'credentials' });
  const handle = await allowed(stage, stage.page, account);
  const told = await caller(stage, handle)(`${bob}/api/user/get?format=json&raw=1`);
  expect(JSON.parse(told.text ?? '')).toMatchObject({ status: 'ok', permission_level: 'super' });
  const from = service.log.length;
  const upload = { handle, url: `${bob}/api/photo/upload`, texts: { title: 'Häuser & "Bäume"' }, file: 'file' };
  expect((await uploads(stage, upload)).text).toContain('title="Häuser &#38; &#34;Bäume&#34;"');
  const missing = await uploads(stage, { ...upload, file: 'other' });
  expect([answerOf(missing), missing.text]).toEqual([200, expect.stringContaining('code="no_file"')]);
  expect(outcomesSince(from)).toEqual(['photo/upload served to bob', 'refused no_file']);
});

test('a short verifier, typed in', async () => {
  const { bob } = sites();
  const place = await placeAt('double-of-twentythree-pin', bob, { site: bob });
  const connect = await startsSignIn(stage, place, { way: 'pin' });
  const pin = await pinThere(await servicePage(stage, place), 'bob');
  expect(pin).toHaveLength(4);
  await connect.getByLabel('PIN', { exact: true }).fill(pin);
  await clickEnabled(connect, 'Finish the sign-in');
  expect(await seesAccount(stage, connect)).toMatchObject({ label: 'Videos of Bob Practice', way: 'pin' });
});

test('access that a user ended there: a call is refused like any wrong signature, who it is cannot be asked either, so the user signs in again', async () => {
  const [account] = await stage.accounts('double-of-twentythree-get');
  if (!account) throw new Error('no account');
  const place = { id: 'double-of-twentythree-get', service: { ...service, origin: sites().bob } };
  service.revokeUserTokens('bob');
  const ended = await atBobs(`${sites().bob}/api/photo/list?format=json&raw=1`);
  expect(ended).toMatchObject({ code: 'needs_sign_in', serviceCode: 'invalid_signature' });
  expect((await stage.accounts('double-of-twentythree-get'))[0]?.state).toBe('needs-sign-in');
  const connect = await startsSignIn(stage, place, { account: account.id, way: 'redirect' });
  await allowsThere(await servicePage(stage, { ...place, entry: twentythree }), 'bob');
  expect((await seesAccount(stage, connect)).id).toBe(account.id);
  expect(answerOf(await atBobs(`${sites().bob}/api/photo/list`))).toBe(200);
});
