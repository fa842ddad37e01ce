/** The keyboard, the focus, what a screen reader is told, and motion, on the screens that everyone meets. All screens: test/long/accessibility. */
import type { BrowserContext, Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import type { Overview } from '../../src/messaging/views';
import { walk } from './accessibility/keyboard';
import { motions, watchMotion } from './accessibility/motion';
import { hush, listen, spoken } from './accessibility/spoken';
import { galleryBrowser } from './gallery-pages';
import { screens, type Screen } from './gallery/screens';
import { withoutWait } from './gallery/way-fixtures';
import { openScreen, sizes } from './look';

type Name = keyof typeof screens;

let context: BrowserContext;

const { address } = galleryBrowser(async (shown) => {
  context = await shown.newContext({ reducedMotion: 'reduce', timezoneId: 'UTC', permissions: ['clipboard-write'] });
  await watchMotion(context);
  await listen(context);
});

async function open(name: Name): Promise<Page> {
  const [width, height] = sizes[(screens[name] as Screen).page];
  const page = await openScreen(context, address(name));
  await page.setViewportSize({ width, height });
  return page;
}

/** The name of what has the focus. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { tagName, textContent, ariaLabel } = document.activeElement as HTMLElement;
    return tagName === 'BODY' ? 'nothing' : (ariaLabel ?? textContent?.replace(/\s+/gu, ' ').trim() ?? '');
  });

/** What the worker tells next. */
const tell = (page: Page, name: Name, more: Partial<Overview>): Promise<void> =>
  page.evaluate((overview) => (globalThis as unknown as { tell: (overview: object) => void }).tell(overview), {
    ...screens[name].overview,
    ...more,
  } as object);

/** Longer than a page takes to put the focus somewhere and to say so. */
const settled = (page: Page): Promise<void> => page.waitForTimeout(300);

test.each(['popup-main', 'options-accounts'] as const)(
  '%s is walked through by Tab and back, and nothing in it moves',
  async (name) => {
    const page = await open(name);
    expect(await walk(page)).toEqual([]);
    expect(await motions(page)).toEqual([]);
    await page.close();
  },
);

test('popup-permits: time passes unsaid', async () => {
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(address('popup-permits'));
  await page.waitForSelector('html[data-ready]');
  await hush(page);
  const before = await page.locator('body').innerText();
  await page.clock.runFor('20:00');
  expect(await page.locator('body').innerText()).not.toBe(before);
  expect(await spoken(page)).toEqual({ heard: [], unheard: [] });
  await page.close();
});

describe('the focus goes on', () => {
  test('to the same button of the next row, then of the one before, then to the heading', async () => {
    const page = await open('options-accounts');
    const rows = page.getByRole('button', { name: 'End access' });
    expect(await rows.count()).toBe(3);
    await rows.nth(1).focus();
    const walked: string[] = [];
    for (let left = 2; left >= 0; left--) {
      await page.keyboard.press('Enter');
      await expect.poll(() => rows.count()).toBe(left);
      await settled(page);
      walked.push(await focused(page));
    }
    expect(walked).toEqual([
      'End access of album-sorter@example.org to @alice',
      'End access of photos.example to @alice',
      'Who may use it',
    ]);
    await page.close();
  });

  test('and a key that is still held down ends nothing more', async () => {
    const page = await open('options-accounts');
    const rows = page.getByRole('button', { name: 'End access' });
    const count = await rows.count();
    await rows.first().focus();
    await page.keyboard.down('Enter');
    await settled(page);
    expect(await focused(page)).toBe('End access of garden.example.org to @alice');
    await page.keyboard.down('Enter');
    await settled(page);
    expect(await rows.count()).toBe(count - 1);
    await page.keyboard.up('Enter');
    await page.close();
  });

  test('from a site that was turned off to the next site', async () => {
    const page = await open('options-sites');
    const { sites } = screens['options-sites'].overview;
    await page.getByRole('button', { name: 'Turn off for photos.example', exact: true }).focus();
    await tell(page, 'options-sites', { sites: sites.filter(({ origin }) => origin !== 'https://photos.example') });
    await expect.poll(() => focused(page)).toMatch(/^Turn off for /u);
    await page.close();
  });

  test('from a note that is closed to the page’s heading, and from a revoked account’s button to its name', async () => {
    const removed = await open('options-removed');
    await removed.getByRole('button', { name: 'Hide this note' }).press('Enter');
    await expect.poll(() => focused(removed)).toBe('Accounts');
    await removed.close();
    const page = await open('options-revoke');
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).press('Enter');
    await expect.poll(() => focused(page)).toBe('@alice');
    await page.close();
  });

  test('from a view of the connect window to the heading of the next', async () => {
    const page = await open('connect-progress');
    const { signIns } = screens['connect-progress'].overview;
    await page.getByRole('button', { name: 'Show its window' }).focus();
    const done = { state: 'done', stage: 'seal', accountId: 'a1', label: '@alice' } as const;
    await tell(page, 'connect-progress', { signIns: signIns.map((each) => ({ ...withoutWait(each), ...done })) });
    await expect.poll(() => focused(page)).toMatch(/@alice/u);
    await page.close();
  });

  test('nowhere, where somebody clicked beside it', async () => {
    const page = await open('options-accounts');
    await page.getByRole('button', { name: 'End access' }).first().focus();
    await page.getByRole('heading', { name: 'Accounts' }).click();
    await settled(page);
    expect(await focused(page)).toBe('nothing');
    await page.close();
  });
});

