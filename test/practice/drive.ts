/**
 * Clicks through Countersign's own windows as a user does: enables a site, signs in, answers a consent window, opens the
 * options page. Everything is found by its role and its name. For the demo and the end-to-end tests.
 */
import type { Page } from 'playwright';
import type { Browser } from '../harness/browser';
import { poll } from '../harness/poll';
import { practiceHosts } from './set-up';
import { choosesAccount, closing, connectWindow, leave, shotOf, unseen, type Look } from './windows';

export type ServiceId = 'practice-photos' | 'practice-files' | 'practice-x';

export const serviceNames: Readonly<Record<ServiceId, string>> = {
  'practice-photos': 'Practice Photos',
  'practice-files': 'Practice Files',
  'practice-x': 'Practice Microblog',
};

/**
 * Enables the page's site from the toolbar popup. The browser's own prompt for the host can't be clicked from outside: the
 * host is promised beforehand, which is a user who will say yes.
 */
export async function enableSiteFromPopup(browser: Browser, page: Page, { look = unseen }: { look?: Look } = {}): Promise<void> {
  const { protocol, hostname } = new URL(page.url());
  await browser.promiseHosts([`${protocol}//${hostname}/*`]);
  const popup = await browser.popup(page);
  await popup.waitFor({ role: 'button', name: 'Enable for this site' });
  await look('popup-site', popup.screenshot);
  await popup.click({ role: 'button', name: 'Enable for this site' });
  await popup.waitFor({ role: 'button', name: 'Turn off for this site' });
  await look('popup-enabled', popup.screenshot);
  await leave(popup);
}

/** Turns the page's site off again from the toolbar popup. */
export async function disableSiteFromPopup(browser: Browser, page: Page): Promise<void> {
  const popup = await browser.popup(page);
  await popup.click({ role: 'button', name: 'Turn off for this site' });
  await popup.waitFor({ role: 'button', name: 'Enable for this site' });
  await leave(popup);
}

export interface SignIn {
  readonly service: ServiceId;
  readonly user: string;
  readonly password: string;
  readonly from: 'popup' | 'options';
  /** The page over which the popup opens; by default the newest. */
  readonly over?: Page | undefined;
  /** How, where the service has several ways: the words of the choice. */
  readonly way?: string | undefined;
  /** The account's label when the same person signs in again. */
  readonly again?: string | undefined;
  /** What the user answers at the service. Default: allow. */
  readonly decision?: 'allow' | 'deny' | undefined;
  readonly look?: Look | undefined;
}

/**
 * Signs in: popup or options page, connect window, host access, the service's own pages, and "Signed in as …".
 * @returns the account's label, as the connect window says it
 * @throws Error when the connect window ends with "Not signed in", with its words
 */
export async function signIn(browser: Browser, options: SignIn): Promise<string> {
  const { look = unseen } = options;
  const window = await startSignIn(browser, options);
  await answerAtService(browser, options);
  const end = window.locator('h1').filter({ hasText: /^Signed in/ });
  const failed = window.getByRole('alert');
  await end.or(failed).first().waitFor();
  if (await failed.isVisible()) {
    const words = (await window.getByRole('main').innerText()).replace(/\s+/g, ' ');
    throw new Error(`The sign-in at ${serviceNames[options.service]} ended with: ${words}`);
  }
  await look('connect-done', shotOf(window));
  const label = (await end.innerText()).replace(/^Signed in as /, '');
  await closing(window, () => window.getByRole('button', { name: 'Close' }).click({ noWaitAfter: true }));
  return label;
}

/** Does what precedes the service's own pages. @returns the connect window, which shows the sign-in under way */
export async function startSignIn(browser: Browser, options: Omit<SignIn, 'user' | 'password'>): Promise<Page> {
  const { service, again, way, look = unseen } = options;
  await browser.promiseHosts(practiceHosts(browser));
  const window = await connectWindow(browser, 'other', () =>
    options.from === 'popup' ? fromPopup(browser, options) : fromOptions(browser, options),
  );
  if (!again) {
    const row = window.getByRole('link', { name: serviceNames[service] });
    await row.waitFor();
    await look('connect-choose', shotOf(window));
    await row.click();
  }
  if (way) await window.getByRole('radio', { name: way }).check();
  const go = window.getByRole('button', { name: /^(Allow and sign in|Sign in)$/ }).and(window.locator('[aria-disabled=false]'));
  await go.waitFor();
  await look('connect-sign-in', shotOf(window));
  await go.click();
  if (!way) await window.getByRole('list', { name: 'Steps of the sign-in' }).waitFor();
  return window;
}

