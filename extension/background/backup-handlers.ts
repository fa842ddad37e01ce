/** What our own pages may do with backups. */
import { CountersignError } from '../../src/core/errors';
import type { OwnHandlers } from '../../src/messaging/serve';
import type { House } from './house';

type BackupHandlers = Pick<OwnHandlers, Extract<keyof OwnHandlers, `backup.${string}` | 'settings.export'>>;

export function backupHandlers(_: House): BackupHandlers {
  const later = () => Promise.reject(new CountersignError('unexpected'));
  return {
    'backup.make': later,
    'backup.forget': later,
    'backup.read': later,
    'backup.restore': later,
    'settings.export': later,
  };
}
