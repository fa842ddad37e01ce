/** Choosing and setting up in the connect window, in a real browser: by keys alone, and what is said to the worker and the browser. */
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { galleryPages, grantHosts, hashOf, said } from './gallery-pages';

const open = galleryPages({ width: 480, height: 720 });

const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(
    () =>
      document.activeElement?.querySelector('.title')?.textContent ?? document.activeElement?.getAttribute('type') ?? undefined,
  );

describe('choosing', { timeout: 30_000 }, () => {
  test('the search has the focus; arrow keys go through what fits and back; Enter takes the first', async () => {
    const page = await open('connect-choose-catalogue');
    expect(await focused(page)).toBe('search');
    await page.keyboard.type('example');
    await page.keyboard.press('ArrowDown');
    const first = await focused(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('Example Atlas');
    for (const _ of [1, 2, 3, 4]) await page.keyboard.press('ArrowUp');
    expect(await focused(page)).toBe('search');
    await page.keyboard.press('Enter');
    await page
      .getByRole('heading', { level: 1 })
      .filter({ hasText: first ?? 'no name' })
      .waitFor();
    await page.close();
  });

  test('an entry without places is in use and set up after one choice, and the way back skips what came between', async () => {
    const page = await open('connect-choose-catalogue');
    await page.keyboard.type('cafe');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Set up Café Orders' }).waitFor();
    expect(await said(page, 'services.add')).toEqual([{ own: 'services.add', input: { id: 'cafe-orders' } }]);
    expect(hashOf(page)).toBe('#service=cafe-orders');
    await page.goBack();
    await page.getByRole('heading', { name: 'Connect a service' }).waitFor();
    expect(await page.getByRole('region', { name: 'In use' }).getByRole('link', { name: 'Café Orders' }).count()).toBe(1);
    await page.close();
  });

  test('three hundred entries are painted in part, the others found by typing, unverified ones only when shown', async () => {
    const page = await open('connect-choose-catalogue');
    const rows = page.getByRole('region', { name: 'Catalogue' }).getByRole('link');
    await page.getByRole('switch', { name: 'Show unverified' }).click();
    expect(await rows.count()).toBe(40);
    await page.getByText(/^\d+ more\. Type/).waitFor();
    await page.getByRole('searchbox').fill('collected 177');
    await expect
      .poll(() => rows.allInnerTexts())
      .toEqual([expect.stringMatching(/Collected 177\s+login\.collected-177\.example\s+Not verified/)]);
    await page.getByRole('switch', { name: 'Show unverified' }).click();
    await page.getByText('1 entry that nobody has checked fits.').waitFor();
    expect(await rows.count()).toBe(0);
    await page.close();
  });

  test('an address that nothing fits is looked up on the options page', async () => {
    const page = await open('connect-choose-address');
    await page.getByRole('button', { name: 'Look it up' }).click();
    expect(await said(page, 'tabs.create')).toEqual([
      {
        own: 'tabs.create',
        input: { url: expect.stringMatching(/#services\/new\?look=https%3A%2F%2Flogin\.unknown\.test%2Foauth$/) },
      },
    ]);
    await page.close();
  });
});

describe('what only the user can tell', { timeout: 30_000 }, () => {
  test('a mistake is named on leaving the field; what is right is sent once', async () => {
    const page = await open('connect-where-several');
    await page.getByLabel('Server').fill('two words');
    await page.getByLabel('Workspace').focus();
    await page.getByText('“Server” looks like acme.tenants.test').waitFor();
    expect(await page.getByLabel('Workspace').inputValue()).toBe('common');
    await page.getByLabel('Server').fill('https://acme.tenants.test/w/acme');
    await page.getByLabel('Workspace').fill(' acme ');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Set up Example Tenant' }).waitFor();
    expect((await said(page, 'services.add')).at(-1)?.input).toEqual({
      id: 'example-tenant',
      values: { host: 'https://acme.tenants.test/w/acme', workspace: 'acme' },
    });
    await page.close();
  });

  test('what the worker refuses is said at its field', async () => {
    const page = await open('connect-where-several');
    await page.getByText('“Server” looks like acme.tenants.test').waitFor();
    expect(await said(page, 'services.add')).toHaveLength(1);
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.close();
  });

  test('a host in the own network is sent only after the user confirmed it, and asked about anew when it changes', async () => {
    const page = await open('connect-where-own');
    const confirm = page.getByRole('button', { name: 'Use this address in my network' });
    await confirm.waitFor();
    expect(await said(page, 'services.add')).toEqual([]);
    await page.getByLabel('Instance').fill('router.lan');
    expect(await confirm.count()).toBe(0);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('router.lan lies in your own network').waitFor();
    await confirm.click();
    await expect
      .poll(() => said(page, 'services.add'))
      .toEqual([{ own: 'services.add', input: { id: 'example-social', values: { instance: 'router.lan' } } }]);
    await page.close();
  });

  test('an entry that nobody checked says so before it is used, and after', async () => {
    const page = await open('connect-where-unverified');
    await page.getByText('Countersign’s makers have not checked this entry of Practice Library').waitFor();
    await page.getByLabel('API host').fill('api.library.test');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Set up Practice Library' }).waitFor();
    expect(await page.getByText('Not verified', { exact: true }).count()).toBe(1);
    await page.close();
  });
});

describe('setting up', { timeout: 30_000 }, () => {
  test('one click asks the browser for every host, saves and signs in', async () => {
    const page = await open('connect-setup-foreign');
    expect(await page.getByLabel('Client secret').count()).toBe(0);
    await page.getByLabel('Client id').fill(' drive-1 ');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => said(page, 'permissions.request', 'apps.save', 'signIn.start'))
      .toMatchObject([
        {
          own: 'permissions.request',
          input: { origins: expect.arrayContaining(['https://api.drive.example/*', 'http://127.0.0.1/*']) },
        },
        { own: 'apps.save', input: { serviceId: 'example-drive', clientId: 'drive-1' } },
        { own: 'signIn.start', input: { serviceId: 'example-drive' } },
      ]);
    await page.close();
  });

  test('when the browser says no, the app is kept and the next page says what is reached', async () => {
    const page = await open('connect-setup-foreign');
    await grantHosts(page, false);
    await page.getByLabel('Client id').fill('drive-1');
    await page.getByRole('button', { name: 'Allow and sign in' }).click();
    await expect.poll(() => hashOf(page)).toBe('#service=example-drive');
    expect((await said(page, 'apps.save', 'signIn.start')).map(({ own }) => own)).toEqual(['apps.save']);
    await page.close();
  });

  test('another redirect URL that the app has is saved with it, and taken away when the field is emptied', async () => {
    const page = await open('connect-setup-registered');
    await page.getByText('This URL starts with http.').waitFor();
    await page.getByLabel('Its redirect URL').fill('https://example.org/callback');
    await page
      .getByRole('button', { name: 'Allow and sign in' })
      .or(page.getByRole('button', { name: 'Sign in' }))
      .click();
    await expect
      .poll(async () => (await said(page, 'apps.save'))[0]?.input)
      .toMatchObject({ redirectUrl: 'https://example.org/callback' });
    await page.close();
    const again = await open('connect-setup-registered');
    await again.getByLabel('Its redirect URL').fill('');
    await again.getByRole('button', { name: 'Sign in' }).click();
    await expect.poll(async () => (await said(again, 'apps.save'))[0]?.input).toMatchObject({ redirectUrl: '' });
    await again.close();
  });

  test('a window that did not do it is followed by a tab, by the user’s click', async () => {
    const page = await open('connect-failed-closed');
    await page.getByRole('button', { name: 'Open it in a tab instead' }).click();
    await expect
      .poll(() => said(page, 'signIn.start', 'signIn.dismiss'))
      .toMatchObject([
        { own: 'signIn.start', input: { through: 'tab' } },
        { own: 'signIn.dismiss', input: { id: 's1' } },
      ]);
    await page.close();
  });
});
