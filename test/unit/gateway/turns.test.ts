/** Fairness: limits per caller and host, a queue with an end, and nobody waits for another's host. */
import { beforeEach, expect, test } from 'vitest';
import { longestQueue, makeTurns, mostCalls, mostSockets, mostStreams, type Turns } from '../../../src/gateway/turns';

let now = 0;
let turns: Turns;
const never = new AbortController().signal;
const multiplexed = (origin: string): boolean => origin.startsWith('https://h2');

beforeEach(() => {
  now = 0;
  turns = makeTurns(multiplexed, () => now);
});

/** Takes so many turns. @returns how many have begun, with their ends, and how many were refused */
function take(count: number, caller: string, origin: string, signal = never) {
  const ends: (() => void)[] = [];
  const codes: unknown[] = [];
  for (let index = 0; index < count; index += 1)
    void turns.take(caller, origin, signal).then(
      (end) => ends.push(end),
      (error: { code?: string }) => codes.push(error.code ?? error),
    );
  return { ends, codes };
}
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('a host with few sockets: four calls of one caller at a time, the next one begins when one ends', async () => {
  const { ends } = take(10, 'noisy', 'http://h1');
  await settled();
  expect(ends).toHaveLength(mostSockets);
  ends[0]?.();
  ends[0]?.(); // an end counts once
  await settled();
  expect(ends).toHaveLength(mostSockets + 1);
});

test('another caller does not wait behind a noisy one, nor the noisy one at another host', async () => {
  take(500, 'noisy', 'http://h1');
  const other = take(1, 'other', 'http://h1');
  const elsewhere = take(1, 'noisy', 'http://h2');
  await settled();
  expect([other.ends.length, elsewhere.ends.length]).toEqual([1, 1]);
});

test('a host with many streams: 64 calls under way over all hosts', async () => {
  const first = take(60, 'noisy', 'https://h2.example');
  const second = take(60, 'noisy', 'https://h2.other');
  await settled();
  expect(first.ends.length + second.ends.length).toBe(mostCalls);
});

test('beyond the queue: busy, at once; the queue is served in order afterwards', async () => {
  const { ends, codes } = take(10_000, 'noisy', 'http://h1');
  await settled();
  expect(codes).toEqual(Array.from({ length: 10_000 - mostSockets - longestQueue }, () => 'busy'));
  for (let index = 0; index < mostSockets + longestQueue; index += 1) {
    ends[index]?.();
    await Promise.resolve();
    await Promise.resolve();
  }
  expect(ends).toHaveLength(mostSockets + longestQueue);
  expect(take(1, 'noisy', 'http://h1').codes).toEqual([]);
});

test('long calls: four at one host, whatever it carries', async () => {
  const { ends } = take(mostStreams, 'reader', 'https://h2.example');
  await settled();
  now = 10_000;
  const more = take(2, 'reader', 'https://h2.example');
  await settled();
  expect(more.ends).toHaveLength(0);
  ends[0]?.();
  await settled();
  expect(more.ends.length).toBeGreaterThan(0);
});

test('who leaves the queue frees its place and is told its own reason', async () => {
  const aborter = new AbortController();
  take(mostSockets, 'noisy', 'http://h1');
  const leaving = take(longestQueue, 'noisy', 'http://h1', aborter.signal);
  await settled();
  expect(take(1, 'noisy', 'http://h1').codes).toEqual([]);
  aborter.abort('gone');
  await settled();
  expect(leaving.codes).toHaveLength(longestQueue);
  expect(new Set(leaving.codes)).toEqual(new Set(['gone']));
  const { codes } = take(1, 'noisy', 'http://h1');
  await settled();
  expect(codes).toEqual([]);
});
