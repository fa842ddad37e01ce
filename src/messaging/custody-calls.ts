/** The own calls around custody: lock, backup, health, the end of everything. Types only. */
import type { BackupPreview, Moved, Restored } from '../core/backup';
import type { CheckName, CheckView, UsedService, WorkerRepair } from '../core/health';
import type { Kdf, LockParams } from '../core/lock';

/** Keys are 32 bytes in base64url, derived in the page; the passphrase itself never leaves it. */
export interface CustodyCalls {
  /** What the unlock page derives a key with. Throws `invalid_input` while no passphrase is set. */
  'lock.params': (input: Record<string, never>) => LockParams;
  /**
   * Entry: opens the vault with the key of the passphrase. `upgrade`: the same passphrase under today's parameters, stored in place of older ones.
   * Throws `passphrase_wrong`, and `try_later` (with `retryAfter` in seconds) before the time that wrong tries have cost.
   */
  'lock.unlock': (input: { key: string; upgrade?: { kdf: Kdf; key: string } }) => void;
  /** Entry: opens the vault with what the passkey gave. Throws as `lock.unlock`. */
  'lock.unlockByPasskey': (input: { id: string; key: string }) => void;
  'lock.now': (input: Record<string, never>) => void;
  /**
   * Entry: sets the passphrase, or changes it (`current`: the key of the one so far). Everything is sealed anew under a new vault key in a
   * new database, and the old one is deleted; passkeys have to be added again.
   */
  'lock.set': (input: { current?: string; next: { kdf: Kdf; key: string } }) => void;
  /** Entry: takes the passphrase away; sealed anew, under a key of this computer. */
  'lock.remove': (input: { current: string }) => void;
  /** Entry: lets a passkey open the vault too. The vault must be open. */
  'lock.addPasskey': (input: { current: string; id: string; salt: string; key: string; name: string }) => void;
  'lock.removePasskey': (input: { id: string }) => void;
  'lock.settings': (input: { minutes?: number; onSystemLock?: boolean }) => void;
  /** The user has dealt with the tokens from before the passphrase, or does not want to be told any more. */
  'lock.olderSeen': (input: Record<string, never>) => void;
  /** Draws another mark. */
  'mark.draw': (input: Record<string, never>) => void;

  /**
   * Entry: the text of a backup file, sealed under `key`, which was derived by `kdf`. `ids`: chosen accounts, all unless told. `move`: rotating
   * accounts come with their secret, and the accounts must be forgotten here by `backup.forget` once the file is handed over and saved.
   */
  'backup.make': (input: { kdf: Kdf; key: string; ids?: string[]; move?: true }) => {
    text: string;
    createdAt: number;
    moveId?: string;
  };
  /** The file of a move was handed to the browser's downloads: before that, nothing can be forgotten. */
  'backup.handed': (input: { moveId: string }) => void;
  /** The file of a move is saved: forgets its accounts here, without revoking; those whose secret has changed since stay. */
  'backup.forget': (input: { moveId: string }) => Moved;
  /** Gives a move up: its accounts stay. */
  'backup.keep': (input: { moveId: string }) => void;
  /** Entry: what is in a file, and what would change. Throws `backup_invalid`, `backup_newer`, `backup_wrong_key`. Nothing is changed. */
  'backup.read': (input: { text: string; key: string }) => BackupPreview;
  /** Entry: takes the file's accounts by these ids (with what belongs to them), in one transaction. */
  'backup.restore': (input: {
    text: string;
    key: string;
    accounts: string[];
    services: string[];
    permits: boolean;
    sites: boolean;
  }) => Restored;
  /** Settings, services of the user's own, sites and permits as plain JSON, without any secret. */
  'settings.export': (input: Record<string, never>) => string;

  /** Makes one check now. `serviceId`, with `services`: asks this one only, so that a page can tell how far it is, and stop. */
  'health.check': (input: { name: CheckName; serviceId?: string }) => CheckView;
  /** The services that `services` asks. */
  'health.services': (input: Record<string, never>) => UsedService[];
  'health.repair': (input: { repair: WorkerRepair }) => void;
  /** A report for people who help: no secret, no label, no host of the user's own network. */
  'health.report': (input: Record<string, never>) => string;

  /** Revokes every account where that is possible, then wipes everything. Runs on by itself; {@link Overview.actions} tells how it goes. */
  'forget.everything': (input: Record<string, never>) => string;
  /** The user has seen that the vault was deleted. */
  'vault.lostSeen': (input: Record<string, never>) => void;
  /** Forgets an ended action's row. */
  'actions.dismiss': (input: { id: string }) => void;
}
