/** The lock in the pages: where the passphrase is typed and what leaves the page, and how a page goes on once it is unlocked. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { deriveKey, freshKdf } from '../../extension/pages/shared/passphrase';
import type { Kdf } from '../../src/core/lock';
import type { Overview } from '../../src/messaging/views';
import { galleryPages, said } from './gallery-pages';
import { ask, overview } from './gallery/fixtures';
import { locked, unlocked, withPasskeys } from './gallery/lock-fixtures';

const open = galleryPages({ width: 480, height: 720 });

const tell = (page: Page, told: Overview): Promise<void> =>
  page.evaluate((what) => (globalThis as unknown as { tell(overview: unknown): void }).tell(what), told);

/** What the worker answers from now on. */
const answer = (page: Page, answers: Record<string, unknown>): Promise<void> =>
  page.evaluate((given) => {
    const { stage } = globalThis as unknown as { stage: { answer: (name: string) => unknown } };
    stage.answer = (name) => given[name];
  }, answers);

const inputs = async <T>(page: Page, name: string): Promise<T[]> => (await said(page, name)).map(({ input }) => input as T);

test('the popup derives the key of what was typed and sends nothing else; Enter is enough', async () => {
  const page = await open('popup-locked');
  const kdf = freshKdf();
  await answer(page, { 'lock.params': { kdf, passkeys: [] } });
  const field = page.getByLabel('Passphrase', { exact: true });
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await field.getAttribute('type')).toBe('password');
  await page.keyboard.type('vellum otter tandem');
  await page.keyboard.press('Enter');
  await expect.poll(() => inputs(page, 'lock.unlock'), { timeout: 20_000 }).toHaveLength(1);
  expect(await inputs(page, 'lock.unlock')).toEqual([{ key: await deriveKey('vellum otter tandem', kdf) }]);
  const everything = await page.evaluate(() =>
    JSON.stringify((globalThis as unknown as { stage: { said: unknown } }).stage.said),
  );
  expect(everything).not.toContain('vellum');
  await tell(page, unlocked());
  await page.getByText('@alice_writes').waitFor();
  expect(await page.getByLabel('Passphrase', { exact: true }).count()).toBe(0);
  await page.close();
});

test('older parameters unlock, and today’s are stored in their place', async () => {
  const page = await open('popup-locked');
  const kdf: Kdf = { ...freshKdf(), memory: 19_456, passes: 2 };
  await answer(page, { 'lock.params': { kdf, passkeys: [] } });
  await page.keyboard.type('vellum otter tandem');
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect.poll(() => inputs(page, 'lock.unlock'), { timeout: 20_000 }).toHaveLength(1);
  const [sent] = await inputs<{ key: string; upgrade: { kdf: Kdf; key: string } }>(page, 'lock.unlock');
  expect(sent?.key).toBe(await deriveKey('vellum otter tandem', kdf));
  expect(sent?.upgrade.kdf).toMatchObject({ memory: 65_536, passes: 3, lanes: 1 });
  expect(sent?.upgrade.kdf.salt).not.toBe(kdf.salt);
  expect(sent?.upgrade.key).toBe(await deriveKey('vellum otter tandem', sent?.upgrade.kdf ?? kdf));
  await page.close();
});

