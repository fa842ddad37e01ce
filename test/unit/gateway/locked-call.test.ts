/** A signed call whose vault is locked on the way: before its turn, in the queue, and for longer than its permit lasts. */
import { beforeEach, expect, test, vi } from 'vitest';
import { callerKey } from '../../../src/core/caller';
import type { ApiKeyService } from '../../../src/core/entered-service';
import { CountersignError } from '../../../src/core/errors';
import { signedCall, type Ports } from '../../../src/gateway/call';
import { makeTally, type Tally } from '../../../src/gateway/tally';
import { makeTurns, mostSockets, type Turns } from '../../../src/gateway/turns';
import { makeWaitingCalls } from '../../../src/gateway/waiting';
import type { AccountRow, PermitRow } from '../../../src/vault/rows';

const noted = vi.hoisted(() => ({ answers: [] as unknown[] }));
vi.mock('../../../src/vault/activity', () => ({
  noteActivity: (_: unknown, { answer }: { answer: unknown }) => noted.answers.push(answer),
}));

const api = 'https://api.test';
const caller = { kind: 'site', origin: 'https://site.test' } as const;
const key = callerKey(caller);
const never = new AbortController().signal;
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

const service = {
  id: 'keys',
  name: 'Keys',
  hue: 0,
  protocol: 'api-key',
  apiHosts: [api],
  fields: [{ name: 'key', label: 'Key', kind: 'secret' }],
  carry: [{ in: 'header', name: 'X-Api-Key', value: '{key}' }],
} as const satisfies ApiKeyService;
const row = { id: 'account', serviceId: 'keys', state: 'fine', clientId: '', renewals: 0, facts: {}, notes: {} } as AccountRow;
const box = { service, apiHosts: [api], secret: { key: 'a key of some length', _shown: {} } };

let locked: boolean;
let now: number;
let sent: string[];
let opens: number;
let turns: Turns;
let calls: Tally;
let permit: PermitRow;
let ports: Ports;
let open: () => void;
let lock: () => void;
/** What the vault throws where an account is opened although it says that it is open. */
let refuses: boolean;

beforeEach(() => {
  [locked, now, sent, opens, refuses] = [false, 0, [], 0, false];
  noted.answers = [];
  const openers: (() => void)[] = [];
  open = () => {
    locked = false;
    for (const each of openers.splice(0)) each();
  };
  lock = () => (locked = true);
  turns = makeTurns(
    () => false,
    () => now,
  );
  calls = makeTally();
  permit = {
    id: 'permit',
    handle: 'handle',
    accountId: 'account',
    callerKey: key,
    caller,
    access: 'read',
    paths: [],
  } as unknown as PermitRow;
  const opened = (): unknown => {
    opens += 1;
    if (locked || refuses) throw new CountersignError('locked');
    return { row, box };
  };
  const remembered: Record<string, () => unknown> = {
    'handle handle': () => permit,
    'row account': () => row,
    'opened account': opened,
    'app keys': () => ({ serviceId: 'keys', clientId: '', clientSecret: '' }),
  };
  const vault = {
    db: { permits: { where: () => ({ first: async () => permit }) } },
    remember: async (name: string) => remembered[name]?.(),
    onChange: () => () => undefined,
    changed: () => undefined,
    isLocked: async () => locked,
    opened: (signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        openers.push(resolve);
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  };
  ports = {
    vault,
    turns,
    calls,
    waiting: makeWaitingCalls(vault, turns),
    clock: { now: () => now },
    session: async () => 'now',
    hosts: { granted: async () => true },
    wire: {
      expect: () => undefined,
      send: async (url: URL, { headers }: { headers: Headers }) => {
        sent.push(`${url.pathname} ${headers.get('x-api-key')}`);
        return { response: new Response('fine') };
      },
    },
    traces: { note: () => undefined },
  } as unknown as Ports;
});

/** @returns the status, or the code of the failure */
async function call(whenLocked?: 'wait' | 'fail'): Promise<unknown> {
  const request = { handle: 'handle', url: `${api}/one`, method: 'GET', headers: [], whenLocked };
  try {
    const answer = await signedCall(ports, caller, request, never);
    await answer.body?.cancel();
    answer.ended(0);
    return answer.status;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

test('open: sent at once', async () => {
  expect(await call()).toBe(200);
  expect([sent, opens, calls.count()]).toEqual([['/one a key of some length'], 1, 0]);
});

test('locked: nothing is opened until the vault is; then it is sent once', async () => {
  lock();
  const answer = call();
  await settled();
  expect([sent, opens, calls.count()]).toEqual([[], 0, 1]);
  expect(ports.waiting.list()).toEqual([{ caller, calls: 1 }]);
  open();
  expect(await answer).toBe(200);
  expect([sent.length, opens, calls.count()]).toEqual([1, 1, 0]);
});

test('refusals do not wait: another’s handle, a method outside the permit', async () => {
  lock();
  permit = { ...permit, callerKey: 'another' };
  expect(await call()).toBe('no_permit');
  permit = { ...permit, callerKey: key, methods: ['POST'] };
  expect(await call()).toBe('outside_permit');
  expect(opens).toBe(0);
});

test('the lock falls while the call waits for its turn: it gives the turn back, and waits for the vault', async () => {
  const others = await Promise.all(Array.from({ length: mostSockets }, () => turns.take(key, api, never)));
  const answer = call();
  await settled();
  lock();
  others[0]?.();
  await settled();
  expect([sent, opens]).toEqual([[], 1]);
  expect(ports.waiting.list()).toEqual([{ caller, calls: 1 }]);
  const free = await turns.take(key, api, never); // its turn is another's now
  open();
  await settled();
  expect(sent).toEqual([]);
  free();
  expect(await answer).toBe(200);
  expect(sent).toHaveLength(1);
});

test('the same with “fail”: locked, and its turn is free', async () => {
  const others = await Promise.all(Array.from({ length: mostSockets }, () => turns.take(key, api, never)));
  const answer = call('fail');
  await settled();
  lock();
  others[0]?.();
  expect(await answer).toBe('locked');
  const next = await turns.take(key, api, never);
  next();
  expect([sent, noted.answers, calls.count()]).toEqual([[], ['locked'], 0]);
});

test('the permit’s time is over when the vault opens', async () => {
  permit = { ...permit, lasting: 'day', until: 1000 };
  lock();
  const answer = call();
  await settled();
  now = 1000;
  open();
  expect(await answer).toBe('permit_ended');
  expect([sent, opens, noted.answers]).toEqual([[], 0, ['permit_ended']]);
});

test('a vault that says it is open and opens nothing is not asked without end', async () => {
  refuses = true;
  expect(await call()).toBe('locked');
  expect(opens).toBe(1);
});
