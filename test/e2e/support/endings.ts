/** Accounts of three protocols and a connector to be ended, and what must be true of them afterwards, here and at their services. */
import { expect } from 'vitest';
import type { ActionView } from '../../../src/core/action';
import type { AccountView } from '../../../src/messaging/views';
import { poll } from '../../harness/poll';
import { connectorEntry, cyclrEntry } from '../../practice/cyclr-entries';
import { keysEntry } from '../../practice/key-entries';
import { enterServices, ownCall, practiceHosts } from '../../practice/set-up';
import { startCyclr, type CyclrService } from '../../services/cyclr';
import { startKeys, type KeysService } from '../../services/keys';
import { send, sendForm } from '../../services/testing-client';
import { sendSigned } from '../../services/testing-signer';
import type { Issued, PracticeService } from '../../services/types';
import { openBench, type Bench } from './bench';
import { signsIn } from './user';

export interface Endings extends Bench {
  readonly keys: KeysService;
  readonly cyclr: CyclrService;
  /** Grants the hosts and enters services and apps anew, as for somebody who has just installed it. */
  prepare(): Promise<void>;
  /** An account of an API key: its service has no way to revoke. @returns its id */
  withKey(): Promise<string>;
  /** An account at a hosting service, and a connector that is reached through it. @returns their ids */
  withConnector(): Promise<{ parent: string; connector: string }>;
  /** The tokens since {@link prepare} that their services still take, told by whose they are. */
  live(): Promise<string[]>;
  account(id: string): Promise<AccountView | undefined>;
  /** Resolves with the only action once it has ended. */
  ended(): Promise<ActionView>;
  /** Resolves when no action is left: it was told by its answer. */
  quiet(): Promise<void>;
  /** Nothing is here but the action that tells of it: no row, no host, no script of ours. */
  expectNothingHere(): Promise<void>;
}

export async function openEndings(): Promise<Endings> {
  const bench = await openBench();
  const [keys, cyclr] = await Promise.all([startKeys('header'), startCyclr()]);
  const { browser, world, desk } = bench;
  let since = { photos: 0, files: 0 };
  const consumer = { consumerKey: '', consumerSecret: '' };
  let clientId = '';

  /** Signs in without a page, by what the account enters. */
  const enter = async (serviceId: string, values?: Record<string, string>): Promise<string> => {
    const id = await ownCall(desk, 'signIn.start', { serviceId });
    if (values) {
      await bench.signIn(id, ({ wait }) => wait?.for === 'ask', 'to ask');
      await ownCall(desk, 'signIn.answer', { id, values });
    }
    const { accountId } = await bench.signIn(id, ({ state }) => state === 'done', 'to be done');
    await ownCall(desk, 'signIn.dismiss', { id });
    return accountId ?? '';
  };
  const endings: Endings = {
    ...bench,
    keys,
    cyclr,
    async prepare() {
      await browser.grantHosts(practiceHosts(browser));
      since = { photos: world.photos.issued.length, files: world.files.issued.length };
      await enterServices(browser, world);
      const { services } = await bench.overview();
      const appOf = (id: string): string => services.find(({ service }) => service.id === id)?.app?.clientId ?? '';
      clientId = appOf('practice-files');
      consumer.consumerKey = appOf('practice-photos');
      consumer.consumerSecret = valuesOf(world.photos, since.photos, 'consumer_secret')[0] ?? '';
    },
    async withKey() {
      const service = keysEntry('header', keys.origin);
      await ownCall(desk, 'services.save', { service });
      return enter(service.id, keys.entered('alice'));
    },
    async withConnector() {
      const api = cyclrEntry(cyclr);
      const entry = connectorEntry('key', cyclr);
      for (const service of [api, entry]) await ownCall(desk, 'services.save', { service });
      await ownCall(desk, 'apps.save', { serviceId: api.id, clientId: cyclr.client.id, clientSecret: cyclr.client.secret });
      const parent = await enter(api.id);
      const installed = cyclr.install('Practice Weather', 'ApiKey');
      const all: Record<string, string> = { account: cyclr.account, connector: String(installed.id), key: installed.good ?? '' };
      const values = Object.fromEntries(entry.fields.map(({ name }) => [name, all[name] ?? '']));
      return { parent, connector: await enter(entry.id, values) };
    },
    async live() {
      const { photos, files } = world;
      const tokens = valuesOf(photos, since.photos, 'access_token');
      const secrets = valuesOf(photos, since.photos, 'access_token_secret');
      const status = async (what: string, asked: Promise<{ status: number }>): Promise<string> =>
        (await asked).status === 200 ? what : '';
      const found = await Promise.all([
        ...tokens.map((token, at) =>
          status('photos', sendSigned(`${photos.origin}/api/me`, { ...consumer, token, tokenSecret: secrets[at] ?? '' })),
        ),
        ...valuesOf(files, since.files, 'access_token').map((token) =>
          status('files', send(`${files.origin}/api/me`, { headers: { authorization: `Bearer ${token}` } })),
        ),
        ...valuesOf(files, since.files, 'refresh_token').map((token) =>
          status(
            'files renewal',
            sendForm(`${files.origin}/token`, { grant_type: 'refresh_token', refresh_token: token, client_id: clientId }),
          ),
        ),
      ]);
      return found.filter(Boolean).toSorted();
    },
    account: async (id) => (await bench.overview()).accounts.find((one) => one.id === id),
    ended: () =>
      poll(async () => {
        const { actions } = await bench.overview();
        expect(actions.length).toBeLessThan(2);
        return actions.find(({ state }) => state !== 'running');
      }, 'the action to end'),
    quiet: async () => void (await poll(async () => (await bench.overview()).actions.length === 0, 'no action to be left')),
    async expectNothingHere() {
      const tables = ['services', 'apps', 'accounts', 'journal', 'permits', 'sites', 'asks', 'activity', 'keyring'];
      expect(await Promise.all(tables.map((table) => bench.rows(table)))).toEqual(tables.map(() => []));
      const settings = (await bench.rows('settings')).map(({ id }) => id);
      // The mark is drawn anew for the page that shows it; the clock is looked at whenever the worker wakes.
      expect(settings.filter((id) => id !== 'clock')).toEqual(['mark', 'whole']);
      expect((await bench.rows('keys')).map(({ id }) => id).filter((id) => id !== 'device')).toEqual([]);
      expect(await desk.evaluate(grantedAndScripts)).toEqual({ origins: [], scripts: [] });
    },
    async close() {
      await bench.close();
      await Promise.all([keys.close(), cyclr.close()]);
    },
  };
  return endings;
}

function valuesOf({ issued }: PracticeService, since: number, kind: Issued['kind']): string[] {
  return issued.slice(since).flatMap((one) => (one.kind === kind ? one.value : []));
}

declare const chrome: {
  permissions: { getAll(): Promise<{ origins?: string[] }> };
  scripting: { getRegisteredContentScripts(): Promise<{ id: string }[]> };
};

/** Runs in a page of ours. */
async function grantedAndScripts(): Promise<{ origins: string[]; scripts: string[] }> {
  const { origins = [] } = await chrome.permissions.getAll();
  return { origins, scripts: (await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id) };
}

/** Accounts at both services that revoke, without the rest. @returns their ids */
export async function signsInBoth(endings: Endings): Promise<{ photos: string; files: string }> {
  return { photos: await signsIn(endings, 'practice-photos', 'alice'), files: await signsIn(endings, 'practice-files', 'alice') };
}
