/** Many lines over one channel: each hears its own frames and ends, and no number of them harms the worker. */
import { expect, test } from 'vitest';
import type { Line } from '../../../src/messaging/lines';
import { serveTrunk, trunkOver, type Channel, type LineName, type Parcel } from '../../../src/messaging/trunk';

/** Two joined ends of a channel; what passes arrives at once. */
function joined(): { near: Channel; far: Channel; passed: Parcel[] } {
  const passed: Parcel[] = [];
  const listeners = { near: [] as ((p: Parcel) => void)[], far: [] as ((p: Parcel) => void)[] };
  const ends: (() => void)[] = [];
  const side = (own: 'near' | 'far', other: 'near' | 'far'): Channel => ({
    send(parcel) {
      passed.push(parcel);
      for (const listener of listeners[other]) listener(parcel);
    },
    close: () => ends.splice(0).forEach((end) => end()),
    onFrame: (listener) => listeners[own].push(listener),
    onEnd: (listener) => ends.push(listener),
  });
  return { near: side('near', 'far'), far: side('far', 'near'), passed };
}

interface Served {
  readonly name: LineName;
  readonly line: Line<unknown, unknown>;
  readonly crowded: boolean;
  readonly heard: unknown[];
  ended: boolean;
}

function world(most = 10) {
  const served: Served[] = [];
  const channels: ReturnType<typeof joined>[] = [];
  let announced = 0;
  const trunk = trunkOver(
    () => {
      const channel = joined();
      channels.push(channel);
      serveTrunk(
        channel.far,
        (name, line, crowded) => {
          const one: Served = { name, line, crowded, heard: [], ended: false };
          line.onFrame((frame) => one.heard.push(frame));
          line.onEnd(() => (one.ended = true));
          served.push(one);
        },
        most,
      );
      return channel.near;
    },
    () => (announced += 1),
  );
  const open = (name: LineName) => {
    const line = trunk.line<unknown, unknown>(name);
    const heard: unknown[] = [];
    let ends = 0;
    line.onFrame((frame) => heard.push(frame));
    line.onEnd(() => (ends += 1));
    return { line, heard, ends: () => ends };
  };
  return { trunk, served, channels, open, announced: () => announced };
}

test('lines keep apart what they carry, over one channel that opens with the first', () => {
  const { open, served, channels } = world();
  const [one, other] = [open('ask'), open('fetch')];
  expect(channels).toHaveLength(1);
  one.line.send('a');
  other.line.send('b');
  one.line.send('c');
  expect(served.map(({ name, heard }) => [name, heard])).toEqual([
    ['ask', ['a', 'c']],
    ['fetch', ['b']],
  ]);
  served[1]?.line.send('for b');
  served[0]?.line.send('for a');
  expect([one.heard, other.heard]).toEqual([['for a'], ['for b']]);
});

test('an end is the end of one line, on both sides, and once', () => {
  const { open, served } = world();
  const [one, other] = [open('ask'), open('fetch')];
  one.line.send('a');
  other.line.send('b');
  one.line.close();
  one.line.close();
  expect(served.map(({ ended }) => ended)).toEqual([true, false]);
  served[1]?.line.close();
  expect([one.ends(), other.ends()]).toEqual([1, 1]);
  served[1]?.line.send('late');
  expect(other.heard).toEqual([]);
});

test('the channel’s end is the end of all its lines; the next line opens another', () => {
  const { open, channels } = world();
  const [one, other] = [open('ask'), open('fetch')];
  channels[0]?.near.close();
  expect([one.ends(), other.ends()]).toEqual([1, 1]);
  open('ask').line.send('again');
  expect(channels).toHaveLength(2);
});

test('the port’s end behind a channel that stays: every line ends, the channel goes on', () => {
  const { open, channels } = world();
  const one = open('fetch');
  one.line.send('a');
  channels[0]?.far.send({ l: 0, x: true });
  expect(one.ends()).toBe(1);
  open('fetch').line.send('b');
  expect(channels).toHaveLength(1);
});

test('the port’s end names the last line that went with it: one that was opened meanwhile goes on', () => {
  const { open, channels } = world();
  const [given, meanwhile] = [open('fetch'), open('fetch')];
  given.line.send('a');
  meanwhile.line.send('b');
  channels[0]?.far.send({ l: 0, x: true, f: 1 });
  expect([given.ends(), meanwhile.ends()]).toEqual([1, 0]);
});

test('an announcement is nobody’s frame', () => {
  const { open, channels, announced } = world();
  const one = open('ask');
  one.line.send('a');
  channels[0]?.far.send({ l: 0 });
  expect([announced(), one.heard, one.ends()]).toEqual([1, [], 0]);
});

test('a reset ends the lines, tells the other side, and leaves the next line a channel of its own', () => {
  const { trunk, open, served, channels } = world();
  const one = open('fetch');
  one.line.send('a');
  trunk.reset();
  expect([one.ends(), served[0]?.ended]).toEqual([1, true]);
  open('ask').line.send('b');
  expect(channels).toHaveLength(2);
});

test('more lines than there may be are crowded, and forgotten', () => {
  const { open, served } = world(3);
  const lines = Array.from({ length: 5 }, () => open('fetch'));
  for (const { line } of lines) line.send('a');
  expect(served.map(({ crowded }) => crowded)).toEqual([false, false, false, true, true]);
  lines[0]?.line.close();
  open('fetch').line.send('b');
  expect(served.at(-1)?.crowded).toBe(false);
});

test.each([
  null,
  7,
  'x',
  {},
  { l: 0, n: 'ask', f: 1 },
  { l: 1.5, n: 'ask' },
  { l: '1', n: 'ask' },
  { l: 1, n: 'watch', f: 1 },
  { l: 1, f: 1 },
])('%j opens nothing', (parcel) => {
  const { near, far } = joined();
  const names: string[] = [];
  serveTrunk(far, (name) => names.push(name), 10);
  near.send(parcel as never);
  expect(names).toEqual([]);
});
