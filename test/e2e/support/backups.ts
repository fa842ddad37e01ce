/** Backups in tests: a key that needs no passphrase, another browser with nothing in it, and the vault as it lies there. */
import type { Page } from 'playwright';
import type { AccountView, Overview } from '../../../src/messaging/views';
import type { OwnInput } from '../../../src/messaging/own-calls';
import type { Browser } from '../../harness/browser';
import { launchBrowser } from '../../harness/launch';
import { poll } from '../../harness/poll';
import { keysEntry } from '../../practice/key-entries';
import { ownCall, practiceHosts } from '../../practice/set-up';
import type { KeysService } from '../../services/keys';
import { bundle } from '../pages/bundle';
import { readTable } from './bench';

/** As a page would derive them from a passphrase. */
export const key = 'q'.repeat(42) + 'A';
export const kdf = { name: 'argon2id', memory: 19_456, passes: 1, lanes: 1, salt: 'A'.repeat(22) } as const;

const tables = ['accounts', 'apps', 'services', 'permits', 'sites', 'settings', 'actions', 'journal'] as const;

/** Every row of the vault, what is sealed only told to be there; not when the worker looked at its clock last. */
export async function vaultOf(desk: Page): Promise<Record<string, unknown>> {
  const rows = await Promise.all(tables.map(async (table) => [table, await desk.evaluate(readTable, table)] as const));
  const { settings = [], ...others } = Object.fromEntries(rows) as Record<string, { id?: unknown }[]>;
  return { ...others, settings: settings.filter(({ id }) => id !== 'clock') };
}

export interface Elsewhere {
  readonly browser: Browser;
  readonly desk: Page;
  overview(): Promise<Overview>;
  /** One account by its label and service. */
  account(label: string, serviceId: string): Promise<AccountView>;
  close(): Promise<void>;
}

/** A browser with a profile of its own in which nothing is set up; the practice hosts are granted. */
export async function openElsewhere(): Promise<Elsewhere> {
  const browser = await launchBrowser({});
  await browser.grantHosts(practiceHosts(browser));
  const desk = await browser.page('manifest.json');
  const overview = () => ownCall(desk, 'overview', {});
  await overview(); // draws the mark, so that nothing but a restore changes the vault from now on
  return {
    browser,
    desk,
    overview,
    account: async (label, serviceId) => {
      const { accounts } = await overview();
      const found = accounts.find((one) => one.label === label && one.serviceId === serviceId);
      if (!found) throw new Error(`No ${label} at ${serviceId}`);
      return found;
    },
    close: () => browser.close(),
  };
}

/** Lets a page of ours make signed calls. */
export async function learnsToCall(desk: Page): Promise<void> {
  await desk.evaluate(
    `${await bundle('src/admin/calls.ts', { iife: 'bundledAdmin' })}; globalThis.admin = bundledAdmin; undefined`,
  );
}

declare const admin: { accountFetch(id: string, url: string): Promise<Response> };

/** One signed call. @returns the status and the body, or the code */
export function signedCall(desk: Page, id: string, url: string): Promise<{ status?: number; text?: string; code?: string }> {
  return desk.evaluate(
    ([account, address]) =>
      admin.accountFetch(account ?? '', address ?? '').then(
        async (response) => ({ status: response.status, text: await response.text() }),
        ({ code }: { code: string }) => ({ code }),
      ),
    [id, url],
  );
}

/** Takes everything that the preview would take by itself, the permits and the sites too. */
export async function restoreAll(desk: Page, text: string, by = key, more: Partial<OwnInput<'backup.restore'>> = {}) {
  const { accounts, services } = await ownCall(desk, 'backup.read', { text, key: by });
  return ownCall(desk, 'backup.restore', {
    text,
    key: by,
    accounts: accounts.filter(({ wins }) => wins === 'file').map(({ id }) => id),
    services: services.filter(({ meeting }) => meeting !== 'different').map(({ id }) => id),
    permits: true,
    sites: true,
    ...more,
  });
}

/** Enters a Practice Keys and signs in there without a window. */
export async function signsInWithKey(desk: Page, keys: KeysService, username: string): Promise<void> {
  const entry = keysEntry('header', keys.origin);
  await ownCall(desk, 'services.save', { service: entry });
  const id = await ownCall(desk, 'signIn.start', { serviceId: entry.id });
  const view = async () => (await ownCall(desk, 'overview', {})).signIns.find((one) => one.id === id);
  await poll(async () => (await view())?.wait?.for === 'ask', 'the sign-in to ask for the key');
  await ownCall(desk, 'signIn.answer', { id, values: keys.entered(username) });
  await poll(async () => (await view())?.state === 'done', 'the sign-in to be done');
}
