/** Which records count as damaged: those whose box does not open, and no others. */
import { expect, it } from 'vitest';
import { CountersignError } from '../../../src/core/errors';
import { damagedRecords } from '../../../src/vault/damaged';
import type { Vault } from '../../../src/vault/vault';

/** A vault with one app, whose opening fails so. */
function vaultThat(fails: Error): Vault {
  const rows = (all: readonly unknown[]) => ({ toArray: async () => all });
  const app = { id: 'mill/c', serviceId: 'mill', clientId: 'c', sealed: {} };
  return {
    unseal: () => Promise.reject(fails),
    db: { journal: rows([]), accounts: rows([]), apps: rows([app]) },
  } as unknown as Vault;
}

it('counts a box that does not open', async () => {
  const { apps } = await damagedRecords(vaultThat(new CountersignError('storage_failed', { about: 'unseal' })));
  expect(apps).toHaveLength(1);
});

it('counts none while the key cannot be read: they would be emptied', async () => {
  const unread = new CountersignError('storage_failed', { about: 'UnknownError' });
  await expect(damagedRecords(vaultThat(unread))).rejects.toThrow(unread.message);
});
