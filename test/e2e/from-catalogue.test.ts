/** A service of the catalogue from the list to the account, in the user's own steps: no more than five after the client id is pasted. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Template } from '../../src/core/catalogue';
import { withCatalogue, type CatalogueFolder } from '../harness/catalogue';
import { filesEntry } from '../practice/entries';
import { practiceHosts } from '../practice/set-up';
import { connectWindow } from '../practice/windows';
import { startFiles, type FilesService } from '../services/files';
import { answerService, openStage, type Stage } from './pages/stage';

let copy: CatalogueFolder;
let stage: Stage;
let files: FilesService;

beforeAll(async () => {
  files = await startFiles();
  const entry = filesEntry(files.origin);
  const checked = { date: '2026-11-02', source: 'The practice services' };
  const site: Template = {
    ...filesEntry('http://{site}'),
    id: 'practice-site',
    name: 'Practice Site',
    variables: [{ name: 'site', label: 'Site', kind: 'host', example: '127.0.0.1:8080' }],
    checked,
  };
  copy = await withCatalogue(inject('builds')[inject('browser') === 'firefox' ? 'firefoxTest' : 'chromiumTest'], [
    { ...entry, checked },
    site,
  ]);
  stage = await openStage({ bare: true, browser: { extension: copy.folder } });
});
afterAll(async () => {
  await stage?.close();
  await files?.close();
  await copy?.remove();
});

/** The connect window as the popup opens it. */
async function opened(): Promise<Page> {
  const { browser } = stage;
  return connectWindow(browser, 'other', async () =>
    (await browser.popup()).click({ role: 'button', name: 'Connect a service' }),
  );
}

/** Counts what the user does: each key press that sends, each click, each field that is filled. */
function counting(): { readonly did: (what: Promise<unknown>) => Promise<void>; readonly count: () => number } {
  let steps = 0;
  return {
    did: async (what) => {
      await what;
      steps++;
    },
    count: () => steps,
  };
}

async function register(): Promise<string> {
  const { redirectUrl } = await stage.overview();
  return files.registerApp({ redirectUris: [redirectUrl] }).clientId;
}

test('found by typing, set up, signed in: five steps after the client id, beside the browser’s own question for the hosts', async () => {
  const { browser } = stage;
  await browser.promiseHosts(practiceHosts(browser));
  const window = await opened();
  const search = window.getByRole('searchbox');
  await window.getByRole('region', { name: 'Catalogue' }).getByRole('link').first().waitFor();
  expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
  await window.keyboard.type('practice fi');
  await window.getByRole('link', { name: 'Practice Files' }).waitFor();
  await window.keyboard.press('Enter');
  await window.getByRole('heading', { name: 'Set up Practice Files' }).waitFor();
  await window.getByText((await stage.overview()).redirectUrl).waitFor();
  expect(await window.getByRole('textbox', { name: 'Client secret' }).count()).toBe(0);
  await window.getByLabel('Client id').fill(await register());

  const { did, count } = counting();
  await did(window.getByRole('button', { name: 'Allow and sign in' }).click());
  const service = await browser.signInWindow();
  await did(service.fill('#username', 'alice'));
  await did(service.fill('#password', 'practice-alice'));
  await did(service.click('#login'));
  await did(service.click('#allow', { noWaitAfter: true }));
  await window.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
  expect(count()).toBeLessThanOrEqual(5);
  expect((await stage.overview()).services).toMatchObject([
    { service: { id: 'practice-files' }, source: { kind: 'catalogue', id: 'practice-files', values: {} }, accounts: 1 },
  ]);
  await window.close();
});

test('in use, it stands above the catalogue; the entry with a place asks where, and for an address in the own network twice', async () => {
  const { browser } = stage;
  const window = await opened();
  await window.getByRole('region', { name: 'In use' }).getByRole('link', { name: 'Practice Files' }).waitFor();
  await window.getByRole('searchbox').fill('practice');
  const entries = window.getByRole('region', { name: 'Catalogue' }).getByRole('link');
  await expect.poll(() => entries.allInnerTexts()).toEqual([expect.stringContaining('Practice Site')]);
  await entries.click();
  await window.getByLabel('Site').fill(`${files.origin}/developers?page=2`);
  await window.keyboard.press('Enter');
  await window.getByText('lies in your own network').waitFor();
  expect((await stage.overview()).services).toHaveLength(1);
  await window.getByRole('button', { name: 'Use this address in my network' }).click();
  await window.getByRole('heading', { name: `Set up Practice Site (${new URL(files.origin).host})` }).waitFor();
  await window.getByLabel('Client id').fill(await register());
  await window.getByRole('button', { name: 'Sign in' }).click();
  await answerService(browser, 'alice');
  await window.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
  expect((await stage.overview()).accounts.map(({ serviceId }) => serviceId)).toEqual([
    'practice-files',
    expect.stringMatching(/^practice-site\./),
  ]);
  await window.close();
});
