/** The personalities of the OAuth 1.0a practice service in a running browser: entered, signed in to by clicking, allowed to a site. */
import type { Page } from 'playwright';
import type { OAuth1Service, OAuth1Way } from '../../../src/core/oauth1-service';
import type { AccountView, SignInView } from '../../../src/messaging/views';
import { poll } from '../../harness/poll';
import { personalityEntry } from '../../practice/entries';
import { ownCall, practiceHosts } from '../../practice/set-up';
import { closing } from '../../practice/windows';
import type { AppTraits } from '../../services/oauth1-tokens';
import type { PersonalityOptions } from '../../services/personality';
import { startPersonality, type PersonalityName, type PersonalityService } from '../../services/personalities';
import { clickConnect } from '../pages/app';
import { openStage, type Stage } from '../pages/stage';

/** One service with its entry in Countersign. */
export interface Place {
  readonly id: string;
  readonly service: PersonalityService;
  readonly entry: OAuth1Service;
}

export interface PlaceOptions {
  readonly options?: PersonalityOptions;
  readonly change?: Partial<OAuth1Service>;
  readonly traits?: AppTraits;
  /** No app is registered: the user does it, or brings one along. */
  readonly appless?: boolean;
}

export interface OAuth1Stage extends Stage {
  readonly redirectUrl: string;
  /** Starts a personality and enters it, with an app of this browser's redirect URL. */
  place(name: PersonalityName, how?: PlaceOptions): Promise<Place>;
}

export async function openOAuth1Stage(): Promise<OAuth1Stage> {
  const stage = await openStage({ bare: true });
  await stage.browser.grantHosts(practiceHosts(stage.browser));
  stage.browser.context.setDefaultTimeout(10_000);
  const { redirectUrl } = await stage.overview();
  const open: PersonalityService[] = [];
  return {
    ...stage,
    redirectUrl,
    async place(name, { options, change, traits, appless } = {}) {
      const service = await startPersonality(name, options);
      open.push(service);
      const entry = personalityEntry(name, service.origin, { apiOrigin: service.apiOrigin, ...change });
      await ownCall(stage.own, 'services.save', { service: entry });
      const place = { id: entry.id, service, entry };
      if (!appless) await registerApp(stage.own, place, { callbacks: [redirectUrl], ...traits });
      return place;
    },
    close: async () => {
      await stage.close();
      await Promise.all(open.map((service) => service.close()));
    },
  };
}

/** Registers an app at the service and enters it. @returns its consumer pair */
export async function registerApp(
  own: Page,
  { id, service }: Place,
  app: { callbacks: string[] } & AppTraits,
): Promise<{ consumerKey: string; consumerSecret: string }> {
  const pair = service.registerApp(app);
  await ownCall(own, 'apps.save', { serviceId: id, clientId: pair.consumerKey, clientSecret: pair.consumerSecret });
  return pair;
}

/** The names of the ways in the connect window. */
const wayNames = {
  redirect: 'At its page',
  pin: 'With a PIN',
  credentials: 'Paste credentials',
  app: 'As the app itself',
} as const;

