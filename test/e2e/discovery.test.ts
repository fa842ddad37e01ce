/** A service found at its address on the options page, clicked: the hosts, the own network, what was found, the first sign-in without any set-up. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { practiceHosts } from '../practice/set-up';
import { closing, connectWindow } from '../practice/windows';
import { startFiles, type FilesService } from '../services/files';
import { answerOf, pageCall } from './pages/app';
import { openEnabled, openStage, type Stage } from './pages/stage';
import { allowed } from './support/oauth1';
import { allowsAt } from './support/oauth2';
import { textsFor } from './support/user';

let stage: Stage;
let files: FilesService;
beforeAll(async () => {
  stage = await openStage({ bare: true }); // no host is granted
  stage.browser.context.setDefaultTimeout(10_000);
  files = await startFiles();
});
afterAll(async () => {
  await stage?.close();
  await files?.close();
});

const opens = () => stage.browser.page('extension/pages/options/options.html#services');

/** Where there is no service yet: pastes an address into the form of a new one, and has it looked up. */
async function looksUpFirst(address: string): Promise<Page> {
  const page = await opens();
  await page.getByRole('link', { name: 'Add your own' }).click();
  const form = page.getByRole('form', { name: 'Add by address' });
  await form.getByLabel('Address').fill(address);
  await form.getByRole('button', { name: 'Look it up' }).click();
  return page;
}

/** Pastes an address into the search of the options page, and has it looked up. */
async function looksUp(address: string): Promise<Page> {
  const page = await opens();
  await page.getByLabel('Search by name, host or pasted URL').fill(address);
  await page.getByRole('button', { name: 'Look it up' }).click();
  await page.waitForURL(/#services\/new$/);
  return page;
}

/** Confirms that the address lies in the user's own network. */
const confirms = (page: Page) => page.getByRole('button', { name: 'Use this address in my network' }).click();
const documents = () => files.log.filter(({ path }) => path.includes('/.well-known/'));

test('pasted, confirmed, its host allowed, shown whole, saved, signed in; the app registered itself', async () => {
  const { host } = new URL(files.origin);
  const page = await looksUpFirst(`${files.origin}/api/me?page=2#top`);
  await page.getByText(`${host} lies in your own network.`).waitFor();
  expect(files.log).toEqual([]);
  await confirms(page);

  // The browser lets nobody read there: the host is asked for by the user's click.
  await page.getByText('The browser must allow this first.').waitFor();
  expect(await page.getByRole('status').locator('ul.hosts').innerText()).toContain('127.0.0.1');
  await stage.browser.promiseHosts(practiceHosts(stage.browser));
  await page.getByRole('button', { name: 'Allow and look' }).click();

  const found = page.getByRole('form', { name: 'What was found' });
  await found.getByText('Registers itself: nothing to set up').waitFor();
  for (const text of ['Not saved yet', 'Tells who signed in', 'Sign-in with a code', 'Own network', files.origin, 'files.read'])
    expect(await found.innerText()).toContain(text);
  expect((await stage.overview()).services.filter(({ service }) => service.name === 'Practice Files')).toEqual([]);
  await found.getByLabel('Name').fill('Files at home');

  const connect = await connectWindow(stage.browser, 'other', () =>
    found.getByRole('button', { name: 'Save and sign in' }).click(),
  );
  await connect.getByRole('heading', { name: 'Sign in to Files at home' }).waitFor();
  expect(await connect.locator('[name=id]').count()).toBe(0); // no app is asked for
  await connect.getByRole('radio', { name: /^At its page/ }).check();
  await connect
    .getByRole('button', { name: /^(Allow and sign in|Sign in)$/ })
    .and(connect.locator('[aria-disabled=false]'))
    .click();
  await allowsAt(stage);
  await connect.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
  await closing(connect, () => connect.getByRole('button', { name: 'Close' }).click({ noWaitAfter: true }));
  expect(files.log.filter(({ path }) => path === '/register').map(({ status }) => status)).toEqual([201]);

  const { accounts, services } = await stage.overview();
  const view = services.find(({ service }) => service.name === 'Files at home');
  expect(view).toMatchObject({ accounts: 1, app: { registered: true }, service: { issuer: files.origin } });
  const account = accounts.find(({ serviceId }) => serviceId === view?.service.id);
  expect(account).toMatchObject({ label: 'alice', subject: '2291', clientId: view?.app?.clientId, renewable: true });
  await page.getByText('Countersign registered this app by itself.').waitFor();
  await page.getByText(view?.app?.clientId ?? '-').waitFor();
  await page.close();

  if (!account) throw new Error('There is no account.');
  const site = await openEnabled(stage);
  const handle = await allowed(stage, site, account);
  expect(answerOf(await pageCall(site, handle, `${files.origin}/api/me`))).toBe(200);
});

test('pasted again, it is known already; the document is read anew', async () => {
  const before = documents().length;
  const page = await looksUp(files.origin);
  await confirms(page);
  const found = page.getByRole('form', { name: 'What was found' });
  await found.getByText('It is here already, as Files at home.').waitFor();
  expect(documents().length).toBeGreaterThan(before);
  await found.getByRole('link', { name: 'Open it' }).click();
  await page.getByRole('form', { name: 'Files at home' }).getByText('Countersign registered this app by itself.').waitFor();
  expect((await stage.overview()).services.filter(({ service }) => JSON.stringify(service).includes(files.origin))).toHaveLength(
    1,
  );
  await page.close();
});

test('a document that claims another issuer is not taken, and the user is told whose it is not', async () => {
  files.wrongDiscoveryIssuer = 'https://issuer.practice.example';
  const { services } = await stage.overview();
  const page = await looksUp(files.origin);
  await confirms(page);
  const { title } = textsFor('discovery_mismatch', new URL(files.origin).host);
  await page.getByText(title).waitFor();
  expect(await page.getByRole('form', { name: 'What was found' }).count()).toBe(0);
  expect((await stage.overview()).services).toEqual(services);

  files.wrongDiscoveryIssuer = undefined;
  await page.getByRole('form', { name: 'Add by address' }).getByRole('button', { name: 'Look it up' }).click();
  await confirms(page);
  await page.getByRole('form', { name: 'What was found' }).waitFor();
  await page.close();
});

test('cancelled before the own network is confirmed: nothing was sent there', async () => {
  const before = files.log.length;
  const page = await looksUp(files.origin);
  await page.getByText('lies in your own network.').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('lies in your own network.').waitFor({ state: 'hidden' });
  expect(files.log).toHaveLength(before);
  await page.close();
});
