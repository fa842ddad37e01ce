/** Every screen in a real browser: accessible in both schemes, nothing cut, nothing wider than the window; and consent can't be rushed. */
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { representatives } from '../harness/thorough';
import { galleryBrowser } from './gallery-pages';
import { explanationOf } from './gallery/lens';
import { screens, type Screen } from './gallery/screens';
import { openScreen, overflows, violations, widths } from './look';

const { newContext, address } = galleryBrowser();

const open = (context: BrowserContext, name: string): Promise<Page> => openScreen(context, address(name));

/** By the first two words: `options-activity` stands for `options-activity-hours`, `options-accounts` for `options-account-key`. */
function familyOf(name: string): string {
  const [page, view = ''] = name.split('-');
  return `${page}-${view.replace(/s$/, '')}`;
}

/** The first of each family. All of them, in both schemes at every width: `npm run test:long`. */
const firsts = representatives(
  Object.entries<Screen>(screens).toSorted(([one], [other]) => one.length - other.length),
  ([name]) => familyOf(name),
);

describe('the first screen of each family', () => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await newContext({ reducedMotion: 'reduce', timezoneId: 'UTC' });
  });
  afterAll(() => context?.close());

  // Two cores, two screens at a time.
  test.concurrent.each(firsts)('%s', { timeout: 60_000 }, async (name, screen) => {
    const page = await open(context, name);
    const [usual] = widths[screen.page];
    for (const width of widths[screen.page].toReversed()) {
      await page.setViewportSize({ width, height: screen.page === 'popup' ? 600 : 720 });
      expect(await overflows(page), `at ${width}`).toEqual([]);
    }
    expect(await violations(page), `at ${usual}`).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page, ['color-contrast']), 'in the dark').toEqual([]);
    await page.close();
  });
});

describe('consent', () => {
  let context: BrowserContext;
  let page: Page;
  const answers = (): Promise<string[]> =>
    page.evaluate(() => {
      const { stage } = globalThis as unknown as { stage: { said: { own: string }[] } };
      return stage.said.map(({ own }) => own).filter((own) => own.startsWith('asks.'));
    });

  beforeAll(async () => {
    context = await newContext({ viewport: { width: 480, height: 720 } });
  });
  afterAll(() => context?.close());

  test('waits for 600 ms of attention, and does not know Enter', { timeout: 30_000 }, async () => {
    page = await context.newPage();
    await page.addInitScript(() => {
      const shown = { focus: false };
      Object.assign(globalThis, { shown });
      document.hasFocus = () => shown.focus;
    });
    await page.goto(address('connect-ask'));
    const allow = page.getByRole('button', { name: 'Allow', exact: true });
    await allow.waitFor();
    await page.waitForTimeout(900);
    expect(await allow.getAttribute('aria-disabled')).toBe('true');
    await allow.click({ force: true });
    await page.evaluate(() => Object.assign((globalThis as unknown as { shown: object }).shown, { focus: true }));
    await page.waitForTimeout(400);
    expect(await allow.getAttribute('aria-disabled')).toBe('true');
    await page.waitForTimeout(500);
    expect(await allow.getAttribute('aria-disabled')).toBe('false');
    await allow.focus();
    await page.keyboard.press('Enter');
    expect(await answers()).toEqual([]);
    await page.evaluate(() => Object.assign((globalThis as unknown as { shown: object }).shown, { focus: false }));
    await page.waitForTimeout(250);
    expect(await allow.getAttribute('aria-disabled')).toBe('true');
    await page.close();
  });

  test('is given by a click, and the next request is asked with its own wait', { timeout: 30_000 }, async () => {
    page = await open(context, 'connect-ask');
    await page.getByLabel('Sharing').uncheck();
    await page.waitForTimeout(700);
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    expect(await answers()).toEqual(['asks.allow']);
    await page.getByRole('heading', { name: 'Practice Microblog' }).waitFor();
    expect(await page.getByRole('button', { name: 'Allow', exact: true }).getAttribute('aria-disabled')).toBe('true');
    await page.close();
  });
});

