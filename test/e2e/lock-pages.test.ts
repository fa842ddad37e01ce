/** The lock by hand: a passphrase typed on the options page, locked there, unlocked in the toolbar popup; what waited goes on. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import type { Popup } from '../harness/popup';
import { ownCall } from '../practice/set-up';
import { answerOf, clickConnect, pageCall } from './pages/app';
import { clickReady, consentWindow, openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

const passphrase = 'vellum otter tandem gravel';
const field = { role: 'textbox', name: 'Passphrase' } as const;
const unlock = { role: 'button', name: 'Unlock' } as const;

let stage: Stage;
let page: Page;
let handle: string;

beforeAll(async () => {
  stage = await openStage();
  await signIn(stage, 'practice-files', 'alice');
  page = await openEnabled(stage);
  handle = await permit(stage, page, { service: 'practice-files', access: 'read' });
});
afterAll(async () => stage?.close());

const call = async () => answerOf(await pageCall(page, handle, `${stage.world.files.origin}/api/me`));
const lockState = async () => (await stage.overview()).lock.state;

/** Types into the open popup and presses Enter. */
async function types(popup: Popup, text: string): Promise<void> {
  await popup.type(field, text);
  await popup.press('Enter');
}

test('a passphrase is set by typing it twice; older tokens are told of, and the popup keeps nothing', async () => {
  const { own } = stage;
  const before = await stage.browser.popup(page);
  await before.waitFor({ text: 'alice' });
  await before.leave();
  expect(await own.evaluate(() => localStorage.getItem('last-overview'))).toContain('alice');
  await own.bringToFront();
  await own.getByRole('link', { name: 'Security' }).click();
  await own.getByRole('button', { name: 'Set a passphrase' }).click();
  await own.getByLabel('New passphrase', { exact: true }).fill(passphrase);
  await own.getByLabel('The same again').fill(passphrase);
  await own.getByText('Strong. Guessing it would take centuries on fast hardware.').waitFor();
  await own.getByRole('button', { name: 'Save the passphrase' }).click();
  await own.getByText('The passphrase is set').waitFor();
  expect(await lockState()).toBe('unlocked');
  await own.getByText('1 account has tokens from before the passphrase').waitFor();
  await own.getByRole('button', { name: 'Renew alice at Practice Files' }).click();
  await own.getByText('1 account has tokens from before the passphrase').waitFor({ state: 'detached' });
  const popup = await stage.browser.popup(page);
  await popup.waitFor({ text: 'alice' });
  await popup.leave();
  expect(await own.evaluate(() => localStorage.getItem('last-overview'))).toBe(null);
  expect(await call()).toBe(200);
});

test('locked by its button; the popup says so, refuses a wrong passphrase and opens with the right one', async () => {
  const { own } = stage;
  await own.bringToFront();
  await own.getByRole('button', { name: 'Lock now' }).click();
  await own.getByRole('heading', { name: 'Locked' }).waitFor();
  expect(await own.locator('input').count()).toBe(0);
  const called = call();
  await poll(async () => (await stage.overview()).lock.waiting.length === 1, 'the call to wait');
  const popup = await stage.browser.popup(page);
  const waits = `1 call from ${stage.site.origin} waits for you.`;
  await poll(async () => (await popup.text()).includes(waits), 'the popup to say who waits');
  expect(await popup.text()).not.toContain('alice');
  expect(await popup.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  await types(popup, 'vellum otter tandem gravle');
  await popup.waitFor({ text: 'That isn’t the passphrase.' }, 30_000);
  expect(await lockState()).toBe('locked');
  await types(popup, passphrase);
  await popup.waitFor({ text: 'alice' }, 30_000);
  expect(await lockState()).toBe('unlocked');
  expect(await called).toBe(200);
  await own.getByRole('heading', { name: 'Security' }).waitFor();
  await popup.leave();
});

test('wrong ones in a row cost time, which the popup counts down', async () => {
  await ownCall(stage.own, 'lock.now', {});
  const popup = await stage.browser.popup(page);
  await popup.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    const listen = (): void => void said.push(document.querySelector('.error')?.textContent ?? '');
    new MutationObserver(listen).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  for (const wrong of ['one wrong', 'two wrong', 'three wrong']) {
    await types(popup, wrong);
    await popup.waitFor({ text: 'That isn’t the passphrase.' }, 30_000);
    await poll(() => popup.evaluate(() => document.querySelector('button.primary')?.textContent === 'Unlock'), 'the try to end');
  }
  const said = await popup.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  expect(said.filter((text) => /^That isn’t the passphrase\. You can try again in \d secs?\.$/.test(text))).not.toEqual([]);
  await poll(async () => (await stage.overview()).lock.retryAt === undefined, 'the pause to pass');
  await poll(() => popup.evaluate(() => document.querySelector('button.primary')?.ariaDisabled === 'false'), 'the button');
  await types(popup, passphrase);
  await popup.waitFor({ text: 'alice' }, 30_000);
  await popup.leave();
});

test('a window that asks for consent waits behind the lock and asks again', async () => {
  const said = await clickConnect(page, { service: 'practice-files', access: 'change' });
  const consent = await consentWindow(stage);
  await consent.getByRole('button', { name: 'Allow', exact: true }).waitFor();
  await ownCall(stage.own, 'lock.now', {});
  await consent.getByRole('heading', { name: 'Locked' }).waitFor();
  expect(await consent.getByRole('button', { name: 'Allow', exact: true }).count()).toBe(0);
  const popup = await stage.browser.popup(page);
  await popup.type(field, passphrase);
  await popup.click(unlock);
  await popup.waitFor({ text: 'alice' }, 30_000);
  await popup.leave();
  await consent.bringToFront();
  await clickReady(consent, 'Allow');
  expect((await said()).handle).toBeTypeOf('string');
});

test('a forgotten passphrase: the popup leads to where a locked vault can be wiped, and then nothing is locked', async () => {
  await ownCall(stage.own, 'lock.now', {});
  const popup = await stage.browser.popup(page);
  await popup.click({ role: 'button', name: 'Forgot it?' });
  await popup.waitFor({ text: 'Forgot the passphrase?' });
  const opened = stage.browser.context.waitForEvent('page');
  await popup.click({ role: 'button', name: 'Forget everything …' });
  const options = await opened;
  await options.getByRole('button', { name: 'Forget everything' }).click();
  await options.getByRole('dialog').getByText('Your accounts’ access is not revoked by that').waitFor();
  await options.getByRole('dialog').getByRole('button', { name: 'Forget everything' }).click();
  await poll(async () => (await lockState()) === 'none', 'the vault to be wiped');
  expect((await stage.overview()).accounts).toEqual([]);
  await options.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor();
});
