/** The catalogue and packs on the options page, in a real browser: what is found, shown, duplicated, taken, and made. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { galleryPages, hasFocus, hashOf, said } from './gallery-pages';

const open = galleryPages({ width: 1280, height: 800 });
const search = (page: Page) => page.getByLabel('Search by name, host or pasted URL');

describe('the catalogue', { timeout: 30_000 }, () => {
  test('three letters find an entry, which is read and then signed in to', async () => {
    const page = await open('options-services-list');
    await search(page).fill('sto');
    await page.getByText('1 service. Paste any URL').waitFor();
    await page.getByRole('link', { name: 'Example Store' }).click();
    expect(hashOf(page)).toBe('#services/example-store');
    const panel = page.getByRole('article', { name: 'Example Store' });
    for (const text of ['Checked 2 Nov 2026', 'Custom app', 'read_orders', '{shop}.store.example', 'Only when wanted'])
      expect(await panel.innerText()).toContain(text);
    await panel.getByText('Ways in which it differs').click();
    await panel.getByText('It refuses the proof of the code (PKCE).').waitFor();
    await panel.getByRole('button', { name: 'Open the developer page' }).click();
    await panel.getByRole('button', { name: 'Sign in' }).click();
    expect(await said(page, 'tabs.create', 'windows.create')).toMatchObject([
      { input: { url: 'https://partners.store.example/apps' } },
      { input: { url: expect.stringContaining('connect.html#catalogue=example-store') } },
    ]);
    await page.close();
  });

  test('a pasted URL finds the service of its site', async () => {
    const page = await open('options-services-list');
    await search(page).fill('https://www.photos.test/albums/7');
    expect(await page.locator('#services-list a.row').allInnerTexts()).toEqual([expect.stringContaining('Practice Photos')]);
    await page.close();
  });

  test('what nobody checked is shown only by the switch, and says so', async () => {
    const page = await open('options-services-none');
    await page.getByText('Nothing found for “library”').waitFor();
    const unverified = page.getByRole('switch', { name: 'Show unverified 1' });
    await unverified.check();
    await page.getByRole('link', { name: 'Practice Library' }).click();
    await page.getByText('Not verified: nobody has checked this entry here.').waitFor();
    await search(page).fill('');
    const more = page.getByRole('button', { name: 'Show all 221 services' });
    expect(await page.locator('#services-list a.row').count()).toBe(60);
    await more.click();
    expect(await page.locator('#services-list a.row').count()).toBe(221);
    await page.close();
  });

  test('the lists are tabs to the keyboard, and Back leads to the other one', async () => {
    const page = await open('options-services-list');
    await page.getByRole('tab', { name: 'Catalogue' }).press('ArrowRight');
    await page.getByRole('heading', { name: 'From the pack acme' }).waitFor();
    expect(hashOf(page)).toBe('#services?tab=yours');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('tab-yours');
    await page.getByRole('link', { name: 'Acme Calendar' }).click();
    await page.getByRole('form', { name: 'Acme Calendar' }).getByText('From the pack acme').waitFor();
    await page.goBack();
    await page.goBack();
    await page.getByRole('tab', { name: 'Catalogue', selected: true }).waitFor();
    await page.close();
  });

  test('a duplicate is an own service, once its places are filled', async () => {
    const page = await open('options-service-duplicate');
    const form = page.getByRole('form', { name: 'Duplicate' });
    await hasFocus(page, 'authorizeUrl');
    expect(await said(page, 'services.save')).toEqual([]);
    await form.getByLabel('Authorize URL').fill('https://mine.store.example/admin/oauth/authorize');
    await form.getByLabel('Token URL').fill('https://mine.store.example/admin/oauth/access_token');
    await form.getByLabel('Hosts that may receive the token').fill('mine.store.example');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => said(page, 'services.save')).toHaveLength(1);
    const [{ input } = { input: undefined }] = await said(page, 'services.save');
    expect(input).toMatchObject({
      service: {
        id: 'copy-of-example-store',
        name: 'Copy of Example Store',
        pkce: 'none',
        apiHosts: ['https://mine.store.example'],
      },
    });
    for (const name of ['variables', 'checked']) expect(input).not.toHaveProperty(`service.${name}`);
    expect(hashOf(page)).toBe('#services/copy-of-example-store?tab=yours');
    await page.close();
  });

  test('of a service in use the entry stands, and only the app is saved', async () => {
    const page = await open('options-services');
    const form = page.getByRole('form', { name: 'Practice Photos' });
    expect(await form.getByLabel('Authorize URL').count()).toBe(0);
    await form.getByText('Registered with another redirect URL').click();
    await form.getByLabel('Redirect URL of your app there').fill('http://example.org/cb');
    await form.getByRole('button', { name: 'Save' }).click();
    await hasFocus(page, 'appRedirectUrl');
    await form.getByText('This URL starts with http.').waitFor();
    await form.getByLabel('Redirect URL of your app there').fill('https://example.org/cb');
    await form.getByRole('button', { name: 'Save' }).click();
    const app = { serviceId: 'practice-photos', clientId: 'pp-7f3a91c2e4', redirectUrl: 'https://example.org/cb' };
    await expect.poll(() => said(page, 'apps.save', 'services.save')).toEqual([{ own: 'apps.save', input: app }]);
    await page.close();
  });
});

describe('packs', { timeout: 30_000 }, () => {
  test('a file is read before anything is taken, and only what is ticked is', async () => {
    const page = await open('options-pack-import');
    const file = { name: 'acme.json', mimeType: 'application/json', buffer: Buffer.from('{"countersign":"services"}') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('heading', { name: 'The pack acme' }).waitFor();
    expect(await said(page, 'packs.read', 'packs.add')).toEqual([
      { own: 'packs.read', input: { text: '{"countersign":"services"}' } },
    ]);
    expect(await page.getByRole('checkbox', { name: /Acme Notes/ }).isDisabled()).toBe(true);
    expect(await page.getByText('tokens.other.example').isVisible()).toBe(true);
    await page.getByRole('checkbox', { name: /Acme Tasks/ }).uncheck();
    await page.getByRole('checkbox', { name: /Acme Mail/ }).check();
    await page.getByRole('button', { name: 'Take 2 services' }).click();
    const take = { text: '{"countersign":"services"}', take: ['acme.calendar', 'acme.mail'] };
    await expect.poll(() => said(page, 'packs.add')).toEqual([{ own: 'packs.add', input: take }]);
    expect(hashOf(page)).toBe('#services/acme.calendar?tab=yours');
    await page.close();
  });

  test('a dropped file is read as well; nothing ticked is nothing taken', async () => {
    const page = await open('options-pack-import');
    await page.locator('.drop').evaluate((place) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['{"dropped":1}'], 'acme.json', { type: 'application/json' }));
      place.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.getByRole('heading', { name: 'The pack acme' }).waitFor();
    for (const name of [/Acme Calendar/, /Acme Tasks/]) await page.getByRole('checkbox', { name }).uncheck();
    await page.getByRole('button', { name: 'Take services' }).click();
    await page.getByText('Nothing is chosen').waitFor();
    expect(await said(page, 'packs.add')).toEqual([]);
    await page.close();
  });

  test('what is wrong with a pack is named by its place, and the text stays', async () => {
    const page = await open('options-pack-invalid');
    await page.getByText('services.2.tokenUrl: not https').waitFor();
    expect(await page.getByLabel('Or paste it').inputValue()).toContain('http://login.acme.example/token');
    await page.close();
  });

  test('a pack is made of what is chosen, under a name that it may have', async () => {
    const page = await open('options-pack-export-wrong');
    await hasFocus(page, 'packName');
    expect(await said(page, 'packs.write')).toEqual([]);
    const form = page.getByRole('form', { name: 'Export a pack' });
    await form.getByLabel('Name of the pack').fill('practice-photos');
    await form.getByText('A service of the catalogue has this name.').waitFor();
    await form.getByLabel('Name of the pack').fill('my-services');
    await form.getByRole('checkbox', { name: 'Example Files' }).check();
    await form.getByRole('switch', { name: 'With client ids' }).check();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      form.getByRole('button', { name: 'Save as a file' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('my-services.countersign.json');
    const input = { name: 'my-services', ids: ['practice-photos', 'example-files'], apps: true };
    expect(await said(page, 'packs.write')).toEqual([{ own: 'packs.write', input }]);
    expect(JSON.parse(await readFile(await file.path(), 'utf8'))).toEqual({ countersign: 'services', version: 1, ...input });
    await page.close();
  });
});
