/** What our own pages may do with backups. */
import { makeBackup } from '../../src/accounts/backup';
import { readBackup, restoreBackup } from '../../src/accounts/restore';
import { exportSettings } from '../../src/accounts/settings-export';
import type { OwnHandlers } from '../../src/messaging/serve';
import { dropMove, endMove, moveHanded } from '../../src/vault/backup-move';
import { alignSites } from './enable-site';
import type { House } from '../../src/engine/house';

type BackupHandlers = Pick<OwnHandlers, Extract<keyof OwnHandlers, `backup.${string}` | 'settings.export'>>;

/** @param bridge the bridge's file in the built extension */
export function backupHandlers(house: House, bridge: string): BackupHandlers {
  const { vault } = house;
  return {
    'backup.make': (wish) => makeBackup(house, wish),
    'backup.handed': ({ moveId }) => moveHanded(vault, moveId),
    'backup.forget': async ({ moveId }) => {
      const { forgotten, kept } = await endMove(vault, moveId);
      for (const accountId of forgotten) await house.traces.wipe({ accountId });
      return { forgotten: forgotten.length, kept };
    },
    'backup.keep': ({ moveId }) => dropMove(vault, moveId),
    'backup.read': (file) => readBackup(house, file),
    'backup.restore': async ({ text, key, ...choice }) => {
      const restored = await restoreBackup(house, { text, key }, choice);
      await alignSites(house, bridge);
      return restored;
    },
    'settings.export': async () => exportSettings(house, await vault.lockView()),
  };
}
