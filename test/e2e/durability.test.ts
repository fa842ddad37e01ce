/** Every transaction that writes is asked for with strict durability: a token that was acknowledged survives a power cut. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownCall } from '../practice/set-up';
import { openBench, services, type Bench } from './support/bench';
import { signsIn } from './support/user';

interface Spied {
  writes?: { store: string; durability: string }[];
}

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  const worker = await bench.browser.worker();
  await worker.evaluate(() => {
    const spied = globalThis as Spied;
    spied.writes = [];
    // The library binds `transaction` when it opens the database: its writes are watched instead.
    const store = IDBObjectStore.prototype as unknown as Record<string, (this: IDBObjectStore, ...given: unknown[]) => unknown>;
    for (const name of ['add', 'put', 'delete', 'clear']) {
      const real = store[name]!;
      store[name] = function spy(...given) {
        spied.writes?.push({ store: this.name, durability: this.transaction.durability });
        return real.apply(this, given);
      };
    }
  });
});
afterAll(async () => bench?.close());

/** What was written since the last time. */
const written = async (): Promise<{ store: string; durability: string }[]> => {
  const worker = await bench.browser.worker();
  return worker.evaluate(() => (globalThis as Spied).writes?.splice(0) ?? []);
};

test.each(services)('%s: signed in, renewed, revoked', async (service) => {
  await written();
  const steps: Record<string, () => Promise<unknown>> = {
    signIn: async () => {
      id = await signsIn(bench, service);
    },
    ...(service === 'practice-files' && { renewal: () => ownCall(bench.desk, 'accounts.renew', { id }) }),
    revocation: () => ownCall(bench.desk, 'accounts.revoke', { id }),
  };
  let id = '';
  for (const [name, step] of Object.entries(steps)) {
    await step();
    const writes = await written();
    expect(
      writes.map(({ store }) => store),
      name,
    ).toContain('accounts');
    expect(
      writes.filter(({ durability }) => durability !== 'strict'),
      name,
    ).toEqual([]);
  }
});
