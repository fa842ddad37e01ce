/** What the end-to-end tests of people and callers stand on: a browser, the practice services, a site, and short ways to get there. */
import type { Page } from 'playwright';
import type { Given } from '../../../src/core/words';
import type { Overview } from '../../../src/messaging/views';
import type { Browser } from '../../harness/browser';
import { launchBrowser, type LaunchOptions } from '../../harness/launch';
import { poll } from '../../harness/poll';
import { enterServices, ownCall, practiceHosts, startWorld, type PracticeWorld } from '../../practice/set-up';
import { choosesAccount } from '../../practice/windows';
import { clickConnect, openApp, type Told } from './app';
import { startTestSite, type TestSite } from './site';

export interface Stage {
  readonly browser: Browser;
  readonly world: PracticeWorld;
  readonly site: TestSite;
  /** One of our own pages, for own calls. */
  readonly own: Page;
  overview(): Promise<Overview>;
  close(): Promise<void>;
}

interface StageOptions {
  readonly world?: Parameters<typeof startWorld>[0];
  readonly browser?: LaunchOptions;
  /** Origins that Practice Files has as API hosts too; the site's own policy lets it fetch from them. */
  readonly apiHosts?: readonly string[];
  /** Leave services and hosts to the test. */
  readonly bare?: boolean;
}

/** Starts everything: by default with both services entered and every practice host granted. */
export async function openStage({ world: how, browser: what, apiHosts = [], bare }: StageOptions = {}): Promise<Stage> {
  const world = await startWorld(how);
  const site = await startTestSite(apiHosts);
  const browser = await launchBrowser(what);
  const own = await browser.page('extension/pages/options/options.html#sites');
  if (!bare) {
    await browser.grantHosts(practiceHosts(browser));
    await enterServices(browser, world, apiHosts);
  }
  return {
    browser,
    world,
    site,
    own,
    overview: () => ownCall(own, 'overview', {}),
    close: async () => {
      await browser.close();
      await Promise.all([world.close(), site.close()]);
    },
  };
}

/** Answers the service's pages in the sign-in window. */
export async function answerService(browser: Browser, username: string): Promise<void> {
  const page = await browser.signInWindow();
  await choosesAccount(page, username);
  await page.fill('#username', username);
  await page.fill('#password', `practice-${username}`);
  await page.click('#login');
  await page.click('#allow');
}

/** Signs in without the clicks before it. @returns the account's id */
export async function signIn(stage: Stage, serviceId: string, username: string): Promise<string> {
  const { browser, own } = stage;
  const id = await ownCall(own, 'signIn.start', { serviceId });
  const connect = await browser.page(`extension/pages/connect/connect.html#${new URLSearchParams({ signIn: id })}`);
  await answerService(browser, username);
  await connect.getByRole('heading', { name: `Signed in as ${username}` }).waitFor();
  const account = (await stage.overview()).accounts.find((one) => one.serviceId === serviceId && one.label === username);
  await connect.close();
  if (!account) throw new Error(`${username} has no account at ${serviceId}.`);
  return account.id;
}

/** Opens the test site, enabled. */
export async function openEnabled(stage: Stage, origin = stage.site.origin): Promise<Page> {
  await ownCall(stage.own, 'sites.enable', { origin });
  return openApp(await stage.browser.context.newPage(), origin);
}

/** The window with a site's request. */
export async function consentWindow(stage: Stage): Promise<Page> {
  const page = await poll(
    () => stage.browser.context.pages().find((one) => one.url().includes('/connect.html#ask=')),
    'the consent window',
  );
  await page.bringToFront();
  return page;
}

/** Clicks a button of the consent window as soon as it counts. */
export async function clickReady(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await page.locator('button[aria-disabled=false]', { hasText: new RegExp(`^${name}$`) }).waitFor();
  await button.click();
}

/** Clicks Connect on the page and lets the user answer. @returns what the page was told */
export async function connect(
  stage: Stage,
  page: Page,
  want: object,
  answer: (consent: Page) => Promise<void>,
): Promise<Told<Given>> {
  const said = await clickConnect(page, want);
  const consent = await consentWindow(stage);
  await answer(consent);
  if (!consent.isClosed()) await consent.waitForEvent('close');
  return said();
}

/** Gives a page a permit by clicking Allow. @returns its handle */
export async function permit(
  stage: Stage,
  page: Page,
  want: object,
  change: (consent: Page) => Promise<void> = async () => {},
): Promise<string> {
  const given = await connect(stage, page, want, async (consent) => {
    await change(consent);
    await clickReady(consent, 'Allow');
  });
  if (!given.handle) throw new Error(`No permit: ${JSON.stringify(given)}`);
  return given.handle;
}

/** Picks an account in the consent window. */
export function pickAccount(label: string): (consent: Page) => Promise<void> {
  return async (consent) => {
    await consent.getByLabel('Account', { exact: true }).selectOption({ label });
  };
}
