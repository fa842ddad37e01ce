/** No secret leaves the worker: the whole story is recorded on every channel and searched for every secret, in every spelling. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { representatives } from '../harness/thorough';
import { poll } from '../harness/poll';
import { startTestSite, type TestSite } from './pages/site';
import { openBench, type Bench } from './support/bench';
import { secretsOnDisk } from './support/disk';
import { leaksIn, ways, waysUsed, type Secret } from './support/leaks';
import { plants, storeArea, storeRow } from './support/plants';
import { recordedExtension, recorderScript } from './support/recorded-extension';
import { startRecording, type Recording } from './support/recording';
import { startEntered, type EnteredServices } from './support/story-entered';
import { startPersonalities, type Personalities } from './support/story-oauth1';
import { tellStory, type Told } from './support/story';

const browser = inject('browser');
/** A snapshot of Firefox's heap has no strings: what only memory holds is searched in Chromium. */
const isSearched = (channel: string) => browser === 'chromium' || !channel.startsWith('memory');

let bench: Bench;
let site: TestSite;
let recording: Recording;
let personalities: Personalities;
let entered: EnteredServices;
let told: Told;
let extension: string;
let profile: string;
/** How many entries the story made; what comes later was planted. */
let storyEnd: number;

beforeAll(async () => {
  extension = await recordedExtension(inject('builds')[browser === 'firefox' ? 'firefoxTest' : 'chromiumTest']);
  profile = await mkdtemp(path.join(os.tmpdir(), 'countersign-profile-'));
  site = await startTestSite();
  bench = await openBench({
    extension,
    profile,
    prepare: async ({ context }) => {
      await context.addInitScript(recorderScript('page'));
    },
  });
  personalities = await startPersonalities();
  entered = await startEntered();
  recording = startRecording(bench, [...Object.values(personalities), ...Object.values(entered)]);
  told = await tellStory({ bench, site, recording, personalities, entered });
  storyEnd = recording.entries.length;
}, 120_000);
afterAll(async () => {
  const services = [...Object.values(personalities ?? {}), ...Object.values(entered ?? {})];
  await Promise.all([bench?.close(), site?.close(), ...services.map((one) => one.close())]);
  for (const folder of [extension, profile]) if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Everything that the services issued, and what the worker made itself. */
function secrets(): Secret[] {
  const verifiers = recording.sent.flatMap((text) => /code_verifier\n([\w.~-]{43,128})/.exec(text)?.[1] ?? []);
  const made = verifiers.map((value): Secret => ({ kind: 'pkce_verifier', value }));
  const oauth1 = [bench.world.photos, ...Object.values(personalities)]
    .flatMap(({ issued }) => issued)
    .map((one): Secret => ({ ...one, kind: one.kind === 'access_token' ? 'oauth_token' : one.kind }));
  const keys = told.privateKey.map((value): Secret => ({ kind: 'private_key', value }));
  const typed = Object.values(entered).flatMap(({ issued }) => issued);
  return [...oauth1, ...bench.world.files.issued, ...typed, ...made, ...keys];
}

test('the story made secrets of every kind', () => {
  expect([...new Set(secrets().map(({ kind }) => kind))].toSorted()).toEqual([
    'access_token',
    'access_token_secret',
    'api_key',
    'client_secret',
    'code',
    'consumer_secret',
    'id_token',
    'oauth_token',
    'password',
    'pkce_verifier',
    'private_key',
    'refresh_token',
    'request_token',
    'request_token_secret',
    'session_handle',
    'verifier',
  ]);
});

test('none of them was seen anywhere but on its marked way in', () => {
  expect(leaksIn(recording.entries.slice(0, storyEnd), secrets())).toEqual([]);
});

test('every marked way was taken: none is allowed in vain', () => {
  const used = waysUsed(recording.entries.slice(0, storyEnd), secrets());
  expect(ways.filter((way) => !used.has(way) && isSearched(way.channel.source.replace('^', '')))).toEqual([]);
});

test('a token of OAuth 1.0a is let through as the parameter that it is, and nowhere else', () => {
  const value = '2291-practice-access-token-x';
  const found = (channel: string, text: string): string[] =>
    leaksIn([{ channel, place: 'worker', text }], [{ kind: 'oauth_token', value }]);
  expect(found('worker: reply lens.recent', `OAuth oauth_token="${value}", oauth_version="1.0"\n${value}\nname`)).toEqual([]);
  expect(found('worker: reply lens.recent', `OAuth oauth_token="${value}"\nThe token ${value} is odd.`)).toHaveLength(1);
  expect(found('worker: reply overview', `oauth_token="${value}"`)).toHaveLength(1);
});

test('an API key is let through in the query of a request of the worker, and nowhere else', () => {
  const value = 'practice-key-of-2291';
  const found = (channel: string, text: string): string[] =>
    leaksIn([{ channel, place: 'worker', text }], [{ kind: 'api_key', value }]);
  expect(found('worker: request URL', `http://127.0.0.1/me?api_key=${value}`)).toEqual([]);
  expect(found('worker: request URL', `http://127.0.0.1/${value}/me?a=1&api_key=${value}`)).toHaveLength(1);
  expect(found('worker: reply overview', `http://127.0.0.1/me?api_key=${value}`)).toHaveLength(1);
});

test.each(
  representatives(
    plants.filter(({ found }) => found.some(isSearched)),
    (each) => plants.indexOf(each) % 5,
  ),
)('a value planted in $where is found', async ({ found, plant }) => {
  const value = `practice-planted-${crypto.randomUUID()}/+=`;
  const before = recording.entries.length;
  await plant(value, told, bench, recording);
  const findings = async (): Promise<string[]> => {
    await recording.look('planted');
    if (found.some((one) => one.startsWith('memory'))) await recording.lookInside(told.page);
    return leaksIn(recording.entries.slice(before), [{ kind: 'access_token', value }]);
  };
  const wanted = found.filter(isSearched).map((one) => `access_token in ${one}`);
  let last: string[] = [];
  await poll(async () => wanted.every((one) => last.includes(one)) || !(last = await findings()), 'the planted value').catch(
    () => undefined,
  );
  expect(last).toEqual(expect.arrayContaining(wanted));
});

/** The rest is about the profile folder of a browser that has ended. */
const media = ['database', 'chrome.storage', 'web storage'] as const;
/** Where each lies. */
const homes = {
  chromium: [
    / in Default\/IndexedDB\/chrome-extension_/,
    / in Default\/Local Extension Settings\//,
    / in Default\/Local Storage\//,
  ],
  firefox: [
    / in storage\/default\/moz-extension\+\+\+[\w-]+\/idb\/.*\.sqlite$/,
    / in storage\/default\/moz-extension\+\+\+[\w-]+\^userContextId=\d+\/idb\/.*\.sqlite$/,
    / in storage\/default\/http\+\+\+127\.0\.0\.1\+\d+\/ls\/data\.sqlite$/,
  ],
}[browser];

test('what is planted in each storage is found on the disk', async () => {
  const planted = media.map((medium): Secret => ({
    kind: 'access_token',
    value: `practice-planted-${medium}-${crypto.randomUUID()}`,
  }));
  const [inDatabase, inStorage, inPage] = planted.map(({ value }) => value);
  await bench.desk.evaluate(storeRow, inDatabase ?? '');
  await bench.desk.evaluate(storeArea, inStorage ?? '');
  await told.page.evaluate((value) => localStorage.setItem('planted', value), inPage ?? '');
  await bench.browser.close();
  const places = await Promise.all(planted.map((one) => secretsOnDisk(profile, [one])));
  expect(places).toEqual(homes.map((home) => [expect.stringMatching(home)]));
});

/** Where the browser itself keeps the addresses of the pages that it showed. */
const addresses = {
  chromium: /^request_token in (Default\/History(-journal)?|Default\/Sessions\/\w+|segmentation_platform\/ukm_db(-\w+)?)$/,
  firefox: /^request_token in (places\.sqlite(-wal)?|sessionstore(-backups)?\b.*)$/,
}[browser];

test('no secret lies on the disk, but for the request token in the browser’s own notes of the pages it showed', async () => {
  const found = await secretsOnDisk(profile, secrets());
  expect(found.filter((one) => !addresses.test(one))).toEqual([]);
});
