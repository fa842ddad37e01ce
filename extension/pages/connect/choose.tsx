/** Choosing the service to connect: one of those in use, or one of the catalogue, found by name, host or a pasted URL. */
import { useMemo, useState } from 'preact/hooks';
import { openOptions } from '../../../src/platform/page';
import type { Overview } from '../../../src/messaging/views';
import { isAddress } from '../shared/address';
import { useCatalogue } from '../shared/catalogue';
import { Icon } from '../shared/icons';
import { Note, ProblemNote } from '../shared/note';
import { Search } from '../shared/search';
import { plural, rich, t } from '../shared/texts';
import { EntryRow, ServiceRow } from './choose-rows';
import { CloseButton, Frame } from './frame';
import { offeredOf } from './offered';
import { moveByKeys } from './row-keys';

/** So many entries of the catalogue are painted; the others are found by typing. */
const most = 40;

export function Choose({ overview, askId }: { overview: Overview; askId: string | undefined }) {
  const [query, setQuery] = useState('');
  const [showsUnverified, setShowsUnverified] = useState(false);
  const { catalogue, problem } = useCatalogue();
  const { inUse, entries, unverified } = useMemo(
    () => offeredOf(overview.services, catalogue, query, showsUnverified),
    [overview.services, catalogue, query, showsUnverified],
  );
  const found = inUse.length + entries.length;
  const foot = (
    <div class="buttons">
      <CloseButton label={t('cancel')} />
      <span class="end" />
      <button class="button large" onClick={() => void openOptions('services/new')}>
        <Icon name="plus" />
        {t('add_own')}
      </button>
    </div>
  );
  return (
    <Frame overview={overview} foot={foot}>
      <div class="stack">
        <h1>{t('choose_title')}</h1>
        <p class="lede">{t('choose_text')}</p>
      </div>
      <div class="choice" onKeyDown={moveByKeys}>
        <Search label={t('find_service_or_url')} value={query} onInput={setQuery} isFirst />
        <p class="sr" role="status">
          {query && plural('choose_fit', found)}
        </p>
        {problem && <ProblemNote problem={problem} />}
        {inUse.length > 0 && (
          <section class="stack" aria-label={t('choose_in_use')}>
            <h2 class="label">{t('choose_in_use')}</h2>
            <ul class="card rows round">
              {inUse.map((view) => (
                <li key={view.service.id}>
                  <ServiceRow view={view} askId={askId} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {catalogue && (
          <section class="stack" aria-label={t('choose_catalogue')}>
            <div class="sechead">
              <h2 class="label">{t('choose_catalogue')}</h2>
              <label class="switch-line small soft">
                {t('choose_unverified')}
                <input
                  type="checkbox"
                  role="switch"
                  class="switch"
                  checked={showsUnverified}
                  onChange={({ currentTarget }) => setShowsUnverified(currentTarget.checked)}
                />
              </label>
            </div>
            {entries.length > 0 && (
              <ul class="card rows round">
                {entries.slice(0, most).map((template) => (
                  <li key={template.id}>
                    <EntryRow template={template} askId={askId} />
                  </li>
                ))}
              </ul>
            )}
            {entries.length > most && <p class="small faint">{plural('choose_rest', entries.length - most)}</p>}
            {entries.length === 0 && unverified > 0 && <p class="small soft">{plural('choose_unverified_fit', unverified)}</p>}
          </section>
        )}
        {found === 0 && query && (unverified === 0 || isAddress(query)) && <Nothing query={query} />}
      </div>
    </Frame>
  );
}

/** Nothing fits: an address can be looked up, a name can be wrong. */
function Nothing({ query }: { query: string }) {
  const typed = query.trim();
  if (isAddress(typed)) {
    return (
      <Note>
        <p>{rich('look_offer', { host: <bdi class="url">{typed}</bdi> })}</p>
        <p class="buttons">
          <button
            type="button"
            class="button small"
            onClick={() => void openOptions(`services/new?look=${encodeURIComponent(typed)}`)}
          >
            {t('look_it_up')}
          </button>
        </p>
      </Note>
    );
  }
  return (
    <div class="empty flat">
      <Icon name="search" />
      <h2>{rich('nothing_found', { query: <bdi>{typed}</bdi> })}</h2>
      <p class="small">{t('nothing_found_text')}</p>
    </div>
  );
}
