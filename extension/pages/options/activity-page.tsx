/** Activity: who called what, through which account. Chart and table over the same lines; nothing of it leaves the page but by Export. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Rosette } from '../shared/engraving';
import { Icon } from '../shared/icons';
import { ProblemNote } from '../shared/note';
import { useNow } from '../shared/now';
import { t } from '../shared/texts';
import { ActivityChart } from './activity-chart';
import { activityCsv } from './activity-csv';
import { download } from './download';
import { ActivityFilters } from './activity-filters';
import { readLines } from './activity-lines';
import { boundsOf, type Period } from './activity-period';
import { ActivityTable } from './activity-table';
import { ClearActivity } from './clear-activity';
import { useActivity, wantedBy, whoseOf, type ActivityWish } from './use-activity';
import { writeView, type View } from './view';

/** So many lines at first, and with each "Show more". */
const step = 50;

export function ActivityPage({ overview, view }: { overview: Overview; view: View }) {
  const [period, setPeriod] = useState<Period>('month');
  const [text, setText] = useState('');
  const [failed, setFailed] = useState(false);
  const [count, setCount] = useState(step);
  const [clearing, setClearing] = useState(false);
  const now = useNow();
  const action = useAction();
  const wish: ActivityWish = { period, callerKey: view.caller, accountId: view.account, text, failed, count };
  const { shown, problem } = useActivity(overview, wish);
  const trouble = action.problem ?? problem;
  const none = shown?.callers.length === 0;
  const go = (to: View): void => location.replace(writeView(to));
  const showAll = (): void => {
    setText('');
    setFailed(false);
    go({ page: 'activity' });
  };
  const save = (): void =>
    action.run(async () => {
      const lines = await readLines(wantedBy(wish, boundsOf(period, Date.now())), Infinity);
      download(`countersign-activity-${new Date().toISOString().slice(0, 10)}.csv`, activityCsv(overview, lines), 'text/csv');
    });
  const clear = (): void =>
    action.run(async () => {
      await call('activity.clear', whoseOf(wish));
      setClearing(false);
    });
  return (
    <>
      <header>
        <h1>{t('activity')}</h1>
        <div class="buttons">
          {shown && !none && (
            <>
              <button class="button" aria-disabled={action.busy} onClick={save}>
                <Icon name="download" />
                {t('export_csv')}
              </button>
              <button
                class="button danger"
                aria-disabled={shown.chart.kept === 0}
                onClick={() => setClearing(shown.chart.kept > 0)}
              >
                {t('clear')}
              </button>
            </>
          )}
        </div>
        <p>{t('activity_text')}</p>
      </header>
      {trouble && <ProblemNote problem={trouble} />}
      {none && (
        <div class="card">
          <div class="empty">
            <Rosette seed={4} look="ghost" />
            <h2>{t('no_activity')}</h2>
            <p class="small">{t('no_activity_text')}</p>
          </div>
        </div>
      )}
      {shown && !none && (
        <>
          <ActivityChart
            chart={shown.chart}
            bounds={shown.bounds}
            period={shown.wish.period}
            chosen={period}
            now={now}
            onPick={setPeriod}
          />
          <div class="card">
            <ActivityFilters
              overview={overview}
              callers={shown.callers}
              view={view}
              text={text}
              failed={failed}
              onView={go}
              onText={setText}
              onFailed={setFailed}
            />
            <div class="live" role="status">
              {shown.lines.length === 0 && (
                <div class="behind nothing">
                  <p class="small faint">{t('no_such_calls')}</p>
                  <button class="button small" onClick={showAll}>
                    {t('show_all_calls')}
                  </button>
                </div>
              )}
            </div>
            {shown.lines.length > 0 && <ActivityTable overview={overview} lines={shown.lines} now={now} />}
            {shown.more && (
              <div class="show-more">
                <button class="button small" onClick={() => setCount(count + step)}>
                  {t('show_more')}
                </button>
              </div>
            )}
          </div>
        </>
      )}
      {clearing && shown && (
        <ClearActivity overview={overview} shown={shown} busy={action.busy} onKeep={() => setClearing(false)} onClear={clear} />
      )}
    </>
  );
}
