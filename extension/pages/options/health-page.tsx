/** Health: every part of the house, checked live. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { toProblem, type Problem } from '../../../src/core/errors';
import type { CheckName, CheckView } from '../../../src/core/health';
import type { Overview } from '../../../src/messaging/views';
import { requestHosts } from '../../../src/platform/page';
import { useAction } from '../shared/action';
import { Icon } from '../shared/icons';
import { Note, ProblemNote } from '../shared/note';
import { plural, t } from '../shared/texts';
import { CopyReport } from './copy-report';
import { noteNeeds } from './health-last';
import { HealthRow } from './health-row';
import { atServices, countsOf, here, isSettled, type Counts, type Row } from './health-rows';
import { useChecks } from './use-checks';
import { useSections } from './use-sections';

/** What is made again after a repair: granted hosts let services answer. */
const after: Readonly<Partial<Record<CheckName, readonly CheckName[]>>> = { hosts: ['hosts', 'services', 'clock'] };

export function HealthPage({ overview }: { readonly overview: Overview }) {
  const { rows, again, only, stop } = useChecks();
  const list = useRef<HTMLDivElement>(null);
  const top = useSections(rows, list);
  const [refused, setRefused] = useState(false);
  const [failed, setFailed] = useState<Readonly<Partial<Record<CheckName, Problem>>>>({});
  const report = useAction();
  const counts = countsOf(rows);
  const settled = isSettled(rows);
  useEffect(() => {
    if (settled) noteNeeds(counts.needs);
  }, [settled, counts.needs]);

  const fix = (name: CheckName): void => {
    const { view, busy } = rows[name];
    if (!view || busy) return;
    setFailed(({ [name]: _, ...others }) => others);
    void repair(view)
      .then((done) => setRefused(name === 'storage' && !done))
      .then(() => only(after[name] ?? [name]))
      .then(() => keepFocus(list.current, name))
      .catch((error: unknown) => setFailed((others) => ({ ...others, [name]: toProblem(error) })));
  };
  const rowOf = (name: CheckName): Row => (name === 'storage' && refused ? withRefusal(rows[name]) : rows[name]);
  const shown = (name: CheckName) => (
    <HealthRow key={name} name={name} row={rowOf(name)} problem={failed[name]} onRepair={() => fix(name)} onStop={stop} />
  );
  const below = (names: readonly CheckName[]): readonly CheckName[] => names.filter((name) => !top.includes(name));
  return (
    <>
      <header>
        <h1>{t('health')}</h1>
        <div class="buttons">
          <CopyReport action={report} />
          <button
            type="button"
            class="button primary"
            aria-disabled={counts.busy > 0}
            onClick={() => counts.busy === 0 && again()}
          >
            <Icon name="renew" />
            {t('check_again')}
          </button>
        </div>
        <p role="status">{summary(counts)}</p>
      </header>
      {report.problem && <ProblemNote problem={report.problem} />}
      {overview.lock.state === 'locked' && <Note look="wax">{t('health_locked')}</Note>}
      <div class="health" ref={list}>
        <Section title={t('health_needs_you')} names={top} row={shown} />
        <Section title={t('health_here')} names={below(here)} row={shown} />
        <Section title={t('health_at_services')} names={below(atServices)} row={shown} />
      </div>
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly names: readonly CheckName[];
  readonly row: (name: CheckName) => preact.JSX.Element;
}

function Section({ title, names, row }: SectionProps) {
  if (names.length === 0) return null;
  return (
    <section class="stack">
      <h2>{title}</h2>
      <div class="card rows">{names.map(row)}</div>
    </section>
  );
}

/** Whole sentences: how many are fine, need the user, still run; and what the report holds. */
function summary({ total, fine, needs, busy }: Counts): string {
  const said = [
    fine === total ? plural('health_all_fine', total) : plural('health_fine', fine, { total: String(total) }),
    ...(needs > 0 ? [plural('health_needs', needs)] : []),
    ...(busy > 0 ? [plural('health_busy', busy)] : []),
    t('health_report_text'),
  ];
  return said.join(' ');
}

/** Starts within the click: the browser asks the user for some of it. @returns whether it was done; a check tells whether it helped */
async function repair({ repair: which, origins = [] }: CheckView): Promise<boolean> {
  if (which === 'grant') return requestHosts(origins);
  if (which === 'persist') return navigator.storage.persist();
  if (which === 'damaged' || which === 'alarms' || which === 'actions') await call('health.repair', { repair: which });
  return true;
}

/** The browser was asked and did not promise: asking once more would change nothing. */
function withRefusal(row: Row): Row {
  return row.view?.repair === 'persist' ? { ...row, view: { ...row.view, facts: { ...row.view.facts, refused: 1 } } } : row;
}

/** The button that was pressed may have gone: who uses the keyboard stays at its row. */
function keepFocus(list: HTMLElement | null, name: CheckName): void {
  if (document.activeElement === document.body) list?.querySelector<HTMLElement>(`[data-check=${name}]`)?.focus();
}
