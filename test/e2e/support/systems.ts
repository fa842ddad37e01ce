/** Doubles of real systems in a running browser: entered by the entries that name the real hosts, signed in to by clicking, called by a site. */
import type { Page } from 'playwright';
import type { Service } from '../../../src/core/service';
import type { AccountView } from '../../../src/messaging/views';
import { ownCall, practiceHosts } from '../../practice/set-up';
import type { LogEntry } from '../../services/types';
import { connect, clickReady, openEnabled, openStage, type Stage } from '../pages/stage';
import { pageCall, type Reply, type Told } from '../pages/app';
import { clickEnabled, seesAccount } from './oauth1';
import { allowsAt, opensConnect } from './oauth2';
import { visited } from './visits';

export interface SystemStage extends Stage {
  readonly redirectUrl: string;
  /** A site's page with the client, enabled. */
  readonly page: Page;
  /** Enters an entry and the app that was registered for it. */
  enters(service: Service, app: { readonly clientId: string; readonly clientSecret?: string | undefined }): Promise<void>;
  /** Ends this double with the stage. */
  keeps<T extends { close(): Promise<void> }>(double: T): T;
  accounts(serviceId: string): Promise<readonly AccountView[]>;
}

/** Only the host 127.0.0.1 and the redirect's are granted. */
export async function openSystemStage(): Promise<SystemStage> {
  const stage = await openStage({ bare: true });
  await stage.browser.grantHosts(practiceHosts(stage.browser));
  stage.browser.context.setDefaultTimeout(15_000);
  const { redirectUrl } = await stage.overview();
  const doubles: { close(): Promise<void> }[] = [];
  return {
    ...stage,
    redirectUrl,
    page: await openEnabled(stage),
    enters: async (service, { clientId, clientSecret }) => {
      await ownCall(stage.own, 'services.save', { service });
      const secret = clientSecret === undefined ? {} : { clientSecret };
      await ownCall(stage.own, 'apps.save', { serviceId: service.id, clientId, ...secret });
    },
    keeps: (double) => {
      doubles.push(double);
      return double;
    },
    accounts: async (serviceId) => (await stage.overview()).accounts.filter((one) => one.serviceId === serviceId),
    close: async () => {
      await stage.close();
      await Promise.all(doubles.map((double) => double.close()));
    },
  };
}

/** A whole sign-in by redirect, clicked; the user unticks some of what is asked. */
export async function signsInThere(
  stage: Stage,
  id: string,
  { account, username = 'alice', untick = [] }: { account?: string; username?: string; untick?: readonly string[] } = {},
): Promise<AccountView> {
  const window = await opensConnect(stage, { id }, account);
  await clickEnabled(window, 'Sign in');
  await allowsAt(stage, username, untick);
  return seesAccount(stage, window);
}

/** A site asks for scopes that the account lacks: the user signs in again for them, and allows. @returns the site's handle */
export async function allowsMore(stage: SystemStage, service: string, scopes: readonly string[]): Promise<string> {
  const { handle, code } = await connect(stage, stage.page, { service, access: 'change', scopes }, async (consent) => {
    await consent.getByRole('button', { name: 'Sign in first', exact: true }).click();
    await consent.waitForURL(/account=/);
    await clickEnabled(consent, 'Sign in');
    await allowsAt(stage);
    await consent.getByRole('button', { name: 'Go on to the request' }).click();
    await consent.getByLabel('Account', { exact: true }).waitFor();
    await clickReady(consent, 'Allow');
  });
  if (handle === undefined) throw new Error(`The page was told ${code}.`);
  return handle;
}

/** Calls by the site through one account. */
export function caller(stage: SystemStage, handle: string): (url: string, init?: object) => Promise<Told<Reply>> {
  return (url, init) => pageCall(stage.page, handle, url, init);
}

/** The queries of the page that users were sent to, one after another. */
export function visitsIn(log: readonly LogEntry[], path: string): URLSearchParams[] {
  return visited(log, (one) => one === path).map(({ query }) => new URLSearchParams(query));
}

interface Upload {
  readonly handle: string;
  readonly url: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly file: string;
}
declare const app: { fetch(handle: string, url: string, init: object): Promise<Told<Reply>> };

/** The site uploads a form with these texts and a small file. */
export function uploads(stage: SystemStage, upload: Upload): Promise<Told<Reply>> {
  return stage.page.evaluate(({ handle, url, texts, file }) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(texts)) body.append(name, value);
    body.append(file, new Blob(['ÿ a picture'], { type: 'image/png' }), 'größe.png');
    return app.fetch(handle, url, { method: 'POST', body });
  }, upload);
}

export const json = (value: unknown): object => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
export const form = (fields: Readonly<Record<string, string>>): object => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});
