/** Facebook from end to end, against a double on its two hosts: permissions, long-lived tokens, proofs, and every way in which a token ends. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { doubleId, entryAt } from '../practice/entry-at';
import { ownCall } from '../practice/set-up';
import { facebook as entry } from '../practice/system-entries';
import { findSecrets } from '../services/secrets';
import { startFacebook, type FacebookDouble } from '../services/system-facebook';
import { send } from '../services/testing-client';
import { answerOf } from './pages/app';
import { allowed, allowsThere, clickEnabled } from './support/oauth1';
import { opensConnect } from './support/oauth2';
import { allowsMore, caller, openSystemStage, signsInThere, visitsIn, type SystemStage } from './support/systems';
import { readsFailure, textsFor } from './support/user';

const id = doubleId(entry);
let stage: SystemStage;
let double: FacebookDouble;
let graph: string;
let call: ReturnType<typeof caller>;
let app: { clientId: string; clientSecret?: string };
beforeAll(async () => {
  stage = await openSystemStage();
  double = stage.keeps(await startFacebook());
  graph = `${double.apiOrigin}/v24.0`;
  app = double.registerApp({ redirectUris: [stage.redirectUrl] });
  await stage.enters(entryAt(entry, double.hosts), app);
});
afterAll(async () => stage?.close());

const pages = () => visitsIn(double.log, '/v24.0/dialog/oauth');
/** What the service itself says of the newest token. */
const about = async (): Promise<unknown> => {
  const input_token = double.issued.findLast(({ kind }) => kind === 'access_token')?.value ?? '';
  const query = new URLSearchParams({ input_token, access_token: `${app.clientId}|${app.clientSecret}` });
  return (JSON.parse((await send(`${graph}/debug_token?${query}`)).text) as { data: unknown }).data;
};

test('a permission that was refused is told and missing; signed in again, the page asks for it anew', async () => {
  const window = await opensConnect(stage, { id });
  await clickEnabled(window, 'Sign in');
  const page = await stage.browser.signInWindow();
  expect(pages()[0]?.get('scope')).toBe('public_profile,email');
  await page.fill('#username', 'alice');
  await page.fill('#password', 'practice-alice');
  await page.click('#login');
  await page.locator('input[value=email]').uncheck();
  await page.click('#allow', { noWaitAfter: true });
  await window.getByRole('heading', { name: /^Signed in/ }).waitFor();
  await window.getByText('See your e-mail address').waitFor();
  await window.close();
  const [account] = await stage.accounts(id);
  expect(account).toMatchObject({ label: 'Alice Practice', subject: '2291', renewable: false, scopes: ['public_profile'] });
  expect((account?.expiresAt ?? 0) - Date.now()).toBeGreaterThan(59 * 86_400_000);
  expect(await about()).toMatchObject({ is_valid: true, scopes: ['public_profile'] });

  const again = await signsInThere(stage, id, { account: account?.id ?? '' });
  expect(pages()[1]?.get('auth_type')).toBe('rerequest');
  expect(again).toMatchObject({ id: account?.id, scopes: ['public_profile', 'email'] });
  expect(double.permissions('alice')).toMatchObject({ email: 'granted' });
});

test('a site calls with a proof that it never sees; what a permission is missing for stays its own matter', async () => {
  const [account] = await stage.accounts(id);
  if (!account) throw new Error('no account');
  call = caller(stage, await allowed(stage, stage.page, account));
  const told = await call(`${graph}/me?fields=id,name,email&appsecret_proof=forged`);
  expect([answerOf(told), JSON.parse(told.text ?? '')]).toEqual([
    200,
    { id: '2291', name: 'Alice Practice', email: 'alice@practice.example' },
  ]);
  const refused = await call(`${graph}/me/photos`);
  expect([answerOf(refused), JSON.parse(refused.text ?? '')]).toMatchObject([
    403,
    { error: { code: 200, type: 'OAuthException' } },
  ]);
  expect((await stage.accounts(id))[0]?.state).toBe('fine');

  call = caller(stage, await allowsMore(stage, id, ['user_photos']));
  expect(answerOf(await call(`${graph}/me/photos`))).toBe(200);
  expect(pages().at(-1)?.get('scope')).toBe('public_profile,email,user_photos');
  const proofs = double.issued
    .filter(({ kind }) => kind === 'access_token')
    .map(({ value }) =>
      createHmac('sha256', app.clientSecret ?? '')
        .update(value)
        .digest('hex'),
    );
  const seen = JSON.stringify([told, refused, await stage.overview()]) + (await stage.page.content());
  expect(findSecrets(seen, double.issued)).toEqual([]);
  expect(proofs.filter((proof) => seen.includes(proof))).toEqual([]);
});

test.each([458, 460, 463, 467] as const)(
  '190 with %s: the account waits for its user, and goes on with the permits it had',
  async (subcode) => {
    const [account] = await stage.accounts(id);
    if (!account) throw new Error('no account');
    double.end('alice', subcode);
    expect(await call(`${graph}/me`)).toMatchObject({ code: 'needs_sign_in', serviceCode: `190/${subcode}` });
    expect((await stage.accounts(id))[0]).toMatchObject({ state: 'needs-sign-in', problem: { serviceCode: `190/${subcode}` } });
    const requests = double.log.length;
    expect(await call(`${graph}/me`)).toMatchObject({ code: 'needs_sign_in' });
    expect(double.log).toHaveLength(requests);
    expect((await signsInThere(stage, id, { account: account.id })).id).toBe(account.id);
    expect(answerOf(await call(`${graph}/me`))).toBe(200);
  },
);

test('refused at the service: the user reads so', async () => {
  const window = await opensConnect(stage, { id });
  await clickEnabled(window, 'Sign in');
  await allowsThere(await stage.browser.signInWindow(), 'bob', 'deny');
  expect(await readsFailure(window)).toMatchObject({ code: 'sign_in_denied', ...textsFor('sign_in_denied', entry.name) });
  expect(pages().at(-1)?.get('auth_type')).toBe('reauthenticate');
  await window.close();
});

test('revoking takes all permissions back there', async () => {
  const [account] = await stage.accounts(id);
  if (!account) throw new Error('no account');
  expect(await ownCall(stage.own, 'accounts.revoke', { id: account.id })).toBe('revoked');
  expect(double.permissions('alice')).toEqual({});
  expect(await about()).toMatchObject({ is_valid: false, error: { subcode: 458 } });
  expect((await stage.accounts(id))[0]?.state).toBe('revoked');
  expect(answerOf(await call(`${graph}/me`))).toBe('needs_sign_in');
});
