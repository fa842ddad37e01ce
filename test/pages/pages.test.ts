/** Every screen in a real browser: accessible in both schemes, nothing cut, nothing wider than the window; and consent can't be rushed. */
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { representatives } from '../harness/thorough';
import { serveGallery, type Gallery } from './gallery-server';
import { explanationOf } from './gallery/lens';
import { screens, type Screen } from './gallery/screens';
import { openScreen, overflows, violations, widths } from './look';

let browser: Browser;
let gallery: Gallery;
const address = (screen: string): string => gallery.address(screen);

beforeAll(async () => {
  const executablePath = inject('browsers').chromium;
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
  gallery = await serveGallery();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

const open = (context: BrowserContext, name: string): Promise<Page> => openScreen(context, address(name));

/** `options-activity` stands for `options-activity-hours` too. */
function familyOf(name: string): string {
  const shorter = Object.keys(screens).filter((other) => name.startsWith(`${other}-`));
  return shorter.toSorted((one, other) => one.length - other.length)[0] ?? name;
}

/** The first of each family. All of them, in both schemes at every width: `npm run test:long`. */
const firsts = representatives(
  Object.entries<Screen>(screens).toSorted(([one], [other]) => one.length - other.length),
  ([name]) => familyOf(name),
);

describe('the first screen of each family', () => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await browser.newContext({ reducedMotion: 'reduce', timezoneId: 'UTC' });
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
    context = await browser.newContext({ viewport: { width: 480, height: 720 } });
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
    context = await browser.newContext({ viewport: { width: 1000, height: 760 } });
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
    context = await browser.newContext({ viewport: { width: 480, height: 720 } });
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

describe('the signature lens', () => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await browser.newContext({ viewport: { width: 1000, height: 760 }, timezoneId: 'UTC' });
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
  const context = await browser.newContext({ viewport: { width: 480, height: 720 } });
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
    const context = await browser.newContext({ viewport: { width: 480, height: 720 } });
    const page = await open(context, 'connect-setup-rsa-made');
    expect(await page.locator('pre').innerText()).toMatch(/^-----BEGIN PUBLIC KEY-----\nMII[^-]+\n-----END PUBLIC KEY-----$/u);
    await page.getByLabel('Consumer key').fill('ck');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    expect(await said(page, 'apps.save')).toEqual([{ serviceId: 'practice-ledger', clientId: 'ck', madeKey: true }]);
    await context.close();
  },
);

test('the slash key leads to the search, but not while typing', { timeout: 30_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 600 } });
  const page = await open(context, 'popup-main');
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox');
  expect(await search.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type('a/b');
  expect(await search.inputValue()).toBe('a/b');
  await context.close();
});
