/** Security, its part: Leave. Everything is forgotten only after its word was typed; what uninstalling does not do is said. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { ProblemNote } from '../shared/note';
import { t } from '../shared/texts';
import { ForgetDialog } from './forget-dialog';

export function LeaveSection({ overview }: { readonly overview: Overview }) {
  const [asking, setAsking] = useState(false);
  const { busy, problem, run } = useAction();
  const isUnderWay = overview.actions.some(({ kind, state }) => kind === 'forget' && state === 'running');
  const forget = (): void =>
    run(async () => {
      setAsking(false);
      await call('forget.everything', {});
      scrollTo({ top: 0 }); // how it goes stands there
    });
  return (
    <section class="stack" aria-labelledby="leave">
      <h2 id="leave">{t('leave')}</h2>
      <div class="card">
        <div class="setting">
          <div>
            <h3>{t('forget_everything')}</h3>
            <p>{t('forget_everything_text')}</p>
            <p>{t('leave_text')}</p>
          </div>
          <button
            type="button"
            class="button danger"
            aria-disabled={busy || isUnderWay}
            onClick={() => isUnderWay || setAsking(true)}
          >
            {t('forget_everything')}
          </button>
        </div>
      </div>
      {problem && <ProblemNote problem={problem} />}
      {asking && <ForgetDialog overview={overview} busy={busy} onKeep={() => setAsking(false)} onForget={forget} />}
    </section>
  );
}
