/** The bridge between a page's calls and the worker's port, when the worker stops: what went with it, and what was only on its way. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CodedError } from '../../../src/core/problem';
import { channelLine } from '../../../src/messaging/channel-line';
import { fetchOverLine } from '../../../src/messaging/fetch-over-line';
import type { CallFrame, FetchDown } from '../../../src/messaging/lines';
import { trunkOver, type Parcel, type Trunk } from '../../../src/messaging/trunk';

const url = 'https://api.example/me';

/** The worker's end of one port of the document. */
class WorkerEnd {
  readonly heard: Parcel[] = [];
  readonly #frames: ((parcel: Parcel) => void)[] = [];
  readonly #ends: (() => void)[] = [];
  /** What the bridge holds. */
  readonly near = {
    postMessage: (parcel: Parcel) => void this.heard.push(parcel),
    disconnect: () => undefined,
    onMessage: { addListener: (listener: (parcel: Parcel) => void) => void this.#frames.push(listener) },
    onDisconnect: { addListener: (listener: () => void) => void this.#ends.push(listener) },
  };

  calls = (): Parcel[] => this.heard.filter(({ n }) => n === 'fetch');
  /** Answers a call with 200 and its method. */
  answer({ l, f }: Parcel): void {
    const whole = new TextEncoder().encode((f as CallFrame).method);
    const head: FetchDown = { t: 'head', status: 200, statusText: 'OK', headers: [], empty: false, whole };
    for (const listener of this.#frames) listener({ l, f: head, x: true });
  }
  /** The worker stops. */
  end(): void {
    for (const listener of this.#ends) listener();
  }
}

const workers: WorkerEnd[] = [];
const pagePorts: MessagePort[] = [];
let trunk: Trunk;

beforeEach(async () => {
  const listeners = new Map<string, (event: object) => void>();
  const window = {};
  const connect = () => {
    const worker = new WorkerEnd();
    workers.push(worker);
    return worker.near;
  };
  vi.stubGlobal('window', window);
  vi.stubGlobal('addEventListener', (name: string, heard: (event: object) => void) => listeners.set(name, heard));
  vi.stubGlobal('chrome', { runtime: { id: 'countersign', connect, onMessage: { addListener: () => undefined } } });
  vi.resetModules();
  await import('../../../extension/content/bridge');
  trunk = trunkOver(() => {
    const { port1, port2 } = new MessageChannel();
    pagePorts.push(port1, port2);
    listeners.get('message')?.({ source: window, ports: [port2], data: { countersign: 'open' } });
    return channelLine(port1);
  });
});
afterEach(() => {
  for (const port of pagePorts.splice(0)) port.close();
  workers.splice(0);
  vi.unstubAllGlobals();
});

const call = (method: string): Promise<string> =>
  fetchOverLine(() => trunk.line('fetch'), { handle: 'h' }, url, { method }).then(
    (response) => response.text(),
    (error: CodedError) => error.code,
  );
/** Long enough for what should not come to come. */
const quiet = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 50);
  });
/** Waits until the worker of this life has been given so many calls. */
const given = (life: number, calls: number): Promise<unknown> => vi.waitUntil(() => workers[life]?.calls().length === calls);
/** Answers the call that the worker of this life was given, and any other. */
async function answerAll(life: number): Promise<void> {
  await given(life, 1);
  await quiet();
  for (const one of workers[life]?.calls() ?? []) workers[life]?.answer(one);
}

/** The page has called once: the port is open, and the page is known. */
async function called(): Promise<void> {
  const first = call('GET');
  await answerAll(0);
  expect(await first).toBe('GET');
}

test.each(['GET', 'POST'])('a %s that was on its way when the port ended goes to the next worker, once', async (method) => {
  await called();
  const crossing = call(method); // on its way to the bridge
  workers[0]?.end(); // on its way to the page
  await answerAll(1);
  expect(await crossing).toBe(method);
  expect(workers[0]?.calls()).toHaveLength(1);
  expect(workers[1]?.calls()).toHaveLength(1);
});

test.each([
  ['GET', 'GET', 1],
  ['POST', 'worker_stopped', 0],
] as const)('a %s that was given to a worker that stopped comes to %s', async (method, outcome, asked) => {
  await called();
  const cut = call(method);
  await given(0, 2);
  workers[0]?.end();
  if (asked > 0) await answerAll(1);
  expect(await cut).toBe(outcome);
  expect(workers[1]?.calls() ?? []).toHaveLength(asked);
});

test('calls of both kinds at once: each has its own outcome', async () => {
  await called();
  const cut = call('POST');
  await given(0, 2);
  const crossing = call('POST');
  workers[0]?.end();
  await answerAll(1);
  expect(await cut).toBe('worker_stopped');
  expect(await crossing).toBe('POST');
});
