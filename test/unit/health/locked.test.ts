/** What can be checked while the vault is locked, and what cannot be told then. */
import { expect, it } from 'vitest';
import { checkKeys, checkVault } from '../../../extension/background/health/check-vault';
import { servicesInUse } from '../../../extension/background/health/in-use';
import { CountersignError } from '../../../src/core/errors';
import type { Vault } from '../../../src/vault/vault';
import { photosEntry } from '../../practice/entries';

/** A vault of plain rows, whose boxes do not open just now. */
function lockedVault(rows: Readonly<Record<string, object[]>>) {
  const settings = new Map<string, object>();
  const table = (name: string) => ({ count: async () => rows[name]?.length ?? 0, toArray: async () => rows[name] ?? [] });
  const locked = () => Promise.reject(new CountersignError('locked'));
  const vault = {
    db: {
      settings: {
        put: async (row: { id: string }) => settings.set(row.id, row),
        get: async (id: string) => settings.get(id),
        delete: async (id: string) => settings.delete(id),
      },
      transaction: (_mode: string, _table: unknown, work: () => Promise<unknown>) => work(),
      ...Object.fromEntries(['accounts', 'services', 'keys'].map((name) => [name, table(name)])),
    },
    lockView: async () => ({ state: 'locked', passkeys: [{ id: 'p', name: 'Key', addedAt: 1 }], minutes: 0, waiting: [] }),
    seal: locked,
    unseal: locked,
  };
  return { vault: vault as unknown as Vault, settings };
}

const around = {
  version: '1',
  named: async () => ({ browser: '', platform: '' }),
  alarms: async () => [],
  storage: async () => ({ persisted: true, exempt: false, usage: 7 }),
};
const clock = { now: () => 42 };
const service = photosEntry('https://photos.example');
const account = { id: 'a', serviceId: service.id, state: 'fine', facts: {}, notes: { skewSeconds: 5 }, sealed: {} };

it('the vault is written and read, its boxes stay shut, and the probe is gone', async () => {
  const { vault, settings } = lockedVault({ accounts: [account] });
  expect(await checkVault({ vault, around, clock })).toEqual({ state: 'fine', facts: { accounts: 1, bytes: 7, locked: 1 } });
  expect(settings.size).toBe(0);
});

it('a vault that does not keep what it is given fails', async () => {
  const { vault } = lockedVault({});
  Object.assign(vault.db.settings, { get: async () => undefined });
  await expect(checkVault({ vault, around, clock })).rejects.toMatchObject({ code: 'storage_failed' });
});

it('the key is not tried, and the passkeys are counted', async () => {
  const { vault } = lockedVault({});
  expect(await checkKeys({ vault })).toEqual({ state: 'fine', facts: { lock: 'locked', passkeys: 1, keys: 0 } });
});

it('services are known by their entries in use', async () => {
  const { vault } = lockedVault({
    accounts: [account, { ...account, id: 'b', state: 'revoked' }],
    services: [{ id: service.id, service }],
  });
  const [use, ...others] = await servicesInUse({ vault });
  expect(others).toEqual([]);
  expect(use).toMatchObject({ id: service.id, name: service.name, learnt: 5, own: true, door: 'https://photos.example' });
  expect(await servicesInUse({ vault }, 'another')).toEqual([]);
});