/** What the page said to the worker or the browser under this name. */
function said(page: Page, name: string): Promise<unknown[]> {
  return page.evaluate((own) => {
    const { stage } = globalThis as unknown as { stage: { said: { own: string; input: unknown }[] } };
    return stage.said.filter((each) => each.own === own).map(({ input }) => input);
  }, name);
}

describe('permits', () => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await newContext({ viewport: { width: 1000, height: 760 } });
  });
  afterAll(() => context?.close());

  test('are narrowed to methods, limited, and tell the name only when the user ticks so', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-ask-framed');
    await page.getByLabel('Delete (DELETE)').uncheck();
    await page.getByLabel('PROPFIND').uncheck();
    await page.getByLabel('Tell photos.example my name there').check();
    await page.getByText('Limits', { exact: true }).click();
    await page.getByLabel('How many calls at most').selectOption('60 a minute');
    await page.waitForTimeout(700);
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    expect(await said(page, 'asks.allow')).toEqual([
      {
        id: 'q4',
        accountId: 'a1',
        access: 'change',
        methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH'],
        paths: ['/v1/albums/*', '/v1/photos/7/*'],
        rate: 60,
        tellsLabel: true,
        lasting: 'day',
      },
    ]);
    await page.close();
  });

  test('Read only leaves of the named methods those that read, and no word of changing', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-ask-framed');
    await page.getByLabel('Read only').check();
    expect(await page.locator('.scopes').innerText()).not.toMatch(/add|create|rename|change/iu);
    await page.waitForTimeout(700);
    await page.getByRole('button', { name: 'Allow once' }).click();
    expect(await said(page, 'asks.allow')).toMatchObject([{ access: 'read', methods: ['GET', 'HEAD'], lasting: 'once' }]);
    await page.close();
  });

  test('for another account none that is used already is preselected', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-ask-another');
    expect(await page.getByLabel('Account', { exact: true }).locator('option').allInnerTexts()).toEqual([
      '@alice_work',
      '@alice (used already)',
      'Add an account…',
    ]);
    await page.getByRole('button', { name: 'Add an account' }).click();
    expect(new URL(page.url()).hash).toBe('#service=practice-photos&askId=q8');
    await page.close();
  });

  test('an account without the scopes that are asked leads to its sign-in', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-ask-scopes');
    await page.getByLabel('Account', { exact: true }).selectOption('@alice (not allowed yet: Change who sees an album)');
    expect(new URL(page.url()).hash).toBe('#account=a1&askId=q7');
    await page.close();
  });

  test('are changed and limited in the site’s detail, and the way back is there', { timeout: 30_000 }, async () => {
    const page = await open(context, 'options-sites-rich');
    await page.getByRole('rowheader', { name: 'photos.example Used' }).getByRole('link').click();
    const permit = page.getByRole('group', { name: 'What photos.example may do with @alice', exact: true });
    await permit.getByLabel('Read only').check();
    expect(await said(page, 'permits.change')).toEqual([{ id: 'p1', access: 'read' }]);
    await page.getByLabel('How many calls at most').nth(2).selectOption('No limit');
    expect(await said(page, 'permits.change')).toContainEqual({ id: 'p7', rate: null });
    await page.getByRole('button', { name: 'End all access' }).click();
    expect(await said(page, 'permits.end')).toEqual([{ ids: ['p1', 'p2', 'p7', 'p8'] }]);
    await page.getByText('It has no access to any account.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await said(page, 'permits.restore')).toEqual([{ ids: ['p1', 'p2', 'p7', 'p8'] }]);
    await page.getByRole('link', { name: 'All sites' }).click();
    await page.getByRole('heading', { name: 'Who can see that Countersign is here' }).waitFor();
    await page.close();
  });

  test('every site may ask once the browser has been asked for all hosts', { timeout: 30_000 }, async () => {
    const page = await open(context, 'options-sites');
    const every = page.getByRole('switch', { name: 'Every site may ask' });
    await page.evaluate(() => Object.assign((globalThis as unknown as { stage: object }).stage, { grantsHosts: false }));
    await every.click();
    expect(await said(page, 'permissions.request')).toEqual([
      { origins: ['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*'] },
    ]);
    expect(await said(page, 'sites.everywhere')).toEqual([]);
    expect(await every.isChecked()).toBe(false);
    await page.evaluate(() => Object.assign((globalThis as unknown as { stage: object }).stage, { grantsHosts: true }));
    await every.click();
    expect(await said(page, 'sites.everywhere')).toEqual([{ on: true }]);
    await page.close();
  });

  test('a failed sign-in can be dismissed in the popup', { timeout: 30_000 }, async () => {
    const page = await open(context, 'popup-signing-in');
    await page.getByRole('button', { name: 'Forget the failed sign-in to Example Files' }).click();
    expect(await said(page, 'signIn.dismiss')).toEqual([{ id: 's2' }]);
    await page.close();
  });
});

