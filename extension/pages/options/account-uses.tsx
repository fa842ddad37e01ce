/** The last uses of an account: who called what, the answer, and how long it took. */
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Problem } from '../../../src/core/errors';
import { toProblem } from '../../../src/core/errors';
import type { ActivityView } from '../../../src/messaging/views';
import { CallerName } from '../shared/host';
import { ProblemNote } from '../shared/note';
import { useNow, When } from '../shared/now';
import { t } from '../shared/texts';
import { clockExact, date, took } from '../shared/times';
import type { PanelProps } from './panel-props';
import { writeView } from './view';
import { answerWords } from './activity-words';

const shown = 5;

export function AccountUses({ overview, account }: PanelProps) {
  const [uses, setUses] = useState<readonly ActivityView[] | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const now = useNow();
  useEffect(() => {
    let current = true;
    call('activity.page', { accountId: account.id, limit: shown }).then(
      (found) => current && setUses(found),
      (error: unknown) => current && setProblem(toProblem(error)),
    );
    return () => {
      current = false;
    };
  }, [account.id, overview.permits]);
  return (
    <section>
      <div class="sechead">
        <h3>{t('last_uses')}</h3>
        {uses && uses.length > 0 && (
          <a class="small" href={writeView({ page: 'activity', account: account.id })}>
            {t('all_uses')}
          </a>
        )}
      </div>
      {problem && <ProblemNote problem={problem} />}
      {uses?.length === 0 && <p class="small faint">{t('no_uses')}</p>}
      {uses && uses.length > 0 && (
        <div class="scroll bleed">
          <table class="stacked uses">
            <thead class="sr">
              <tr>
                <th scope="col">{t('use_when')}</th>
                <th scope="col">{t('use_what')}</th>
                <th scope="col">{t('use_answer')}</th>
                <th scope="col">{t('use_took')}</th>
              </tr>
            </thead>
            <tbody>
              {uses.map((use) => (
                <Use key={use.id} use={use} now={now} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Use({ use, now }: { use: ActivityView; now: number }) {
  const today = new Date(use.at).toDateString() === new Date(now).toDateString();
  return (
    <tr>
      <td class="faint nowrap">
        <When at={use.at}>{today ? clockExact(use.at) : date(use.at, now)}</When>
      </td>
      <td>
        <CallerName caller={use.caller} />{' '}
        <code class="soft">
          {use.method} {use.path}
        </code>{' '}
        {use.renewed && <span class="badge">{t('renewed_first')}</span>}
      </td>
      <td class="opt">{typeof use.answer === 'number' ? use.answer : <Ended use={use} answer={use.answer} />}</td>
      <td class="num faint opt nowrap">{took(use.took)}</td>
    </tr>
  );
}

/** A call that no answer ended: in a word, with the reason at hand. */
function Ended({ use, answer }: { use: ActivityView; answer: string }) {
  const { word, why } = answerWords(answer, use.caller);
  return <span title={why}>{word}</span>;
}
