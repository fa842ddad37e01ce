/** The health page under the user's hands: nothing moves while one aims at it, checks can be stopped, and repairs begin with the click. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { galleryPages, grantHosts, said } from './gallery-pages';

const open = galleryPages({ width: 1280, height: 1000 });

const tops = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('[data-check]')].map((row) => [
        row.dataset['check'] ?? '',
        row.getBoundingClientRect().top,
      ]),
    ),
  );
const sections = (page: Page): Promise<string[]> => page.getByRole('heading', { level: 2 }).allInnerTexts();
const again = (page: Page): Promise<void> =>
  page
    .getByRole('button', { name: 'Check again' })
    .first()
    .evaluate((button: HTMLElement) => button.click());

/** From now on, the check of this name finds this; or no check is ever answered. */
function answers(page: Page, found: { name: string; state: string; facts: object; repair?: string } | 'nothing'): Promise<void> {
  return page.evaluate((wanted) => {
    const { stage } = globalThis as unknown as { stage: { answer: (call: string, input: { name?: string }) => unknown } };
    const before = stage.answer;
    stage.answer = (call, input) => {
      if (call !== 'health.check') return before(call, input);
      if (wanted === 'nothing') return new Promise(() => undefined);
      return input.name === wanted.name ? { at: 1, ...wanted } : before(call, input);
    };
  }, found);
}

test('what needs the user goes to the top once the pointer has left the list', async () => {
  const page = await open('options-health-fine');
  await page.locator('[data-check=redirect]').hover();
  const before = await tops(page);
  await answers(page, { name: 'alarms', state: 'needs-you', facts: { count: 0, missing: 'recover' }, repair: 'alarms' });
  await again(page);
  await page.locator('[data-check=alarms].need').waitFor();
  expect(await sections(page)).toEqual(['Here', 'At services']);
  expect(await tops(page)).toEqual(before);
  await page.mouse.move(640, 4);
  await page.getByRole('heading', { name: 'Needs you', level: 2 }).waitFor();
  expect(await sections(page)).toEqual(['Needs you', 'Here', 'At services']);
  expect((await tops(page))['alarms']).toBeLessThan((await tops(page))['vault'] ?? 0);
});

test('rows keep their places and their height while they run again', async () => {
  for (const screen of ['options-health-fine', 'options-health-failing'] as const) {
    const page = await open(screen);
    const before = await tops(page);
    await answers(page, 'nothing');
    await again(page);
    await page.locator('[data-check=clock][aria-busy=true]').waitFor();
    expect(await page.locator('[aria-busy=true]').count()).toBe(10);
    expect(await tops(page)).toEqual(before);
    expect(await page.locator('[data-check=clock] .held').innerText()).toContain('Checking');
  }
});

test('the question to the services can be stopped and asked anew', async () => {
  const page = await open('options-health');
  const row = page.locator('[data-check=services]');
  expect(await row.innerText()).toContain('3 of 5 have answered.');
  await row.getByRole('button', { name: 'Stop' }).click();
  expect(await row.innerText()).toContain('Stopped when 3 of 5 had answered.');
  const asked = (await said(page, 'health.services')).length;
  await row.getByRole('button', { name: 'Ask again' }).click();
  await row.getByRole('button', { name: 'Stop' }).waitFor();
  expect((await said(page, 'health.services')).length).toBe(asked + 1);
});

test('hosts are asked for with the click, and a refusal leaves the row as it was', async () => {
  const page = await open('options-health-failing');
  await grantHosts(page, false);
  const row = page.locator('[data-check=hosts]');
  await row.getByRole('button', { name: 'Grant' }).press('Enter');
  await page.locator('[data-check=hosts][aria-busy=false]').waitFor();
  expect(await said(page, 'permissions.request')).toMatchObject([
    { input: { origins: ['https://api.photos.example.net/*', 'https://files.example.com/*', 'http://127.0.0.1/*'] } },
  ]);
  expect(await row.innerText()).toContain('The browser keeps api.photos.example.net');
});

test('a repair is made by the worker, then the check again; who uses the keyboard stays at the row', async () => {
  const page = await open('options-health-failing');
  const row = page.locator('[data-check=alarms]');
  await answers(page, { name: 'alarms', state: 'fine', facts: { count: 0 } });
  await row.getByRole('button', { name: 'Set them' }).press('Enter');
  await page.locator('[data-check=alarms].ok').waitFor();
  expect(await said(page, 'health.repair')).toEqual([{ own: 'health.repair', input: { repair: 'alarms' } }]);
  expect(await row.innerText()).toContain('None is needed now.');
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-check') === 'alarms');
});