describe('a sign-in that asks', () => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await newContext({ viewport: { width: 480, height: 720 } });
  });
  afterAll(() => context?.close());

  test('for a PIN opens its page once, also over a reload, and takes it when it is whole', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-pin');
    const opened = { url: 'https://api.microblog.test/oauth/authorize?oauth_token=t1', type: 'popup' };
    expect(await said(page, 'windows.create')).toMatchObject([opened]);
    const pin = page.getByLabel('PIN');
    const finish = page.getByRole('button', { name: 'Finish the sign-in' });
    expect(await pin.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('203 71');
    await page.getByText('Two digits to go.').waitFor();
    expect(await finish.getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Enter');
    await finish.click({ force: true });
    expect(await said(page, 'signIn.answer')).toEqual([]);

    await page.reload();
    await page.waitForSelector('html[data-ready]');
    expect(await said(page, 'windows.create')).toEqual([]);
    await page.getByRole('button', { name: 'Show its page again' }).click();
    expect(await said(page, 'windows.update')).toEqual([7]);
    expect(await said(page, 'windows.create')).toEqual([]);

    await pin.evaluate((element: HTMLInputElement) => {
      element.value = '';
    });
    await pin.focus();
    await page.keyboard.insertText(' 203-7142 ');
    expect(await pin.inputValue()).toBe('2037142');
    expect(await finish.getAttribute('aria-disabled')).toBe('false');
    await page.keyboard.press('Enter');
    expect(await said(page, 'signIn.answer')).toEqual([{ id: 's1', values: { pin: '2037142' } }]);
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#pin')?.value === '');
    await page.close();
  });

  test('again after a wrong PIN says so at the field, which is empty and has the focus', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-pin-wrong');
    const pin = page.getByLabel('PIN');
    expect(await pin.getAttribute('aria-invalid')).toBe('true');
    expect(await pin.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByText('did not accept this PIN').waitFor();
    await page.close();
  });

  test('for credentials takes them all from one paste', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-credentials');
    await page.getByLabel('Consumer key').evaluate((element) => {
      const data = new DataTransfer();
      data.setData('text/plain', 'API key: ck\nAPI secret: cs\nAccess token: t\nAccess token secret: ts');
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await page.getByText('4 fields were filled in').waitFor();
    await page.getByLabel('Account name').fill('@alice');
    await page.getByRole('button', { name: 'Finish the sign-in' }).click();
    const values = { consumerKey: 'ck', consumerSecret: 'cs', token: 't', tokenSecret: 'ts', accountName: '@alice' };
    expect(await said(page, 'signIn.answer')).toEqual([{ id: 's1', values }]);
    await page.waitForFunction(() => [...document.querySelectorAll('input')].every(({ value }) => value === ''));
    await page.close();
  });
});

