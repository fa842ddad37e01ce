/** Proves that `account.fetch` is `fetch`: every case runs with a page's own `fetch`, from a permitted page and from a content script, and is compared. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { cases } from '../conformance/all';
import type { Hosts, Seen, Way } from '../conformance/case';
import { differing } from '../conformance/compare';
import { differencesTable, failing, listed, listedInFirefox, listedInFirefoxScripts } from '../conformance/differences';
import { startDouble, type Double } from '../conformance/double';
import { poll } from '../harness/poll';
import { filesEntry } from '../practice/entries';
import { ownCall } from '../practice/set-up';
import { bundle } from './pages/bundle';
import { scriptWorld } from './pages/script-world';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

declare const conformance: { run(way: Way, fetch: unknown, hosts: Hosts): Promise<Record<string, unknown>> };
declare const bundled: { countersignHere(): { account(handle: string): { fetch: unknown } } };
declare const app: { account(handle: string): { fetch: unknown } };

interface Outcome {
  /** What the page observed. */
  readonly page: unknown;
  /** What the double observed. */
  readonly double: readonly Seen[];
}
const isFirefox = inject('browser') === 'firefox';
/**
 * What each is compared with. In Firefox a content script has the page's classes behind wrappers, whichever `fetch` it calls: it is
 * compared with its own `fetch`. Chromium's has classes of its own that are as the page's.
 */
const models = { page: 'plain', script: isFirefox ? 'plainScript' : 'plain' } as const;
const ours = ['page', 'script'] as const;
const ways = [...new Set<Way>([...Object.values(models), ...ours])];

let stage: Stage;
let double: Double;
const outcomes = new Map<Way, Map<string, Outcome>>();

beforeAll(async () => {
  stage = await openStage();
  const { world, own, site } = stage;
  double = await startDouble((token) => world.files.issued.some(({ kind, value }) => kind === 'access_token' && value === token));
  const { hosts } = double;
  const apiHosts = [world.files.origin, hosts.double, hosts.sibling];
  await ownCall(own, 'services.save', { service: { ...filesEntry(world.files.origin), apiHosts, headers: ['x-*'] } });
  await signIn(stage, 'practice-files', 'alice');
  const permitted = await openEnabled(stage);
  const handle = await permit(stage, permitted, { service: 'practice-files', access: 'change' });
  const text = await bundle('test/conformance/run.ts', { iife: 'conformance' });
  const script = await scriptWorld(await stage.browser.worker());
  await permitted.evaluate(`${text}; globalThis.conformance = conformance; undefined`);
  await script.add(`${await bundle('src/client/extension.ts', { iife: 'bundled' })}; globalThis.bundled = bundled;`);
  await script.add(`${text}; globalThis.conformance = conformance;`);
  site.add('/plain', '<!doctype html><title>Plain</title>', { 'content-security-policy': 'connect-src * data: blob:' });

  const openPlain = async (): Promise<Page> => {
    const page = await stage.browser.context.newPage();
    await page.goto(`${site.origin}/plain`);
    return page;
  };
  const note = async (way: Way, results: unknown): Promise<void> => {
    await double.settled();
    const pages = results as Record<string, unknown>;
    const seen = Object.keys(cases).map(
      (name, place) => [name, { page: pages[name], double: name.endsWith('(unseen)') ? [] : double.seen(way, place) }] as const,
    );
    outcomes.set(way, new Map(seen));
  };
  const plain = await openPlain();
  await plain.evaluate(`${text}; globalThis.conformance = conformance; undefined`);
  const plainly = await plain.evaluate(
    async (to) => conformance.run('plain', (...all: unknown[]) => fetch(...(all as [string])), to),
    hosts,
  );
  // Firefox keeps the connection of a body that its own fetch no longer wants as long as the page is there.
  if (isFirefox) await plain.close();
  await note('plain', plainly);
  if (isFirefox) {
    const page = await openPlain();
    const beside = async () => scriptWorld(await stage.browser.worker(), '/plain');
    const start = `conformance.run('plainScript', (...all) => fetch(...all), ${JSON.stringify(hosts)})`;
    await (await beside()).add(`${text}; ${start}.then((results) => (globalThis.results = results));`);
    // Asked now and then: Firefox stops an event page that nobody asks for anything as long as this takes.
    const results = await poll(async () => (await beside()).say('globalThis.results ?? null'), 'the cases to end', {
      timeout: 60_000,
      every: 1000,
    });
    await page.close();
    await note('plainScript', results);
  }
  await note(
    'page',
    await permitted.evaluate(async ([mine, to]) => conformance.run('page', app.account(mine).fetch, to), [
      handle,
      hosts,
    ] as const),
  );
  await note(
    'script',
    await script.run(
      async (mine: string, to: Hosts) => conformance.run('script', bundled.countersignHere().account(mine).fetch, to),
      handle,
      hosts,
    ),
  );
});
afterAll(async () => {
  await stage?.close();
  await double?.close();
});

const families = [...new Set(Object.keys(cases).map((name) => name.split(': ')[0] ?? ''))];

test.each(families)('%s: what is not listed as different is the same, and what is listed differs', (family) => {
  const names = Object.keys(cases).filter((name) => name.startsWith(`${family}: `));
  const found = (way: keyof typeof models): Record<string, readonly string[]> =>
    Object.fromEntries(
      names
        .map((name) => [name, differing(outcomes.get(models[way])?.get(name), outcomes.get(way)?.get(name))] as const)
        .filter(([, paths]) => paths.length > 0),
    );
  const expected = (known: typeof listed) =>
    Object.fromEntries(names.filter((name) => name in known).map((name) => [name, known[name]]));
  expect(found('page'), 'page').toEqual(expected(isFirefox ? listedInFirefox : listed));
  expect(found('script'), 'script').toEqual(expected(isFirefox ? listedInFirefoxScripts : listed));
});

test.each(failing)('%s: fails with %s', (name, code) => {
  for (const way of ours) expect(JSON.stringify(outcomes.get(way)?.get(name)?.page)).toContain(`"CountersignError ${code}"`);
});

test('every case ran to its end, every request carried the account’s token, and no other host got it', () => {
  expect(Object.keys(cases).length).toBeGreaterThan(300);
  const requests: Seen[] = [];
  for (const way of ways) {
    for (const [name, { page, double: seen }] of outcomes.get(way) ?? []) {
      expect(page, `${way}, ${name}`).toBeDefined();
      expect(page, `${way}, ${name}`).not.toBe('never ended');
      // In Firefox a content script's own `fetch` breaks some; the comparison tells whether ours breaks the same.
      if (models.script === 'plain' || !way.endsWith('cript')) expect(page, `${way}, ${name}`).not.toHaveProperty('broken');
      if (!way.startsWith('plain')) requests.push(...seen);
    }
  }
  expect(requests.length).toBeGreaterThan(250 * ours.length);
  expect(requests.filter(({ unsigned, host }) => unsigned || host === 'foreign')).toEqual([]);
});

test('the table of differences lists cases that are there, and stands in the documentation as it is', async () => {
  expect(Object.keys(listed).filter((name) => !(name in cases))).toEqual([]);
  expect(await readFile('docs/client.md', 'utf8')).toContain(`\n${differencesTable()}\n`);
});
