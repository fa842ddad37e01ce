/** Security: the lock, the mark, backups, and the way out; from daily to final. */
import { call } from '../../../src/admin/calls';
import type { Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Icon } from '../shared/icons';
import { ProblemNote } from '../shared/note';
import { t } from '../shared/texts';
import { BackupSection } from './backup-section';
import { LeaveSection } from './leave-section';
import { LockSection } from './lock-section';
import { MarkSection } from './mark-section';

export function SecurityPage({ overview }: { readonly overview: Overview }) {
  const { busy, problem, run } = useAction();
  return (
    <>
      <header class="security">
        <h1>{t('security')}</h1>
        <div class="buttons">
          {overview.lock.state === 'unlocked' && (
            <button type="button" class="button" aria-disabled={busy} onClick={() => run(() => call('lock.now', {}))}>
              <Icon name="lock" />
              {t('lock_now')}
            </button>
          )}
        </div>
      </header>
      {problem && <ProblemNote problem={problem} />}
      <LockSection overview={overview} />
      <MarkSection overview={overview} />
      <BackupSection overview={overview} />
      <LeaveSection overview={overview} />
    </>
  );
}
