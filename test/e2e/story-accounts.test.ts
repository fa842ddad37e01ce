/** Several people: added from consent, side by side, signed in again as themselves and as another; ended at the service and removed. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerAtService, openAccount, signIn as signInByClicks, startSignIn } from '../practice/drive';
import { answerOf, clickConnect, pageCall } from './pages/app';
import { clickReady, consentWindow, openEnabled, openStage, pickAccount, type Stage } from './pages/stage';

let stage: Stage;
let page: Page;
/** The handles that the page was given, by the account's label. */
const handles: Record<string, string> = {};
const alice = { service: 'practice-files', user: 'alice', password: 'practice-alice' } as const;
const bob = { ...alice, user: 'bob', password: 'practice-bob' } as const;
const wanted = { service: 'Practice Files' };

beforeAll(async () => {
  stage = await openStage({ world: { files: { accessTokenSeconds: 3600 } } }); // no renewal is under way when accounts are compared
  page = await openEnabled(stage);
});
afterAll(async () => stage?.close());

const call = async (label: string): Promise<unknown> => {
  const told = await pageCall(page, handles[label] ?? '', `${stage.world.files.origin}/api/me`);
  return told.text ? (JSON.parse(told.text) as { username: string }).username : answerOf(told);
};
const accounts = async (): Promise<string[]> =>
  (await stage.overview()).accounts.map(({ label, subject, state }) => `${label} ${subject} ${state}`).toSorted();

/** Signs in from a consent window and comes back to its question. */
async function signInFrom(consent: Page, as: typeof alice | typeof bob): Promise<void> {
  await consent.getByRole('button', { name: 'Sign in', exact: true }).click();
  await answerAtService(stage.browser, { ...as, from: 'popup' });
  await consent.bringToFront();
  await consent.getByRole('heading', { name: `Signed in as ${as.user}` }).waitFor();
  await consent.getByRole('button', { name: 'Go on to the request' }).click();
  await consent.getByLabel('Account', { exact: true }).waitFor();
}

test('asked without an account, the user signs in first and comes back to the question', async () => {
  const said = await clickConnect(page, wanted);
  const consent = await consentWindow(stage);
  await consent.getByRole('button', { name: 'Sign in first' }).click();
  await signInFrom(consent, alice);
  expect(await consent.getByLabel('Account', { exact: true }).locator('option').allInnerTexts()).toEqual([
    'alice',
    'Add an account…',
  ]);
  await clickReady(consent, 'Allow');
  handles['alice'] = (await said()).handle ?? '';
  expect(await call('alice')).toBe('alice');
});

test('“Add an account…” signs another person in, and both stand side by side', async () => {
  const said = await clickConnect(page, { ...wanted, access: 'change' }); // more than the first permit covers
  const consent = await consentWindow(stage);
  await pickAccount('Add an account…')(consent);
  await signInFrom(consent, bob);
  await pickAccount('bob')(consent);
  await clickReady(consent, 'Allow');
  handles['bob'] = (await said()).handle ?? '';
  expect(await accounts()).toEqual(['alice 2291 fine', 'bob 4407 fine']);
  expect(await Promise.all([call('alice'), call('bob'), call('alice')])).toEqual(['alice', 'bob', 'alice']);
});

test('signing in again as the same person keeps account, permit and handle', async () => {
  const before = stage.world.files.issued.filter(({ kind }) => kind === 'refresh_token').length;
  expect(await signInByClicks(stage.browser, { ...alice, from: 'options', again: 'alice' })).toBe('alice');
  expect(await accounts()).toEqual(['alice 2291 fine', 'bob 4407 fine']);
  expect(stage.world.files.issued.filter(({ kind }) => kind === 'refresh_token').length).toBe(before + 1);
  expect(await call('alice')).toBe('alice');
});

test('signing in again as another person leaves the old account unchanged, and says so', async () => {
  const { browser } = stage;
  await removeByClicks('bob');
  const old = (await stage.overview()).accounts[0];
  const window = await startSignIn(browser, { service: 'practice-files', from: 'options', again: 'alice' });
  await answerAtService(browser, { ...bob, from: 'options' });
  await window.getByRole('heading', { name: 'Signed in as bob' }).waitFor();
  await window
    .getByText('bob, who is another person than before. It is an account of its own now; the other one was left unchanged.')
    .waitFor();
  await window.close();
  const now = (await stage.overview()).accounts;
  expect(now.find(({ label }) => label === 'alice')).toEqual(old);
  expect(await accounts()).toEqual(['alice 2291 fine', 'bob 4407 fine']);
  expect(await call('alice')).toBe('alice');
});

test('revoked, the access has ended at the service too; the account stays and asks for a sign-in', async () => {
  const options = await openAccount(stage.browser, 'practice-files', 'alice');
  const panel = options.getByRole('article');
  await panel.getByRole('button', { name: 'Revoke' }).click();
  const dialog = options.getByRole('dialog');
  await dialog.getByText('1 permit will not work until then.').waitFor();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await panel.getByText('Practice Files ended the access. The account stays here, as revoked.').waitFor();
  const revocations = stage.world.files.log.filter(
    ({ path, status, user }) => path === '/revoke' && status === 200 && user === 'alice',
  );
  expect(revocations).not.toEqual([]);
  const before = stage.world.files.log.length;
  expect(await call('alice')).toBe('needs_sign_in');
  expect(stage.world.files.log).toHaveLength(before);
  expect(await accounts()).toEqual(['alice 2291 revoked', 'bob 4407 fine']);
  await options.close();
});

test('after a new sign-in the revoked account and its permit work again', async () => {
  expect(await signInByClicks(stage.browser, { ...alice, from: 'popup', over: page, again: 'alice' })).toBe('alice');
  expect(await call('alice')).toBe('alice');
});

test('removed, an account is gone with its permit, and the service was told', async () => {
  const before = stage.world.files.log.length;
  await removeByClicks('alice');
  expect(stage.world.files.log.slice(before).map(({ path, status }) => `${path} ${status}`)).toContain('/revoke 200');
  expect(await call('alice')).toBe('no_permit');
  expect(await accounts()).toEqual(['bob 4407 fine']);
});

async function removeByClicks(label: string): Promise<void> {
  const options = await openAccount(stage.browser, 'practice-files', label);
  await options.getByRole('button', { name: 'More' }).click();
  await options.getByRole('menuitem', { name: 'Remove' }).click();
  await options.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await options.getByText(`${label} was removed here. Practice Files ended the access too.`).waitFor();
  await options.close();
}
