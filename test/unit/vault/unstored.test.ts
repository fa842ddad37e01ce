/** Renewed secrets that wait for room on the disk. */
import { expect, it } from 'vitest';
import type { Grant } from '../../../src/core/protocol';
import { CountersignError } from '../../../src/core/errors';
import { newVaultKey, seal, unseal } from '../../../src/crypto/seal';
import type { AccountRow } from '../../../src/vault/rows';
import { hold, storeHeld, withHeld, type Unstored } from '../../../src/vault/unstored';
import type { Vault } from '../../../src/vault/vault';

const { problem } = new CountersignError('storage_full');
const grant: Grant = { secret: { token: 'new' }, facts: { renewable: true, issuedAt: 2, extra: {} } };

const rowOf = async (id: string, key: CryptoKey): Promise<AccountRow> => ({
  id,
  serviceId: 'mill',
  clientId: 'c',
  label: id,
  state: 'fine',
  signedInAt: 1,
  renewals: 0,
  facts: { renewable: true, issuedAt: 1, extra: {} },
  notes: {},
  sealed: await seal(key, `accounts/${id}`, { secret: { token: 'old' } }),
});

/** A vault with these rows, and a memory that answers as late as the browser's. */
function housing(rows: readonly AccountRow[], keys: { now: CryptoKey; before?: CryptoKey }) {
  let held: readonly Unstored[] = [];
  const late = () => new Promise((resolve) => setTimeout(resolve));
  const memory = {
    read: async () => (await late(), held),
    write: async (next: readonly Unstored[]) => {
      await late();
      held = next;
    },
  };
  const vault = {
    isLocked: async () => false,
    changed: () => undefined,
    seal: (table: string, id: string, value: never) => seal(keys.now, `${table}/${id}`, value),
    unseal: (table: string, id: string, box: never) =>
      unseal(keys.now, `${table}/${id}`, box).catch((error: unknown) => {
        if (!keys.before) throw error;
        return unseal(keys.before, `${table}/${id}`, box);
      }),
    db: {
      accounts: {
        get: async (id: string) => rows.find((row) => row.id === id),
        where: ({ id }: { id: string }) => ({
          modify: async (change: (row: AccountRow) => void) => {
            const found = rows.filter((row) => row.id === id);
            for (const row of found) change(row);
            return found.length;
          },
        }),
      },
    },
  } as unknown as Vault;
  return { vault, memory };
}

const box = { secret: {}, service: {} as never, apiHosts: [] };

it('keeps both of two secrets that come at once', async () => {
  const key = await newVaultKey();
  const rows = [await rowOf('one', key), await rowOf('two', key)];
  const { vault, memory } = housing(rows, { now: key });
  await Promise.all(rows.map((row) => hold(vault, memory, row, box, grant, problem)));
  expect((await memory.read()).map(({ id }) => id).toSorted()).toEqual(['one', 'two']);
});

it('seals what it stores under the key of now, though it opens with the one before', async () => {
  const [before, now] = [await newVaultKey(), await newVaultKey()];
  const row = await rowOf('one', before);
  const old = housing([row], { now: before });
  await hold(old.vault, old.memory, row, box, grant, problem);
  const { vault } = housing([row], { now, before });
  expect(await storeHeld(vault, old.memory)).toBe(0);
  expect(await old.memory.read()).toEqual([]);
  expect(await unseal(now, 'accounts/one', row.sealed)).toMatchObject({ secret: { token: 'new' } });
});

it('keeps what the disk still does not take, under the key of now', async () => {
  const [before, now] = [await newVaultKey(), await newVaultKey()];
  const row = await rowOf('one', before);
  const old = housing([row], { now: before });
  await hold(old.vault, old.memory, row, box, grant, problem);
  const { vault } = housing([row], { now, before });
  vault.db.accounts.where = () => {
    throw new CountersignError('storage_full');
  };
  expect(await storeHeld(vault, old.memory)).toBe(1);
  const { sealed } = withHeld(await old.memory.read(), row);
  expect(await unseal(now, 'accounts/one', sealed)).toMatchObject({ secret: { token: 'new' } });
});