describe('a code that is entered elsewhere', () => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await newContext({ viewport: { width: 480, height: 720 } });
  });
  afterAll(() => context?.close());

  /** Sends the page an overview with the sign-in changed so. */
  const change = (page: Page, more: object, without: readonly string[] = []): Promise<void> =>
    page.evaluate(
      ([changed, gone]) => {
        const { stage, tell } = globalThis as unknown as {
          stage: { overview: { signIns: object[] } };
          tell: (overview: object) => void;
        };
        const kept = Object.entries(stage.overview.signIns[0] ?? {}).filter(([name]) => !gone.includes(name));
        tell({ ...stage.overview, signIns: [{ ...Object.fromEntries(kept), ...changed }] });
      },
      [more, without] as const,
    );

  test('stays as it stands while the service is asked about it, and goes when it is answered', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-code');
    const code = await page.getByLabel('Code', { exact: true }).elementHandle();
    expect(await code?.textContent()).toBe('WDJB-MJHT');
    const box = await code?.boundingBox();
    await change(page, { state: 'running', since: Date.now() }, ['wait']);
    await page.waitForTimeout(150);
    expect(await code?.evaluate((node) => node.isConnected)).toBe(true);
    expect(await code?.boundingBox()).toEqual(box);
    await change(page, { state: 'running', stage: 'seal' });
    await page.getByText('Sealing it in the vault').waitFor();
    await page.close();
  });

  test('is asked about as often as the service says, and at once when one comes back', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-code');
    const polls = async (): Promise<number> => (await said(page, 'signIn.poll')).length;
    const first = await polls();
    expect(first).toBeGreaterThan(0);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(polls).toBe(first + 1);
    const wait = await page.evaluate(() => {
      const { stage } = globalThis as unknown as { stage: { overview: { signIns: { wait: object }[] } } };
      return stage.overview.signIns[0]?.wait;
    });
    await change(page, { wait: { ...wait, seconds: 1 } });
    await expect.poll(polls, { timeout: 5000 }).toBe(first + 4);
    expect((await said(page, 'signIn.poll')).every((input) => (input as { id: string }).id === 's1')).toBe(true);
    await page.close();
  });

  test('has its page one click away, with the code in it', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-code');
    await page.getByRole('img', { name: 'QR code of tv.example.org/link with the code' }).waitFor();
    await page.getByRole('button', { name: 'Open the page' }).click();
    await page.getByRole('button', { name: 'tv.example.org/link', exact: true }).click();
    expect(await said(page, 'tabs.create')).toEqual([
      { url: 'https://tv.example.org/link?user_code=WDJB-MJHT' },
      { url: 'https://tv.example.org/link' },
    ]);
    await page.close();
  });
});

describe('an account that is entered', () => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await newContext({ viewport: { width: 480, height: 720 } });
  });
  afterAll(() => context?.close());

  test('is begun at once, with nothing to set up', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-choose-varied');
    await page.getByRole('link', { name: 'Practice Notes' }).click();
    await page.waitForURL(/#signIn=s1$/u);
    expect(await said(page, 'signIn.start')).toEqual([{ serviceId: 'practice-notes' }]);
    await page.close();
  });

  test('asks for its hosts by the click that sends it, and keeps nothing afterwards', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-entry');
    const key = page.getByLabel('API key', { exact: true });
    expect(await key.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.insertText(' k-123 ');
    expect(await key.getAttribute('type')).toBe('password');
    await page.getByRole('button', { name: 'Show the secret' }).click();
    expect(await key.getAttribute('type')).toBe('text');

    await page.evaluate(() => Object.assign((globalThis as unknown as { stage: object }).stage, { grantsHosts: false }));
    const finish = page.getByRole('button', { name: 'Finish the sign-in' });
    await finish.click();
    await page.getByText('The browser may not reach the hosts of Practice Notes').waitFor();
    expect(await said(page, 'signIn.answer')).toEqual([]);
    expect(await key.inputValue()).toBe(' k-123 ');

    await page.evaluate(() => Object.assign((globalThis as unknown as { stage: object }).stage, { grantsHosts: true }));
    await finish.click();
    expect(await said(page, 'permissions.request')).toEqual([1, 2].map(() => ({ origins: ['https://api.notes.test/*'] })));
    await expect.poll(() => said(page, 'signIn.answer')).toEqual([{ id: 's1', values: { key: 'k-123' } }]);
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name=key]')?.value === '');
    expect(await key.getAttribute('aria-invalid')).toBeNull();
    await page.close();
  });

  test('has the page that shows its key in a tab, which is never opened by itself', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-entry');
    await page.getByRole('button', { name: 'Open its page' }).click();
    expect(await said(page, 'tabs.create')).toEqual([{ url: 'https://notes.test/settings/keys' }]);
    expect(await said(page, 'windows.create')).toEqual([]);
    await page.close();
  });

  test('is asked for again at the field that was not right, until something is typed there', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-entry-invalid');
    const subdomain = page.getByLabel('Subdomain');
    expect(await subdomain.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Email address').getAttribute('aria-invalid')).toBeNull();
    await subdomain.fill('alice');
    expect(await subdomain.getAttribute('aria-invalid')).toBeNull();
    await page.close();
  });
});