/** Types name and password into the service's own window, and answers there. Resolves when that window is closed. */
export async function answerAtService(
  browser: Browser,
  { user, password, decision = 'allow', look = unseen }: SignIn,
): Promise<void> {
  const service = await browser.signInWindow();
  await choosesAccount(service, user);
  await service.locator('#username').fill(user);
  await service.locator('#password').fill(password);
  await look('service-login', shotOf(service));
  await service.locator('#login').click();
  const answer = service.locator(decision === 'allow' ? '#allow' : '#deny');
  await answer.waitFor();
  await look('service-consent', shotOf(service));
  await closing(service, () => answer.click({ noWaitAfter: true }));
}

export interface Answer {
  readonly decision: 'Allow' | 'Allow once' | 'Refuse';
  /** Chooses less (or as much) than was asked. */
  readonly access?: 'Read only' | 'Read and change' | undefined;
  readonly until?: 'This session' | 'I end it' | RegExp | undefined;
  /** Names of parts to leave out, such as `Photos`. */
  readonly untick?: readonly string[] | undefined;
  /** The label of the account to use. */
  readonly account?: string | undefined;
  readonly look?: Look | undefined;
}

export interface Seen {
  /** The window's question. */
  readonly title: string;
  /** The user's mark, in words. */
  readonly mark: string;
  /** Whether Allow was seen disabled. */
  readonly held: boolean;
}

/** Answers the consent window: waits for it (unless it is given), reads it, decides. Resolves when it has closed or asks the next question. */
export async function answerConsent(
  browser: Browser,
  { decision, look = unseen, ...answer }: Answer,
  given?: Page,
): Promise<Seen> {
  const window = given ?? (await connectWindow(browser, 'ask'));
  const allow = window.getByRole('button', { name: 'Allow', exact: true });
  await allow.waitFor();
  const held = (await allow.getAttribute('aria-disabled')) === 'true';
  const mark = ((await window.getByText(/^Your mark, /).textContent()) ?? '').replace('Your mark, ', '');
  const title = await window.getByRole('heading', { level: 1 }).innerText();
  if (answer.account) await window.getByLabel('Account').selectOption(answer.account);
  if (answer.access) await window.getByRole('radio', { name: answer.access }).check();
  if (answer.until) await window.getByRole('radio', { name: answer.until }).check();
  for (const part of answer.untick ?? []) await window.getByRole('checkbox', { name: part }).uncheck();
  if (decision !== 'Refuse') await allow.and(window.locator('[aria-disabled=false]')).waitFor();
  await look('consent', shotOf(window));
  const question = window.url();
  await window.getByRole('button', { name: decision, exact: true }).click({ noWaitAfter: true });
  await poll(() => window.isClosed() || window.url() !== question, 'the consent window to take the answer');
  return { title, mark, held };
}

/** Opens the options page at a view: `accounts`, `accounts/ID`, `services`, `sites`. */
export async function openOptions(browser: Browser, view = 'accounts'): Promise<Page> {
  const page = await browser.page(`extension/pages/options/options.html#${view}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** Opens an account on the options page, by its service and label. */
export async function openAccount(browser: Browser, service: ServiceId, label: string): Promise<Page> {
  const page = await openOptions(browser, 'accounts');
  await page.getByRole('link', { name: new RegExp(`${label}.*${serviceNames[service]}`) }).click();
  await page.getByRole('article').filter({ hasText: serviceNames[service] }).waitFor();
  return page;
}

async function fromPopup(
  browser: Browser,
  { service, again, over, look = unseen }: Omit<SignIn, 'user' | 'password'>,
): Promise<void> {
  const popup = await browser.popup(over);
  const name = again ? `Sign in to ${serviceNames[service]} as ${again}` : 'Connect a service';
  await popup.waitFor({ role: 'button', name });
  await look('popup', popup.screenshot);
  await popup.click({ role: 'button', name });
}

async function fromOptions(browser: Browser, { service, again }: Omit<SignIn, 'user' | 'password'>): Promise<void> {
  if (!again) return (await openOptions(browser)).getByRole('button', { name: 'Connect a service' }).click();
  const page = await openAccount(browser, service, again);
  const needed = page.getByRole('article').getByRole('button', { name: 'Sign in', exact: true });
  if (await needed.isVisible()) return needed.click();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Sign in again' }).click();
}
