/** Security: the lock, the mark, backups, and the way out. */
import type { Overview } from '../../../src/messaging/views';
import { t } from '../shared/texts';
import { BackupSection } from './backup-section';
import { LeaveSection } from './leave-section';
import { LockSection } from './lock-section';
import { MarkSection } from './mark-section';

export function SecurityPage({ overview }: { readonly overview: Overview }) {
  return (
    <>
      <h1>{t('security')}</h1>
      <LockSection overview={overview} />
      <MarkSection overview={overview} />
      <BackupSection overview={overview} />
      <LeaveSection overview={overview} />
    </>
  );
}
