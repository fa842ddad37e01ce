/** Sites: the matrix of who may use which account, and the sites that may ask. Every end is one click, with Undo. */
import { useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { callerKey } from '../../../src/core/caller';
import type { Overview, PermitView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Rosette } from '../shared/engraving';
import { CallerShort, callerText, type OutsideCaller } from '../shared/host';
import { ProblemNote } from '../shared/note';
import { useNow } from '../shared/now';
import { matches, Search } from '../shared/search';
import { plural, rich, t } from '../shared/texts';
import { useToasts } from '../shared/toast';
import { EnabledSites } from './enabled-sites';
import { Matrix } from './matrix';
import { callerRows, findCaller } from './matrix-rows';
import { SiteDetail } from './site-detail';

type Filter = 'all' | 'change' | 'unused';

const unusedAfter = 30 * 24 * 3600_000;

export function SitesPage({ overview, open }: { overview: Overview; open: string | undefined }) {
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const action = useAction();
  const toasts = useToasts();
  const now = useNow();
  const chosen = useCaller(overview, open);
  const kept = (permit: PermitView): boolean => {
    if (filter === 'change') return permit.access === 'change';
    return filter === 'all' || now - (permit.lastUsed ?? permit.createdAt) > unusedAfter;
  };
  const permits = overview.permits.filter((permit) => kept(permit) && matches(query, callerText(permit.caller)));
  const end = (ended: readonly PermitView[]): void =>
    action.run(async () => {
      const ids = ended.map(({ id }) => id);
      await call('permits.end', { ids });
      const callers = new Set(ended.map(({ caller }) => callerText(caller)));
      const first = ended[0];
      const said =
        callers.size === 1 && first
          ? rich('access_ended', { site: <CallerShort caller={first.caller} /> })
          : plural('permits_ended', ids.length);
      toasts.show(said, () => action.run(() => call('permits.restore', { ids })));
    });
  const none = overview.permits.length === 0;
  if (chosen) {
    return (
      <>
        <header>
          <h1>{t('sites')}</h1>
        </header>
        {action.problem && <ProblemNote problem={action.problem} name={callerText(chosen)} />}
        <SiteDetail key={callerKey(chosen)} overview={overview} caller={chosen} action={action} onEnd={end} />
        {toasts.element}
      </>
    );
  }
  return (
    <>
      <header>
        <h1>{t('sites')}</h1>
        <div class="buttons">
          {!none && (
            <button class="button danger" aria-disabled={action.busy} onClick={() => end(overview.permits)}>
              {t('end_all_access')}
            </button>
          )}
        </div>
        <p>{t('sites_text')}</p>
      </header>
      {action.problem && <ProblemNote problem={action.problem} />}
      {none ? (
        <div class="card">
          <div class="empty">
            <Rosette seed={4} look="ghost" />
            <h2>{t('no_permits')}</h2>
            <p class="small">{t('no_permits_text')}</p>
          </div>
        </div>
      ) : (
        <div class="card">
          <div class="filters headed">
            <Search label={t('find_site')} value={query} onInput={setQuery} />
            <select
              class="select"
              aria-label={t('show')}
              value={filter}
              onChange={(event) => setFilter(event.currentTarget.value as Filter)}
            >
              <option value="all">{t('filter_all')}</option>
              <option value="change">{t('filter_change')}</option>
              <option value="unused">{t('filter_unused')}</option>
            </select>
          </div>
          <div class="live" role="status">
            {permits.length === 0 && (
              <p class="behind small faint">
                {query ? rich('nothing_found', { query: <bdi>{query}</bdi> }) : t('no_such_permits')}
              </p>
            )}
          </div>
          {permits.length > 0 && <Matrix overview={overview} rows={callerRows(permits)} now={now} onEnd={end} />}
        </div>
      )}
      <EnabledSites overview={overview} now={now} action={action} />
      {toasts.element}
    </>
  );
}

/** The chosen caller; it stays on the page when its last permit has ended, for Undo. */
function useCaller(overview: Overview, key: string | undefined): OutsideCaller | undefined {
  const last = useRef<OutsideCaller | undefined>(undefined);
  if (key === undefined) return undefined;
  last.current = findCaller(overview, key) ?? last.current;
  return last.current && callerKey(last.current) === key ? last.current : undefined;
}
