/** Bodies as streams: piece by piece, no faster than they are read, and ended at the service by abort, by leaving and by the permit's end. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account } from '../../src/client/countersign';
import { blobBytes, windowBytes } from '../../src/messaging/lines';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { pageCall } from './pages/app';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

/** What a test keeps in the page between two steps. */
interface Kept {
  reader: ReadableStreamDefaultReader<Uint8Array>;
  aborter: AbortController;
  answer: Promise<Response>;
  received: number;
}
declare const app: { account(handle: string): Account };
declare const kept: Kept;

let stage: Stage;
let page: Page;
let handle: string;
const endless = '/api/stream?chunks=600&bytes=1000&ms=100';

beforeAll(async () => {
  stage = await openStage();
  await signIn(stage, 'practice-files', 'alice');
  page = await openEnabled(stage);
  handle = await permit(stage, page, { service: 'practice-files', access: 'change' });
});
afterAll(async () => stage?.close());

const lastEntry = () => stage.world.files.log.at(-1);
const cut = (): Promise<unknown> =>
  poll(() => lastEntry()?.outcome.startsWith('stream cut by the client'), 'the service to see its stream cut');
/** Starts a call whose body is read later. */
const start = (path: string): Promise<void> =>
  page.evaluate(
    async ([ours, url]) => {
      const aborter = new AbortController();
      const response = await app.account(ours).fetch(url, { signal: aborter.signal });
      Object.assign(globalThis, { kept: { aborter, reader: response.body?.getReader() } });
    },
    [handle, `${stage.world.files.origin}${path}`] as const,
  );
/** Reads once. @returns the number of bytes, or the failure's name and code */
const read = (): Promise<number | string> =>
  page.evaluate(() =>
    kept.reader.read().then(
      ({ value }) => value?.byteLength ?? 'end',
      (error: Error & { code?: unknown }) => (typeof error.code === 'string' ? error.code : error.name),
    ),
  );
/** Reads until the stream ends or fails. */
const readOut = async (): Promise<string> => {
  for (;;) {
    const piece = await read();
    if (typeof piece === 'string') return piece;
  }
};

test('a body arrives while the service is still writing it, and ends as it should', async () => {
  await start('/api/stream?chunks=6&bytes=1000&ms=300');
  expect(await read()).toBe(1000);
  expect(lastEntry()?.outcome).toBe('streaming 6 chunks of 1000 bytes');
  expect(await readOut()).toBe('end');
  expect(lastEntry()?.outcome).toBe('streamed 6 chunks of 1000 bytes');
});

test('a reader who stops is sent no more than the window, and gets the whole body later', async () => {
  await page.evaluate(() => {
    const setter = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage')!;
    Object.defineProperty(MessagePort.prototype, 'onmessage', {
      ...setter,
      set(this: MessagePort, listener: (event: MessageEvent) => void) {
        setter.set?.call(this, (event: MessageEvent<{ f?: { chunk?: Uint8Array | Blob } }>) => {
          const chunk = event.data.f?.chunk;
          if (chunk) kept.received = (kept.received || 0) + (chunk instanceof Blob ? chunk.size : chunk.byteLength);
          listener(event);
        });
      },
    });
  });
  await page.evaluate(() => {
    Object.assign(globalThis, { kept: { received: 0 } });
    dispatchEvent(new Event('countersign:ready')); // the client opens a channel anew, whose frames are counted
  });
  const whole = 24 * 1024 * 1024;
  await page.evaluate(
    async ([ours, url]) => {
      kept.answer = app.account(ours).fetch(url);
      kept.reader = (await kept.answer).body!.getReader();
    },
    [handle, `${stage.world.files.origin}/api/stream?chunks=24&bytes=${whole / 24}&ms=0`] as const,
  );
  const received = (): Promise<number> => page.evaluate(() => kept.received);
  const first = Number(await read());
  await poll(async () => (await received()) > windowBytes - blobBytes, 'the window to fill');
  await pageCall(page, handle, `${stage.world.files.origin}/api/bytes?n=1000000`); // as much time as another call takes
  expect(await received()).toBeLessThanOrEqual(windowBytes + first + 1_000_000);
  const { digest, announced } = await page.evaluate(async () => {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (let piece = await kept.reader.read(); !piece.done; piece = await kept.reader.read())
      parts.push(piece.value as Uint8Array<ArrayBuffer>);
    const bytes = await new Blob(parts).arrayBuffer();
    return { digest: bytes.byteLength, announced: (await kept.answer).headers.get('x-sha256')?.length };
  });
  expect(digest + first).toBe(whole);
  expect(announced).toBe(64);
  await page.reload(); // with its own MessagePort again
});

