/** Unlocking by a passkey, end to end, with Chromium's virtual authenticator: added, used on the full page, removed. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { answerOf, pageCall } from './pages/app';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

const passphrase = 'vellum otter tandem gravel';
const usePasskey = { role: 'button', name: 'Use a passkey' } as const;

let stage: Stage;
let page: Page;
let handle: string;
/** The tab that has the authenticator: of what it holds, CDP gives everything away but the bytes that open the vault. */
let desk: Page;

beforeAll(async () => {
  stage = await openStage();
  await signIn(stage, 'practice-files', 'alice');
  page = await openEnabled(stage);
  handle = await permit(stage, page, { service: 'practice-files', access: 'read' });
  desk = await stage.browser.page('extension/pages/options/options.html#security');
  const session = await desk.context().newCDPSession(desk);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
});
afterAll(async () => stage?.close());

const call = async () => answerOf(await pageCall(page, handle, `${stage.world.files.origin}/api/me`));
const go = (path: string) => desk.goto(`${stage.browser.origin}/extension/pages/${path}`);

test('a passkey is added with the passphrase, unlocks on its own page, and is offered no more once it is removed', async () => {
  await desk.getByRole('button', { name: 'Set a passphrase' }).click();
  await desk.getByLabel('New passphrase', { exact: true }).fill(passphrase);
  await desk.getByLabel('The same again').fill(passphrase);
  await desk.getByRole('button', { name: 'Save the passphrase' }).click();
  await desk.getByText('The passphrase is set').waitFor();

  await desk.getByRole('button', { name: 'Add a passkey' }).click();
  await desk.getByLabel('Passphrase now').fill('not the one at all');
  await desk.getByRole('button', { name: 'Make the passkey' }).click();
  await desk.getByText('That isn’t the passphrase.').waitFor();
  await desk.getByLabel('Passphrase now').fill(passphrase);
  await desk.getByLabel('Name').fill('Virtual key');
  await desk.getByRole('button', { name: 'Make the passkey' }).click();
  const remove = desk.getByRole('button', { name: 'Remove the passkey Virtual key' });
  await remove.waitFor();
  expect((await stage.overview()).lock.passkeys).toMatchObject([{ name: 'Virtual key' }]);

  await desk.getByRole('button', { name: 'Lock now' }).click();
  await desk.getByRole('heading', { name: 'Locked' }).waitFor();
  const popup = await stage.browser.popup(page);
  const opened = stage.browser.context.waitForEvent('page');
  await popup.click(usePasskey);
  const full = await opened;
  expect(full.url()).toBe(`${stage.browser.origin}/extension/pages/unlock/unlock.html`);
  await full.close();

  expect((await stage.overview()).lock.state).toBe('locked');
  await go('unlock/unlock.html');
  await poll(async () => (await stage.overview()).lock.state === 'unlocked', 'the passkey to unlock');
  expect(await call()).toBe(200);

  // The page may leave once it is done: the rest is done on another
  const own = await stage.browser.page('extension/pages/options/options.html#security');
  await own.getByRole('button', { name: 'Remove the passkey Virtual key' }).click();
  await own.getByRole('button', { name: 'Remove the passkey Virtual key' }).waitFor({ state: 'detached' });
  expect((await ownCall(own, 'lock.params', {})).passkeys).toEqual([]);
  await own.getByRole('button', { name: 'Lock now' }).click();
  await own.getByRole('heading', { name: 'Locked' }).waitFor();
  const later = await stage.browser.popup(page);
  await later.waitFor({ role: 'button', name: 'Unlock' });
  expect(await later.text()).not.toContain('Use a passkey');
  await later.leave();
});