describe('before a sign-in', () => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await newContext({ viewport: { width: 480, height: 720 } });
  });
  afterAll(() => context?.close());

  test('more is asked for only by a tick, and is asked for again by "Try again"', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-sign-in-optional');
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
    await page.getByLabel('Add and change files').check();
    await page.getByRole('button', { name: 'Allow and sign in' }).click();
    const scopes = ['files.read', 'offline', 'files.write'];
    expect(await said(page, 'signIn.start')).toEqual([{ serviceId: 'practice-cloud', scopes }]);
    expect(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('scopes')).toBe(scopes.join(' '));
    await page.close();
  });

  test('what a site needs is told as new, and the password is asked for by a tick', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-sign-in-more');
    await page.getByText('What is new is needed by photos.example.').waitFor();
    expect(await page.locator('li', { hasText: 'files.write' }).innerText()).toContain('New');
    expect(await page.locator('li', { hasText: 'files.read' }).innerText()).toContain('Already granted');
    await page.getByLabel('Ask me for my password there').check();
    await page.getByRole('button', { name: 'Allow and sign in' }).click();
    expect(await said(page, 'signIn.start')).toEqual([
      {
        serviceId: 'practice-cloud',
        accountId: 'a7',
        askId: 'q11',
        scopes: ['files.read', 'files.write', 'offline'],
        force: true,
      },
    ]);
    await page.close();
  });

  test('an app of one’s own can take the place of the one that registers itself', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-sign-in-optional');
    await page.getByRole('button', { name: 'Set up an app of your own instead' }).click();
    await page.getByRole('heading', { name: 'Set up Practice Cloud' }).waitFor();
    await page.close();
  });

  test('after a failure, one step is the first', { timeout: 30_000 }, async () => {
    const page = await open(context, 'connect-failed-scope');
    await page.getByRole('button', { name: 'Choose scopes' }).click();
    await page.getByRole('heading', { name: 'Sign in to Practice Cloud' }).waitFor();
    expect(await said(page, 'signIn.dismiss')).toEqual([{ id: 's1' }]);
    await page.close();
  });
});