/** Opens the connect window at a service, or at an account that signs in again; picks the way, and clicks Sign in. */
export async function startsSignIn(
  stage: Stage,
  { id }: Pick<Place, 'id'>,
  { way, account }: { way?: OAuth1Way; account?: string } = {},
): Promise<Page> {
  const of = account === undefined ? `service=${id}` : `account=${account}`;
  const connect = await stage.browser.page(`extension/pages/connect/connect.html#${of}`);
  if (way) await connect.getByRole('radio', { name: wayNames[way] }).check();
  await clickEnabled(connect, 'Sign in');
  await connect.waitForURL(/#signIn=/);
  return connect;
}

export async function clickEnabled(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await button.and(page.locator('[aria-disabled=false]')).waitFor();
  await button.click();
}

/** The sign-in of a connect window, as Countersign tells it. */
export async function signInOf(stage: Stage, connect: Page): Promise<SignInView | undefined> {
  const id = new URLSearchParams(new URL(connect.url()).hash.slice(1)).get('signIn');
  return (await stage.overview()).signIns.find((one) => one.id === id);
}

/** The page of this service that opened by itself, in a window of its own. */
export async function servicePage(stage: Stage, { service }: Place): Promise<Page> {
  const page = await poll(
    () => stage.browser.context.pages().find((one) => one.url().startsWith(`${service.origin}/oauth/`)),
    `the page of ${service.name}`,
  );
  await page.waitForLoadState('domcontentloaded');
  return page;
}

/** Signs in on the service's page and allows. @returns what stands in the field of the name before */
export async function allowsThere(page: Page, username = 'alice', answer: 'allow' | 'deny' = 'allow'): Promise<string> {
  const filled = await page.inputValue('#username');
  await page.fill('#username', username);
  await page.fill('#password', `practice-${username}`);
  await page.click('#login');
  await page.click(`#${answer}`, { noWaitAfter: true });
  return filled;
}

/** Signs in on the service's page and allows. @returns the PIN it shows then */
export async function pinThere(page: Page, username = 'alice'): Promise<string> {
  await allowsThere(page, username);
  return page.locator('#pin').innerText();
}

/** The connect window says who signed in; it is closed. @returns the account */
export async function seesAccount(stage: Stage, connect: Page): Promise<AccountView> {
  await connect.getByRole('heading', { name: /^Signed in/ }).waitFor();
  const accountId = (await signInOf(stage, connect))?.accountId;
  const account = (await stage.overview()).accounts.find(({ id }) => id === accountId);
  if (!account) throw new Error('The sign-in has no account.');
  await closing(connect, () => connect.getByRole('button', { name: 'Close' }).click({ noWaitAfter: true }));
  return account;
}

/** A whole sign-in by redirect. */
export async function signsIn(stage: Stage, place: Place, username = 'alice', account?: string): Promise<AccountView> {
  const hasWays = (place.entry.ways ?? []).length > 1;
  const connect = await startsSignIn(stage, place, {
    ...(hasWays && { way: 'redirect' }),
    ...(account !== undefined && { account }),
  });
  await allowsThere(await servicePage(stage, place), username);
  return seesAccount(stage, connect);
}

/** Signs in with credentials that the service hands out, without any page: where the sign-in is not the point. */
export async function bringsCredentials(stage: Stage, { id: serviceId, service }: Place): Promise<AccountView> {
  const id = await ownCall(stage.own, 'signIn.start', { serviceId, way: 'credentials' });
  const asked = async () => (await stage.overview()).signIns.some((one) => one.id === id && one.wait?.for === 'ask');
  await poll(asked, 'the sign-in to ask for the credentials');
  await ownCall(stage.own, 'signIn.answer', { id, values: { ...service.privilegedCredentials('alice'), ...hostOf(service) } });
  const { signIns, accounts } = await stage.overview();
  const view = signIns.find((one) => one.id === id);
  const account = accounts.find((one) => one.id === view?.accountId);
  if (!account) throw new Error(`The sign-in at ${serviceId} is ${view?.state}: ${view?.problem?.code}`);
  return account;
}

/** The video service alone has an API host for each account. */
function hostOf({ personality, apiOrigin }: PersonalityService): { apiHost?: string } {
  return personality === 'tv' ? { apiHost: apiOrigin } : {};
}

/** Lets a site's page ask for an account, and allows everything it asked for. @returns the page's handle */
export async function allowed(stage: Stage, page: Page, { serviceId, id: accountId }: AccountView): Promise<string> {
  const told = await clickConnect(page, { service: serviceId, access: 'change' });
  const ask = await poll(async () => (await stage.overview()).asks[0], 'the question');
  await ownCall(stage.own, 'asks.allow', { id: ask.id, accountId, access: 'change', paths: [], lasting: 'day' });
  const { handle, code } = await told();
  if (handle === undefined) throw new Error(`The page was told ${code}.`);
  for (const other of stage.browser.context.pages()) if (other.url().includes('#ask=')) await other.close();
  return handle;
}
