/** Practice Microblog, OAuth 1.0a with a PIN: entered into Countersign, and signed in to by clicking as a user does. */
import type { Page } from 'playwright';
import type { Browser } from '../harness/browser';
import { poll } from '../harness/poll';
import type { PersonalityService } from '../services/personalities';
import { startSignIn, type SignIn } from './drive';
import { personalityEntry } from './entries';
import { ownCall } from './set-up';
import { closing, shotOf, unseen } from './windows';

/** Registers an app at the service for this browser's redirect URL, and enters service and app into Countersign. */
export async function enterMicroblog(browser: Browser, microblog: PersonalityService): Promise<void> {
  const options = await browser.page('extension/pages/options/options.html#services');
  const { redirectUrl } = await ownCall(options, 'overview', {});
  const { consumerKey: clientId, consumerSecret: clientSecret } = microblog.registerApp({ callbacks: [redirectUrl] });
  const service = personalityEntry('x', microblog.origin);
  await ownCall(options, 'services.save', { service });
  await ownCall(options, 'apps.save', { serviceId: service.id, clientId, clientSecret });
  await options.close();
}

/**
 * Signs in with a PIN: the service's page stands beside the connect window, the user copies what it shows.
 * @returns the account's label, and how many digits the PIN had
 */
export async function signInWithPin(
  browser: Browser,
  microblog: PersonalityService,
  { user, password, look = unseen, ...how }: Omit<SignIn, 'service' | 'again' | 'decision'>,
): Promise<{ readonly label: string; readonly digits: number }> {
  const window = await startSignIn(browser, { ...how, service: 'practice-x', way: 'With a PIN', look });
  const page = await servicePage(browser, microblog);
  await page.locator('#username').fill(user);
  await page.locator('#password').fill(password);
  await page.locator('#login').click();
  await page.locator('#allow').click();
  const pin = await page.locator('#pin').innerText();
  await look('service-pin', shotOf(page));
  await window.getByLabel('PIN', { exact: true }).fill(pin);
  await look('connect-pin', shotOf(window));
  await window.getByRole('button', { name: 'Finish the sign-in' }).and(window.locator('[aria-disabled=false]')).click();
  const end = window.locator('h1').filter({ hasText: /^Signed in/ });
  await end.waitFor();
  const label = (await end.innerText()).replace(/^Signed in as /, '');
  await closing(window, () => window.getByRole('button', { name: 'Close' }).click({ noWaitAfter: true }));
  return { label, digits: pin.length };
}

function servicePage(browser: Browser, { origin }: PersonalityService): Promise<Page> {
  return poll(
    () => browser.context.pages().find((page) => page.url().startsWith(`${origin}/oauth/`)),
    'the page that shows the PIN',
  );
}
