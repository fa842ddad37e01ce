/** Practice Files in many forms in a running browser: entered, signed in to by clicking, called. */
import type { Page } from 'playwright';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import type { AccountView } from '../../../src/messaging/views';
import { filesEntry, type FilesTraits } from '../../practice/entries';
import { ownCall, practiceHosts } from '../../practice/set-up';
import { choosesAccount } from '../../practice/windows';
import { startFiles, type FilesOptions, type FilesService } from '../../services/files';
import type { FilesAuth } from '../../services/files-clients';
import { openStage, type Stage } from '../pages/stage';
import { clickEnabled, seesAccount } from './oauth1';

export interface FilesPlace {
  readonly id: string;
  readonly files: FilesService;
  readonly entry: OAuth2Service;
}

export interface FilesHow {
  readonly options?: FilesOptions;
  readonly auth?: FilesAuth;
  readonly traits?: FilesTraits;
  readonly change?: Partial<OAuth2Service>;
  /** No app is registered: it registers itself, or the user does it. */
  readonly appless?: boolean;
}

export interface OAuth2Stage extends Stage {
  readonly redirectUrl: string;
  /** Starts a Practice Files of its own under an id of its own, enters it, and an app of this browser's redirect URL. */
  place(id: string, how?: FilesHow): Promise<FilesPlace>;
}

export async function openOAuth2Stage(): Promise<OAuth2Stage> {
  const stage = await openStage({ bare: true });
  await stage.browser.grantHosts(practiceHosts(stage.browser));
  stage.browser.context.setDefaultTimeout(15_000);
  const { redirectUrl } = await stage.overview();
  const open: FilesService[] = [];
  return {
    ...stage,
    redirectUrl,
    async place(id, how) {
      const place = await enterPlace(stage.own, id, redirectUrl, how);
      open.push(place.files);
      return place;
    },
    close: async () => {
      await stage.close();
      await Promise.all(open.map((files) => files.close()));
    },
  };
}

/** Starts a Practice Files of its own and enters it, by one of our own pages. To be closed by whoever has it. */
export async function enterPlace(
  own: Page,
  id: string,
  redirectUrl: string,
  { options, auth = 'none', traits, change, appless }: FilesHow = {},
): Promise<FilesPlace> {
  const files = await startFiles(options);
  const entry = { ...filesEntry(files.origin, auth, traits), id, name: id.replaceAll('-', ' '), ...change };
  await ownCall(own, 'services.save', { service: entry });
  if (!appless) await enterApp(own, id, files, auth, redirectUrl);
  return { id, files, entry };
}

/** Registers an app at the service and enters it; for `private_key_jwt`, the pair is made in the worker, and only its public half is seen here. */
async function enterApp(own: Page, serviceId: string, files: FilesService, auth: FilesAuth, redirectUrl: string): Promise<void> {
  const isKey = auth === 'private_key_jwt';
  const publicKey = isKey ? await ownCall(own, 'apps.makeKey', { serviceId }) : undefined;
  const app = files.registerApp({ redirectUris: [redirectUrl], auth, ...(publicKey !== undefined && { publicKey }) });
  const { clientId, clientSecret } = app;
  const secret = isKey ? { madeKey: true as const } : clientSecret === undefined ? {} : { clientSecret };
  await ownCall(own, 'apps.save', { serviceId, clientId, ...secret });
}

/** Opens the connect window at a service, or at an account that signs in again. */
export function opensConnect(stage: Stage, { id }: Pick<FilesPlace, 'id'>, account?: string): Promise<Page> {
  return stage.browser.page(
    `extension/pages/connect/connect.html#${account === undefined ? `service=${id}` : `account=${account}`}`,
  );
}

/** Signs in on the service's page in the sign-in window, unticks scopes, and allows. */
export async function allowsAt(stage: Stage, username = 'alice', untick: readonly string[] = []): Promise<void> {
  const page = await stage.browser.signInWindow();
  await choosesAccount(page, username);
  await page.fill('#username', username);
  await page.fill('#password', `practice-${username}`);
  await page.click('#login');
  for (const scope of untick) await page.locator(`input[value="${scope}"]`).uncheck();
  await page.click('#allow', { noWaitAfter: true });
}

/** Bob enters a code on the service's page, and allows. */
export async function entersElsewhere(
  { browser }: Pick<Stage, 'browser'>,
  { url, code }: { readonly url: string; readonly code: string },
): Promise<void> {
  const page = await browser.context.newPage();
  await page.goto(url);
  await page.fill('input[name=user_code]', code);
  await page.click('#continue');
  await page.fill('#username', 'bob');
  await page.fill('#password', 'practice-bob');
  await page.click('#login');
  await page.click('#allow');
  await page.locator('#message').waitFor();
  await page.close();
}

/** A whole sign-in by redirect, clicked. */
export async function signsInAt(
  stage: Stage,
  place: Pick<FilesPlace, 'id'>,
  username = 'alice',
  account?: string,
): Promise<AccountView> {
  const connect = await opensConnect(stage, place, account);
  await clickEnabled(connect, 'Sign in');
  await allowsAt(stage, username);
  return seesAccount(stage, connect);
}
