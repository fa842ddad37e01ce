/** A body of 50 MB passes through without being kept, and an answer that is not read is not fetched. `npm run test:long` does it with 1 GB. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ahead, limit, MB, openMemoryStage, type MemoryStage } from '../long/memory';

let stage: MemoryStage;

beforeAll(async () => {
  stage = await openMemoryStage(inject('builds').chromium, inject('browsers').chromium);
});
afterAll(() => stage?.close());

// A page's garbage is its own affair: with its own `fetch`, Chromium lets more than 100 MB of it lie.
test.each(['down', 'up'] as const)(
  '50 MB %s: the worker has 32 MB more than idle at most, the page holds no more',
  async (way) => {
    const { worker, held } = await stage[way](50 * MB);
    expect(worker.above, JSON.stringify(worker)).toBeLessThan(limit);
    expect(held.worker.above, JSON.stringify(held.worker)).toBeLessThan(limit);
    expect(held.page.above, JSON.stringify(held.page)).toBeLessThan(limit);
  },
);

test('a page that does not read: the browser takes 16 MB from the network at most', async () => {
  const { taken, accepted } = await stage.unread(true);
  expect(taken, `the kernel accepted ${accepted}`).toBeLessThan(ahead);
});