describe('keys', () => {
  test('the menu: opened from above, walked by arrows, Home and End, left by Escape and Tab', async () => {
    const page = await open('options-accounts');
    const more = page.getByRole('button', { name: 'More', exact: true });
    await more.focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page)).toBe('Sign in again');
    const walked: string[] = [];
    for (const key of ['End', 'ArrowDown', 'ArrowUp', 'Home']) {
      await page.keyboard.press(key);
      walked.push(await focused(page));
    }
    expect(walked).toEqual(['Remove', 'Sign in again', 'Remove', 'Sign in again']);
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('More');
    expect(await page.getByRole('menu').count()).toBe(0);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Sign in again');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.getByRole('menu').count()).toBe(0);
    expect(await focused(page)).not.toBe('More');
    await page.close();
  });

  test('a dialog: Escape keeps everything, and the focus is where it was', async () => {
    const page = await open('options-accounts');
    const revoke = page.getByRole('button', { name: 'Revoke' });
    await revoke.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await focused(page)).toBe('Keep it');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Revoke');
    await page.close();
  });

  test('segments: arrows, Home and End', async () => {
    const page = await open('options-activity');
    await page.getByRole('radio', { checked: true }).focus();
    const chosen = async (key: string): Promise<string> => {
      await page.keyboard.press(key);
      return page.getByRole('radio', { checked: true }).evaluate((radio) => radio.parentElement?.textContent ?? '');
    };
    expect([await chosen('Home'), await chosen('ArrowRight'), await chosen('End')]).toEqual(['24 hours', '7 days', '30 days']);
    await page.close();
  });
});

describe('a screen reader is told', () => {
  test('of the end of access, and of its undoing, once', async () => {
    const page = await open('options-accounts');
    await hush(page);
    await page.getByRole('button', { name: 'End access' }).first().click();
    await settled(page);
    expect(await spoken(page)).toEqual({ heard: [expect.stringMatching(/Undo$/u)], unheard: [] });
    await page.close();
  });

  test('that something was copied, once, while the button keeps its name', async () => {
    const page = await open('connect-code');
    await hush(page);
    const copy = page.getByRole('button', { name: 'Copy the code' });
    await copy.click();
    await settled(page);
    expect(await spoken(page)).toEqual({ heard: ['Copied'], unheard: [] });
    expect(await copy.count()).toBe(1);
    await page.close();
  });

  test('that nothing was found', async () => {
    const page = await open('options-accounts');
    await hush(page);
    await page.getByRole('searchbox').fill('zzz');
    await settled(page);
    expect(await spoken(page)).toEqual({ heard: [expect.stringContaining('zzz')], unheard: [] });
    await page.close();
  });

  test('how a sign-in ended, in the title too, wherever its user is', async () => {
    const page = await open('connect-progress');
    expect(await page.title()).toBe('Signing in to Practice Photos · Countersign');
    await hush(page);
    const { signIns } = screens['connect-progress'].overview;
    const failed = { state: 'failed', problem: { code: 'app_refused', message: '', at: 0 } } as const;
    await tell(page, 'connect-progress', { signIns: signIns.map((each) => ({ ...withoutWait(each), ...failed })) });
    await settled(page);
    const { heard, unheard } = await spoken(page);
    const heading = await page.getByRole('heading', { level: 1 }).innerText();
    expect(heard).toEqual([expect.stringContaining(heading)]);
    expect(unheard).toEqual([]);
    expect(await page.title()).toBe(`${heading} · Countersign`);
    await page.close();
  });

  test('what is wrong with a field: it is marked, tied to its error, and has the focus', async () => {
    for (const name of [
      'connect-setup-oauth1',
      'options-service-key-wrong',
      'options-security-set-wrong',
      'popup-locked-missing',
    ] as const) {
      const page = await open(name);
      const wrong = page.locator('[aria-invalid=true]');
      expect(await wrong.count(), name).toBeGreaterThan(0);
      for (const field of await wrong.all()) {
        const described = await field.evaluate(
          (one) => document.getElementById(one.getAttribute('aria-describedby') ?? '')?.textContent,
        );
        expect(described, name).toBeTruthy();
      }
      expect(await wrong.first().evaluate((one) => one === document.activeElement), name).toBe(true);
      await page.close();
    }
  });
});

describe('the accessible tree', () => {
  test.each(['popup-main', 'connect-ask', 'options-accounts', 'options-sites', 'options-security'] as const)(
    'of %s',
    async (name) => {
      const page = await open(name);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('en-GB');
      const tree = await page.locator('body').ariaSnapshot();
      await expect(`${tree}\n`).toMatchFileSnapshot(`./accessibility/${name}.aria.yml`);
      await page.close();
    },
  );
});
