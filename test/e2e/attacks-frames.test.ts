/** Forged messages from a site that is enabled, and from our own script's world in it: refused by name, and they change nothing. */
import type { Page, Worker } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownInputs } from '../../src/messaging/own-inputs';
import { askRaw } from './pages/raw';
import { scriptWorld, type ScriptWorld } from './pages/script-world';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

declare const chrome: {
  runtime: {
    sendMessage(message: unknown): Promise<{ ok: boolean; problem?: { code: string } }>;
    connect(how: { name: string }): {
      onDisconnect: { addListener(listener: () => void): void };
      onMessage: { addListener(listener: (message: unknown) => void): void };
    };
  };
};

let stage: Stage;
let page: Page;
let worker: Worker;
let handle: string;
let script: ScriptWorld;

beforeAll(async () => {
  stage = await openStage();
  await signIn(stage, 'practice-files', 'alice');
  page = await openEnabled(stage);
  worker = await stage.browser.worker();
  script = await scriptWorld(worker);
  handle = await permit(stage, page, { service: 'practice-files' });
});
afterAll(async () => stage?.close());

test('every own call is refused to a content script, by its name', async () => {
  const names = Object.keys(ownInputs);
  expect(names.length).toBeGreaterThan(20);
  const before = await stage.overview();
  const answers = await script.run(
    async (all) =>
      Promise.all(all.map(async (own) => `${own} ${(await chrome.runtime.sendMessage({ own, input: {} })).problem?.code}`)),
    names,
  );
  expect(answers).toEqual(names.map((name) => `${name} not_for_you`));
  for (const name of ['watch', 'own', 'site:', 'other']) {
    const end = script.run(
      (line) =>
        new Promise((resolve) => {
          const port = chrome.runtime.connect({ name: line });
          port.onDisconnect.addListener(() => resolve('closed'));
          port.onMessage.addListener(resolve);
        }),
      name,
    );
    expect(await end, name).toBe('closed');
  }
  expect(await stage.overview()).toEqual(before);
});

test('a message that only claims to be ours is refused: nothing in it says who asks', async () => {
  const claims = {
    own: 'overview',
    input: {},
    sender: { id: stage.browser.extensionId, origin: stage.browser.origin },
    origin: stage.browser.origin,
    kind: 'own',
  };
  expect(await script.run((message) => chrome.runtime.sendMessage(message), claims)).toMatchObject({
    ok: false,
    problem: { code: 'not_for_you' },
  });
});

test('frames that are unknown, misshapen, oversize or polluting are refused, and the next good one is answered', async () => {
  const asks = [
    '{}',
    '[]',
    'null',
    '7',
    '"hello"',
    "{ t: 'other' }",
    "{ t: '__proto__' }",
    "{ t: 'toString' }",
    "{ t: 'hello', more: 1 }",
    "{ t: ['hello'] }",
    `JSON.parse('{"t":"hello","__proto__":{"polluted":1}}')`,
    "{ t: 'connect' }",
    "{ t: 'connect', id: 'x', want: 'practice-files', activated: true }",
    "{ t: 'connect', id: 'x'.repeat(301), want: { service: 'practice-files' }, activated: true }",
    `{ t: 'connect', id: 'x', want: JSON.parse('{"service":"practice-files","__proto__":{"access":"change"}}'), activated: true }`,
    "{ t: 'connect', id: 'x', want: { service: 'practice-files', access: 'all' }, activated: true }",
    "{ t: 'connect', id: 'x', want: { service: 'practice-files', paths: Array(31).fill('/x') }, activated: true }",
    "{ t: 'connect', id: 'x', want: { service: 'practice-files', account: 'alice' }, activated: true }",
    "{ t: 'release' }",
    "{ t: 'release', handle: {} }",
    'new Map([["t", "hello"]])',
    'new Date()',
    'new Error("x")',
  ];
  // Firefox itself takes an own `__proto__` away on its way to the background: a good frame is left, which asks for no more than it says.
  const left = (frame: string): unknown => (frame.includes("'connect'") ? expect.objectContaining({ access: 'read' }) : true);
  for (const frame of asks) {
    const isCleaned = stage.browser.name === 'firefox' && frame.includes('"__proto__":');
    expect(await askRaw(page, 'ask', frame), frame).toEqual(isCleaned ? left(frame) : 'invalid_message');
  }
  const url = `${stage.world.files.origin}/api/me`;
  const call = (change: string): string =>
    `{ t: 'call', handle: '${handle}', url: '${url}', method: 'GET', headers: [], ...${change} }`;
  const calls = [
    '{}',
    "{ t: 'other' }",
    call('{ extra: 1 }'),
    call('{ url: {} }'),
    call("{ url: 'x'.repeat(64001) }"),
    call("{ method: 'GET HTTP/1.1' }"),
    call("{ method: '' }"),
    call("{ method: 'GET\\r\\n' }"),
    call("{ headers: Array(101).fill(['a', 'b']) }"),
    call("{ headers: [['a', 'b'.repeat(16001)]] }"),
    call("{ headers: { accept: 'x' } }"),
    call("{ headers: [['accept']] }"),
    call("{ body: 'text' }"),
    call('{ body: {} }'),
    "{ t: 'took', bytes: -1 }",
    "{ t: 'took', bytes: 'many' }",
    "{ t: 'took', bytes: NaN }",
    "{ t: 'took', bytes: 0.5 }",
  ];
  const before = stage.world.files.log.length;
  for (const frame of calls) expect(await askRaw(page, 'fetch', frame), frame).toBe('invalid_message');
  expect(await askRaw(page, 'fetch', call("{ url: 'no url' }"))).toBe('invalid_input');
  expect(await askRaw(page, 'fetch', call("{ headers: [['accept', 'a\\r\\nx: y']] }"))).toBe('header_not_allowed');
  expect(stage.world.files.log).toHaveLength(before);
  expect(await worker.evaluate(() => 'polluted' in {} || 'access' in {})).toBe(false);
  expect(await askRaw(page, 'ask', "{ t: 'hello' }")).toBe(true);
});

test('getters that change between check and use change nothing: what is checked is what is sent', async () => {
  const { origin, log } = stage.world.files;
  const frame = `{
    t: 'call', handle: '${handle}', headers: [],
    get method() { return (globalThis.reads = (globalThis.reads ?? 0) + 1) === 1 ? 'GET' : 'DELETE'; },
    get url() { return (globalThis.places = (globalThis.places ?? 0) + 1) === 1 ? '${origin}/api/me' : '${stage.site.origin}/caught'; },
  }`;
  expect(await askRaw(page, 'fetch', frame)).toBe(undefined); // a head: neither problem nor value
  expect(log.at(-1)).toMatchObject({ method: 'GET', path: '/api/me', status: 200 });
  expect(stage.site.log.filter((line) => line.includes('caught'))).toEqual([]);
});
