/** The example extension, built from the packed library: its own background, content script and page sign in and call in the browser of this run. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { poll } from '../harness/poll';
import { startFiles, type FilesService } from '../services/files';
import { startTestSite, type TestSite } from './pages/site';
import { copyExample, type Example } from './support/example';
import { driveChromium, driveFirefox, type Driver, type Tab } from './support/example-drivers';

const name = inject('browser');
const executable = inject('browsers')[name] ?? '';
let example: Example;
let files: FilesService;
let sites: readonly [TestSite, TestSite];

beforeAll(async () => {
  files = await startFiles();
  sites = await Promise.all([startTestSite(), startTestSite()]);
  example = await copyExample('page-notes');
  const { clientId } = files.registerApp({ redirectUris: [...example.redirectUris] });
  await example.build({ VITE_SERVICE: files.origin, VITE_CLIENT_ID: clientId });
});
afterAll(async () => {
  await Promise.all([files?.close(), ...(sites ?? []).map((site) => site.close())]);
  example?.remove();
});

test('it compiles against the types that are shipped', async () => {
  expect(await example.check()).toBe('');
});

describe(name, () => {
  let driver: Driver;
  let own: Tab;
  const page: Tab[] = [];
  const button = 'body > button:last-of-type';
  const isOwn = (url: string): boolean => url.endsWith('/page.html');

  beforeAll(async () => {
    driver = await (name === 'firefox' ? driveFirefox : driveChromium)(example.extension, executable);
    own = await driver.own('page.html');
  });
  afterAll(async () => driver?.close());

  const says = async (tab: Tab, text: string): Promise<void> => {
    let seen = '';
    const shows = async (): Promise<boolean> => (seen = await tab.text()).includes(text);
    await poll(shows, `“${text}” in ${name}`, { timeout: 20_000 }).catch((error: unknown) => {
      throw new Error(`It says: ${seen}`, { cause: error });
    });
  };
  const noted = () =>
    files.log.filter(({ method, path, outcome }) => method === 'POST' && path === '/api/files' && outcome === 'file added');

  /** Signs in through the browser’s own window, which the background opens. */
  async function signsIn(): Promise<void> {
    await says(own, 'Not signed in.');
    await own.click('main button');
    const service = await driver.other([own], (url) => url.startsWith(files.origin));
    await service.type('#username', 'alice');
    await service.type('#password', 'practice-alice');
    await service.click('#login');
    await service.click('#allow');
    await says(own, 'Signed in as alice.');
  }

  test('signs in through the browser’s own window, which its background opened', signsIn);

  test('its content script asks once, is allowed by the extension’s own page, and its call is signed', async () => {
    const before = noted().length;
    const tab = await driver.tab(sites[0].origin);
    page.push(tab);
    await tab.click(button);
    const question = await driver.other([own, ...page], isOwn);
    await says(question, `on ${sites[0].origin} add files`);
    await question.click('main p:nth-child(2) button');
    await says(tab, 'Noted');
    expect(noted()).toHaveLength(before + 1);
  });

  test('after the background’s death the next call needs no question', async () => {
    const before = noted().length;
    await driver.stopBackground();
    const tab = await driver.tab(sites[0].origin);
    page.push(tab);
    await tab.click(button);
    await says(tab, 'Noted');
    expect(noted()).toHaveLength(before + 1);
  });

  test('a question outlives the background, and another site is another caller', async () => {
    const tab = await driver.tab(sites[1].origin);
    page.push(tab);
    await tab.click(button);
    await says(own, `on ${sites[1].origin} add files`);
    await driver.stopBackground();
    await says(own, `on ${sites[1].origin} add files`);
    await own.click('main p:nth-child(2) button:nth-of-type(2)');
    await says(tab, 'Not noted: refused');
  });

  test('signing out ends the access at the service and every permit', async () => {
    const revoked = () => files.log.filter(({ path, outcome }) => path === '/revoke' && !outcome.startsWith('refused')).length;
    const before = revoked();
    await own.click('main p:first-child button');
    await says(own, 'Not signed in.');
    expect(revoked()).toBeGreaterThan(before);
    const calls = noted().length;
    const tab = await driver.tab(sites[0].origin);
    await tab.click(button);
    // Without the permit it has to ask anew: the question waits for who signs in again, and is refused then.
    await signsIn();
    await says(own, `on ${sites[0].origin} add files`);
    expect(noted()).toHaveLength(calls);
    await own.click('main p:nth-child(2) button:nth-of-type(2)');
    await says(tab, 'Not noted: refused');
  });
});
