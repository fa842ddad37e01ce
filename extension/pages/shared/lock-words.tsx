/** The lock in words: why it fell, who waits for it to open, and how to open it. */
import type { ComponentChild } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { shortcuts, type Shortcuts } from '../../../src/platform/page';
import type { LockView } from '../../../src/core/lock';
import type { Instant } from '../../../src/core/words';
import { CallerShort } from './host';
import { rich, richPlural, t } from './texts';
import { ago, lasting } from './times';

/** Why it is locked, as one sentence. */
export function whyLocked(lock: LockView, now: Instant): string {
  if (lock.why === 'start') return t('locked_at_start');
  if (lock.why === 'idle')
    return lock.minutes > 0 ? t('locked_away', { time: lasting(lock.minutes) }) : t('locked_away_some_time');
  if (lock.why === 'system') return t('locked_by_system');
  if (lock.since === undefined) return t('locked_by_you');
  return now - lock.since < 60_000 ? t('locked_by_you_now') : t('locked_by_you_ago', { ago: ago(lock.since, now) });
}

/** "3 calls from photos.example wait for you."; nothing while nobody waits. */
export function whoWaits({ waiting }: LockView): ComponentChild {
  const [first] = waiting;
  if (!first) return undefined;
  const { caller, calls } = first;
  const all = waiting.reduce((sum, each) => sum + each.calls, 0);
  if (caller.kind === 'own') return richPlural('waiting_own', all, {});
  const site = <CallerShort caller={caller} />;
  return waiting.length === 1 ? richPlural('waiting_calls', calls, { site }) : richPlural('waiting_more', all, { site });
}

/** The keys that open the popup and lock the vault, once the browser has told them. */
export function useShortcuts(): Shortcuts {
  const [keys, setKeys] = useState<Shortcuts>({});
  useEffect(() => {
    void shortcuts().then(setKeys, () => undefined);
  }, []);
  return keys;
}

/** Where the passphrase is typed. */
export function HowToUnlock() {
  const { open } = useShortcuts();
  return <>{open ? rich('unlock_how_keys', { keys: <kbd>{open}</kbd> }) : t('unlock_how')}</>;
}
