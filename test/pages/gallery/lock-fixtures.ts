/** The lock in the gallery: its states, and what the worker answers to a passphrase. */
import type { LockView } from '../../../src/core/lock';
import type { Overview } from '../../../src/messaging/views';
import { CodedError } from '../../../src/core/problem';
import { overview, present } from './fixtures';

const minute = 60_000;
const passkeys: LockView['passkeys'] = [
  { id: 'AAECAwQFBgcICQoLDA0ODw', name: 'This computer', addedAt: Date.UTC(2026, 9, 3) },
  { id: 'EBESExQVFhcYGRobHB0eHw', name: 'Blue security key', addedAt: Date.UTC(2026, 9, 9) },
];

export const site = (origin: string, calls: number): LockView['waiting'][number] => ({
  caller: { kind: 'site', origin },
  calls,
});

/** As the worker tells of a locked vault: nothing but the mark and the redirect URL. */
export function locked(more: Partial<LockView>): Overview {
  return {
    ...overview,
    lock: { state: 'locked', passkeys: [], minutes: 15, since: present - 20 * minute, waiting: [], ...more },
    accounts: [],
    services: [],
    permits: [],
    sites: [],
    signIns: [],
    asks: [],
  };
}

export const withPasskeys = { passkeys };

/** A passphrase is set, and the vault is open. */
export function unlocked(more: Partial<LockView> = {}): Overview {
  const setAt = Date.UTC(2026, 9, 3, 9);
  return { ...overview, lock: { state: 'unlocked', setAt, passkeys: [], minutes: 15, onSystemLock: true, waiting: [], ...more } };
}

/** In a browser that neither has passkeys for extensions nor tells when the computer locks. */
export function withoutHelp(): Overview {
  const { onSystemLock: _, ...lock } = unlocked({ minutes: 0 }).lock;
  return { ...overview, lock };
}

/** Set just now: the tokens from before it may linger. */
export const older = unlocked({ setAt: present - minute, olderAccounts: 5 });

/**
 * What the worker answers. Every passphrase is wrong, which is said before a key is derived for nothing; then half a minute has to pass.
 * @param tell sends the overview that follows
 */
export function lockAnswer(name: string, shown: Overview, tell: (overview: Overview) => void): unknown {
  if (name === 'lock.params' && isBusy()) return new Promise(() => undefined);
  if (name === 'mark.draw') return tell({ ...shown, mark: shown.mark + 1 });
  if (name === 'lock.settings' || name === 'lock.olderSeen') return undefined;
  tell({ ...shown, lock: { ...shown.lock, retryAt: Date.now() + minute / 2 } });
  return new CodedError({ code: 'passphrase_wrong', message: '' });
}

/** The screen that shows a key being derived stays so. */
const isBusy = (): boolean => location.search.endsWith('busy');