describe('the signature lens', () => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await newContext({ viewport: { width: 1000, height: 760 }, timezoneId: 'UTC' });
  });
  afterAll(() => context?.close());

  test('shows the request that is picked, and names where a pasted base string differs', { timeout: 30_000 }, async () => {
    const page = await open(context, 'options-lens');
    await page.getByText('200: accepted.').waitFor();
    await page.getByLabel('Request', { exact: true }).selectOption('Today 13:06:40, GET photos, 403, @alice_writes');
    await page.getByText('This album is closed until its owner opens it again.').waitFor();
    expect(new URL(page.url()).hash).toBe('#lens/t4');
    await page.getByText('Compare with the service’s base string').click();
    const pasted = explanationOf('rfc5849-1.2-resource-get').baseString.replace('http%3A', 'https%3A').replaceAll('&', '&amp;');
    await page.getByLabel('Paste the base string').fill(pasted);
    await page.getByText('They first differ at character 9, in the address.').waitFor();
    expect(await page.locator('mark').allInnerTexts()).toEqual(['', 's']);
    await page.getByLabel('Paste the base string').fill(`"${explanationOf('rfc5849-1.2-resource-get').baseString}"`);
    await page.getByText('Both base strings are the same.').waitFor();
    await page.close();
  });

  test('explains exactly what was typed, from the first field to correct on', { timeout: 30_000 }, async () => {
    const page = await open(context, 'options-lens-empty');
    await page.getByRole('link', { name: 'Type in a request' }).click();
    const explain = page.getByRole('button', { name: 'Explain' });
    await explain.click();
    expect(await page.getByLabel('URL').evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByLabel('URL').fill('https://api.example/1/update');
    await page.getByLabel('Body').fill('status=Hello world ');
    await page.getByLabel('Consumer key').fill('key');
    await page.getByLabel('Consumer secret').fill(' secret ');
    await page.getByText('Nonce, time and further fields').click();
    await page.getByLabel('Timestamp').fill('yesterday');
    await explain.click();
    expect(await said(page, 'lens.explain')).toEqual([]);
    await page.getByLabel('Timestamp').fill('137131201');
    await explain.click();
    expect(await said(page, 'lens.explain')).toEqual([
      {
        method: 'GET',
        url: 'https://api.example/1/update',
        contentType: 'application/x-www-form-urlencoded',
        body: 'status=Hello world ',
        signatureMethod: 'HMAC-SHA1',
        transport: 'header',
        consumerKey: 'key',
        consumerSecret: ' secret ',
        timestamp: '137131201',
      },
    ]);
    await page.getByText('This request was not sent').waitFor();
    await page.getByLabel('Nonce').fill('n');
    await page.getByText('Changed since it was explained.').waitFor();
    await page.close();
  });

  test('a line of the activity leads to how it was signed', { timeout: 30_000 }, async () => {
    const page = await open(context, 'options-activity');
    await page.getByRole('link', { name: 'How it was signed' }).click();
    expect(new URL(page.url()).hash).toBe('#lens/t1');
    await page.getByRole('heading', { name: 'Signature lens' }).waitFor();
    await page.close();
  });
});

test('the way that the user picks is the one that starts; pasted credentials need no app', { timeout: 30_000 }, async () => {
  const context = await newContext({ viewport: { width: 480, height: 720 } });
  const page = await open(context, 'connect-setup-ways');
  const pick = page.getByRole('radio', { name: 'Paste credentials' });
  await pick.check();
  await page.getByRole('heading', { name: 'Sign in to Practice Microblog' }).waitFor();
  expect(await pick.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: 'Allow and sign in' }).click();
  expect(await said(page, 'permissions.request')).toEqual([
    { origins: ['https://api.microblog.test/*', 'https://renew.microblog.test/*'] },
  ]);
  expect(await said(page, 'signIn.start')).toEqual([{ serviceId: 'practice-microblog', way: 'credentials' }]);
  await context.close();
});

test(
  'a key pair made for an app: its public half is shown, its private half never comes to the page',
  { timeout: 30_000 },
  async () => {
    const context = await newContext({ viewport: { width: 480, height: 720 } });
    const page = await open(context, 'connect-setup-rsa-made');
    expect(await page.locator('pre').innerText()).toMatch(/^-----BEGIN PUBLIC KEY-----\nMII[^-]+\n-----END PUBLIC KEY-----$/u);
    await page.getByLabel('Consumer key').fill('ck');
    await page.getByRole('button', { name: 'Allow and sign in' }).click();
    expect(await said(page, 'apps.save')).toEqual([{ serviceId: 'practice-ledger', clientId: 'ck', madeKey: true }]);
    await context.close();
  },
);

test('the slash key leads to the search, but not while typing', { timeout: 30_000 }, async () => {
  const context = await newContext({ viewport: { width: 360, height: 600 } });
  const page = await open(context, 'popup-main');
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox');
  expect(await search.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type('a/b');
  expect(await search.inputValue()).toBe('a/b');
  await context.close();
});
