/** Security, its part: the user's mark. */
import { call } from '../../../src/admin/calls';
import type { Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Rosette } from '../shared/engraving';
import { markWords } from '../shared/mark';
import { ProblemNote } from '../shared/note';
import { capitalised, t } from '../shared/texts';

export function MarkSection({ overview }: { readonly overview: Overview }) {
  const { busy, problem, run } = useAction();
  return (
    <section class="stack" aria-labelledby="mark">
      <h2 id="mark">{t('your_mark')}</h2>
      <div class="card">
        <div class="setting pictured">
          <Rosette seed={overview.mark} look="middle" />
          <div>
            <h3>
              <span role="status">{capitalised(markWords(overview.mark))}</span>
            </h3>
            <p>{t('mark_means')}</p>
          </div>
          <button type="button" class="button" aria-disabled={busy} onClick={() => run(() => call('mark.draw', {}))}>
            {t('mark_draw')}
          </button>
        </div>
      </div>
      {problem && <ProblemNote problem={problem} />}
    </section>
  );
}
