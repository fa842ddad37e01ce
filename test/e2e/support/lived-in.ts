/** A profile in which somebody has lived: signed in in four ways, renewed, called, with a sign-in left in the middle. */
import type { Page } from 'playwright';
import { keysEntry } from '../../practice/key-entries';
import { enterServices, ownCall } from '../../practice/set-up';
import { startKeys, type KeysService } from '../../services/keys';
import { pageCall } from '../pages/app';
import { startTestSite, type TestSite } from '../pages/site';
import { openBench, type Bench } from './bench';
import type { Secret } from './leaks';
import { enterPlace, type FilesPlace } from './oauth2';
import { openEnabled, permit } from './permitted';
import { seesDone, signsIn } from './user';

export interface LivedIn {
  readonly bench: Bench;
  /** Signs in everywhere and calls. */
  live(): Promise<void>;
  /** Everything that the services have issued so far. */
  secrets(): Secret[];
  close(): Promise<void>;
}

/** A browser with an empty vault in this profile. */
export async function openLivedIn(profile: string): Promise<LivedIn> {
  const bench = await openBench({ profile, prepare: () => Promise.resolve() });
  const site = await startTestSite();
  const keys = await Promise.all([startKeys('header'), startKeys('basic')]);
  let bound: FilesPlace | undefined;
  const services = () => [bench.world.photos, bench.world.files, ...keys, ...(bound ? [bound.files] : [])];
  return {
    bench,
    async live() {
      await enterServices(bench.browser, bench.world);
      for (const service of keys) await enters(bench, service);
      const { redirectUrl } = await bench.overview();
      bound = await enterPlace(bench.desk, 'files-bound', redirectUrl, { options: { dpop: true }, traits: { dpop: true } });
      await signsIn(bench, bound.id as 'practice-files');
      await signsIn(bench, 'practice-photos');
      const id = await signsIn(bench, 'practice-files');
      await ownCall(bench.desk, 'accounts.renew', { id });
      await calls(bench, site, id);
      const left = await bench.start('practice-photos');
      await bench.signIn(left, ({ wait }) => wait?.for === 'visit', 'to come to its visit');
    },
    secrets: () => services().flatMap(({ issued }) => issued),
    async close() {
      await bench.close().catch(() => undefined); // the browser may have been killed
      await Promise.all([site, ...keys, ...(bound ? [bound.files] : [])].map((one) => one.close()));
    },
  };
}

async function enters(bench: Bench, service: KeysService): Promise<void> {
  const entry = keysEntry(service.mode, service.origin);
  await ownCall(bench.desk, 'services.save', { service: entry });
  const connect = await bench.browser.page(`extension/pages/connect/connect.html#service=${entry.id}`);
  for (const [name, value] of Object.entries(service.entered('alice'))) await connect.fill(`[name=${name}]`, value);
  await connect.getByRole('button', { name: 'Finish the sign-in' }).click();
  await seesDone(connect);
  await connect.close();
}

async function calls(bench: Bench, site: TestSite, id: string): Promise<void> {
  const page = await openEnabled(bench, site);
  const handle = await permit(bench, page, 'practice-files', id);
  const { status } = await pageCall(page, handle, `${bench.world.files.origin}/api/me`);
  if (status !== 200) throw new Error(`The call was answered ${status}.`);
}

/** The vault's key as the browser's memory has it while the vault is open. */
export async function vaultKey({ browser }: Pick<Bench, 'browser'>): Promise<Buffer> {
  const worker = await browser.worker();
  const memory = JSON.stringify(await worker.evaluate(() => chrome.storage.session.get(null)));
  const keys = [...memory.matchAll(/"([A-Za-z0-9+/]{43}=)"/g)].map(([, text = '']) => Buffer.from(text, 'base64'));
  if (keys.length !== 1 || keys[0]?.length !== 32) throw new Error('The memory holds no key, or more than one.');
  return keys[0];
}

/** The public halves of the keys to which tokens are bound, each as the point on the curve. */
export function boundKeys(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('no database')));
      });
    const points: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name));
      const rows: { publicKey?: CryptoKey }[] = await done(db.transaction('keys').objectStore('keys').getAll());
      for (const { publicKey } of rows) {
        if (!publicKey) continue;
        const raw = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
        points.push([...raw].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
      }
      db.close();
    }
    return points;
  });
}

declare const chrome: { storage: { session: { get(keys: null): Promise<object> } } };