test('aborted before the answer, the call fails with the caller’s reason and the service serves nothing', async () => {
  await regain();
  const { faults, log, origin } = stage.world.files;
  const { reached } = faults.next('/api/me', { delay: 1000 });
  const url = `${origin}/api/me`;
  await page.evaluate(
    ([ours, to]) => {
      const aborter = new AbortController();
      const answer = app.account(ours).fetch(to, { signal: aborter.signal });
      answer.catch(() => undefined);
      Object.assign(globalThis, { kept: { aborter, answer } });
    },
    [handle, url] as const,
  );
  await reached;
  const entry = log.at(-1);
  const failure = await page.evaluate(async () => {
    kept.aborter.abort();
    return kept.answer.catch((error: Error) => `${error instanceof DOMException} ${error.name}`);
  });
  expect(failure).toBe('true AbortError');
  faults.next('/api/me', { delay: 1000 });
  expect(await pageCall(page, handle, url)).toMatchObject({ status: 200 }); // arrived later and waited as long
  expect(entry).toMatchObject({ status: 0, outcome: 'in progress' });
});

test('a signal that is aborted already sends nothing', async () => {
  const before = stage.world.files.log.length;
  const failure = await page.evaluate(
    ([ours, to]) =>
      app
        .account(ours)
        .fetch(to, { signal: AbortSignal.abort(new Error('mine')) })
        .catch((error: Error) => error.message),
    [handle, `${stage.world.files.origin}/api/me`] as const,
  );
  expect(failure).toBe('mine');
  expect(stage.world.files.log).toHaveLength(before);
});

test('aborted or cancelled in the middle of its body, the service’s stream is cut', async () => {
  await start(endless);
  expect(await read()).toBe(1000);
  await page.evaluate(() => kept.aborter.abort());
  expect(await readOut()).toBe('AbortError');
  await cut();
  await start(endless);
  expect(await read()).toBe(1000);
  await page.evaluate(() => kept.reader.cancel());
  await cut();
});

test('a page that is left takes its calls along', async () => {
  await start(endless);
  expect(await read()).toBe(1000);
  await page.reload();
  await cut();
});

test('a stream under way ends when its permit does: withdrawn, released, site turned off, account removed', async () => {
  const withdraw = async (): Promise<void> =>
    ownCall(stage.own, 'permits.end', { ids: (await stage.overview()).permits.map(({ id }) => id) });
  const ends: Record<string, () => Promise<unknown>> = {
    withdrawn: withdraw,
    released: () => page.evaluate((ours) => app.account(ours).release(), handle),
    'turned off': () => ownCall(stage.own, 'sites.disable', { origin: stage.site.origin }),
    removed: async () => ownCall(stage.own, 'accounts.remove', { id: (await stage.overview()).accounts[0]?.id ?? '' }),
  };
  await withdraw();
  for (const [how, end] of Object.entries(ends)) {
    page = await openEnabled(stage);
    handle = await permit(stage, page, { service: 'practice-files', access: 'change' });
    await start(endless);
    expect(await read()).toBe(1000);
    const entry = lastEntry();
    await end();
    expect(await readOut(), how).toBe('permit_ended');
    await poll(() => entry?.outcome.startsWith('stream cut by the client'), `the service to see its stream cut: ${how}`);
    await page.close();
  }
});

/** The page was loaded anew: it takes up the accounts that it may use. */
async function regain(): Promise<void> {
  await page.evaluate(() => (app as unknown as { accounts(): Promise<unknown> }).accounts());
}