test('a wrong passphrase says when the next may be tried, and nothing is tried before', async () => {
  const page = await open('popup-locked-wrong');
  const field = page.getByLabel('Passphrase', { exact: true });
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await page.getByText(/^That isn’t the passphrase\. You can try again in \d+ secs\.$/).waitFor();
  expect(await field.evaluate((element: HTMLInputElement) => element.selectionEnd)).toBe('not the one'.length);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  expect(await inputs(page, 'lock.params')).toHaveLength(1);
  await tell(page, locked({ why: 'idle', retryAt: 0 }));
  await page.locator('p.error').getByText('That isn’t the passphrase.', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Unlock', exact: true }).getAttribute('aria-disabled')).toBe('false');
  await page.close();
});

test('behind a passphrase the popup keeps nothing of what it painted', async () => {
  const page = await open('popup-main');
  const kept = (): Promise<string> => page.evaluate(() => JSON.stringify(localStorage));
  expect(await kept()).toContain('@alice');
  await tell(page, unlocked());
  expect(await kept()).toBe('{}');
  await tell(page, overview);
  expect(await kept()).toContain('@alice');
  await tell(page, locked({ why: 'user' }));
  expect(await kept()).toBe('{}');
  await page.getByRole('heading', { name: 'Locked' }).waitFor();
  await page.close();
});

test('a window that asks for consent waits behind the lock, unanswered, and asks again once it is open', async () => {
  const page = await open('connect-ask');
  const title = page.getByRole('heading', { level: 1 });
  const asked = await title.textContent();
  await tell(page, locked({ why: 'idle' }));
  expect(await title.textContent()).toBe('Locked');
  expect(await page.locator('input').count()).toBe(0);
  await tell(page, { ...unlocked(), asks: [ask] });
  await page.getByRole('heading', { name: asked ?? '' }).waitFor();
  expect((await said(page, 'asks.later', 'asks.refuse', 'asks.allow')).length).toBe(0);
  await page.getByRole('button', { name: 'Allow', exact: true }).waitFor();
  await page.close();
});

test('the options page shows the view that was to be seen once it is unlocked', async () => {
  const page = await open('options-locked');
  await page.evaluate(() => (location.hash = '#sites'));
  await page.getByText('Alt+Shift+C').waitFor();
  expect(await page.locator('input').count()).toBe(0);
  await tell(page, unlocked());
  await page.getByRole('heading', { name: 'Sites', exact: true, level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Security' }).click();
  await page.getByRole('button', { name: 'Lock now' }).click();
  expect(await inputs(page, 'lock.now')).toEqual([{}]);
  await page.close();
});

test('a first passphrase is typed twice; what is wrong is said at its field, and only a key leaves the page', async () => {
  const page = await open('options-security-set');
  await answer(page, {});
  const [next, again] = [page.getByLabel('New passphrase', { exact: true }), page.getByLabel('The same again')];
  const save = page.getByRole('button', { name: 'Save the passphrase' });
  await next.fill('short');
  await save.click();
  await page.getByText('Too short. Use at least 8 characters.').waitFor();
  await next.fill('vellum otter tandem');
  await again.fill('vellum otter');
  await save.click();
  await page.getByText('The two are not the same.').waitFor();
  expect(await again.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await inputs(page, 'lock.set')).toEqual([]);
  await again.fill('vellum otter tandem');
  await save.click();
  await page.getByText('The passphrase is set').waitFor({ timeout: 20_000 });
  const [sent] = await inputs<{ current?: string; next: { kdf: Kdf; key: string } }>(page, 'lock.set');
  expect(sent).toEqual({
    next: { kdf: expect.anything() as Kdf, key: await deriveKey('vellum otter tandem', sent?.next.kdf ?? freshKdf()) },
  });
  await page.close();
});

test('a change proves the passphrase so far, and says that passkeys have to be added again', async () => {
  const page = await open('options-security-change');
  const kdf = freshKdf();
  await answer(page, { 'lock.params': { kdf, passkeys: [] } });
  await page.getByText('Your passkeys open the vault no longer after this.').waitFor();
  await page.getByLabel('Passphrase now').fill('the old words');
  await page.getByLabel('New passphrase', { exact: true }).fill('vellum otter tandem');
  await page.getByLabel('The same again').fill('vellum otter tandem');
  await page.getByRole('button', { name: 'Save the new passphrase' }).click();
  await page.getByText('Your passkeys have to be added again.').waitFor({ timeout: 20_000 });
  const [sent] = await inputs<{ current?: string }>(page, 'lock.set');
  expect(sent?.current).toBe(await deriveKey('the old words', kdf));
  await page.close();
});

test('older tokens: each account is renewed or revoked where it stands, or left', async () => {
  const page = await open('options-security-older');
  await page.getByRole('button', { name: 'Renew @alice at Practice Photos' }).click();
  await page.getByRole('button', { name: 'Revoke alice.b at Practice Video' }).click();
  await page.getByRole('button', { name: 'Leave them' }).click();
  expect((await said(page, 'accounts.renew', 'accounts.revoke', 'lock.olderSeen')).map(({ own }) => own)).toEqual([
    'accounts.renew',
    'accounts.revoke',
    'lock.olderSeen',
  ]);
  await page.close();
});

test('without a passkey there is no button for one; without a browser for them there is a sentence', async () => {
  const popup = await open('popup-locked');
  expect(await popup.getByRole('button', { name: 'Use a passkey' }).count()).toBe(0);
  await tell(popup, locked({ why: 'idle', ...withPasskeys }));
  await popup.getByRole('button', { name: 'Use a passkey' }).waitFor();
  await popup.close();
  const page = await open('options-security-no-passkeys');
  await page.getByText('This browser can’t unlock by a passkey').waitFor();
  expect(await page.getByRole('button', { name: 'Add a passkey' }).count()).toBe(0);
  await page.getByText('This browser doesn’t tell extensions when the computer is locked.').waitFor();
  await page.close();
});
