/** The lists of services: the catalogue or the user's own, what is found in it, and the ways on where nothing fits. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Catalogue } from '../../../src/core/catalogue';
import type { Service } from '../../../src/core/service';
import type { Overview } from '../../../src/messaging/views';
import { isAddress } from '../shared/address';
import { searchCatalogue, type LoadedCatalogue } from '../shared/catalogue';
import { Rosette } from '../shared/engraving';
import { Note, ProblemNote } from '../shared/note';
import { matches, Search } from '../shared/search';
import { plural, rich, t } from '../shared/texts';
import { TakenRow, TemplateRow } from './service-row';
import { bySource, takenFrom } from './service-source';
import { ServiceTabs, type ServiceTab } from './service-tabs';
import { UnverifiedSwitch } from './unverified-switch';
import { writeView } from './view';

interface ListProps {
  readonly overview: Overview;
  readonly loaded: LoadedCatalogue;
  readonly tab: ServiceTab;
  /** The id that is shown beside the list. */
  readonly current: string | undefined;
  readonly onLookUp: (address: string) => void;
}

export function ServiceList({ overview, loaded, tab, current, onLookUp }: ListProps) {
  const [query, setQuery] = useState('');
  const [unverified, setUnverified] = useState(false);
  const { catalogue, problem } = loaded;
  const counts = {
    catalogue: catalogue?.services.filter((each) => unverified || !each.unverified).length,
    yours: overview.services.length,
  };
  return (
    <div class="list stack">
      <ServiceTabs tab={tab} counts={counts} />
      <Search label={t('find_service_or_url')} value={query} onInput={setQuery} />
      <div id="services-list" role="tabpanel" aria-labelledby={`tab-${tab}`} class="stack">
        {tab === 'yours' && <Taken overview={overview} query={query} current={current} />}
        {tab === 'catalogue' && problem && <ProblemNote problem={problem} name={t('tab_catalogue')} />}
        {tab === 'catalogue' && catalogue && (
          <Templates {...{ overview, catalogue, query, unverified, current }} onUnverified={setUnverified} />
        )}
        {isAddress(query) && (
          <Note>
            <p>{rich('look_offer', { host: <bdi class="url">{query.trim()}</bdi> })}</p>
            <p class="buttons">
              <button type="button" class="button small" onClick={() => onLookUp(query)}>
                {t('look_it_up')}
              </button>
            </p>
          </Note>
        )}
        <Note>
          <p>{rich('nothing_fits', { add: <AddLink />, pack: <PackLink /> })}</p>
        </Note>
      </div>
    </div>
  );
}

function AddLink() {
  const add = (): void => void (location.hash = writeView({ page: 'services', id: 'new' }));
  return (
    <button type="button" class="link" onClick={add}>
      {t('nothing_fits_add')}
    </button>
  );
}

function PackLink() {
  const take = (): void => void (location.hash = writeView({ page: 'services', pack: 'import' }));
  return (
    <button type="button" class="link" onClick={take}>
      {t('nothing_fits_pack')}
    </button>
  );
}

/** How many were found, or that nothing was. */
function Count({ count, query }: { count: number; query: string }) {
  return (
    <p class="small faint" role="status">
      {count > 0 || query.trim() === ''
        ? plural('services_count_paste', count)
        : rich('nothing_found', { query: <bdi>{query.trim()}</bdi> })}
    </p>
  );
}

function Taken({ overview, query, current }: { overview: Overview; query: string; current: string | undefined }) {
  if (overview.services.length === 0) return <NothingTaken />;
  const found = overview.services.filter(({ service }) => matches(query, service.name, service.id, ...placesOf(service)));
  return (
    <>
      <Count count={found.length} query={query} />
      {bySource(found).map(({ title, views }) => (
        <section key={title} class="stack source" aria-label={title}>
          <h2 class="eyebrow">{title}</h2>
          <ul class="card rows round">
            {views.map((view) => (
              <TakenRow key={view.service.id} view={view} current={view.service.id === current} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function NothingTaken() {
  return (
    <div class="card">
      <div class="empty">
        <Rosette seed={4} look="ghost" />
        <h2>{t('no_services')}</h2>
        <p class="small">{t('no_services_text')}</p>
      </div>
    </div>
  );
}

/** Where the service is, so that a pasted URL or issuer finds it. */
function placesOf(service: Service): readonly string[] {
  const issuer = service.protocol === 'oauth2' ? service.issuer : undefined;
  return issuer === undefined ? service.apiHosts : [...service.apiHosts, issuer];
}

/** This many rows at first, so that a key is answered within a frame. */
const atFirst = 60;

interface TemplatesProps {
  readonly overview: Overview;
  readonly catalogue: Catalogue;
  readonly query: string;
  readonly unverified: boolean;
  readonly onUnverified: (on: boolean) => void;
  readonly current: string | undefined;
}

function Templates({ overview, catalogue, query, unverified, onUnverified, current }: TemplatesProps) {
  const [allOf, setAllOf] = useState<string | undefined>(undefined);
  const rows = useRef<HTMLUListElement>(null);
  const every = searchCatalogue(catalogue, query, { unverified: true });
  const found = unverified ? every : every.filter((template) => !template.unverified);
  const shown = allOf === query ? found : found.slice(0, atFirst);
  useEffect(() => rows.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <>
      <Count count={found.length} query={query} />
      <ul class="card rows round long" hidden={found.length === 0} ref={rows}>
        {shown.map((template) => (
          <TemplateRow
            key={template.id}
            template={template}
            taken={takenFrom(overview, template.id)}
            current={template.id === current}
          />
        ))}
        {shown.length < found.length && (
          <li class="show-more">
            <button type="button" class="button small plain" onClick={() => setAllOf(query)}>
              {plural('show_all_services', found.length)}
            </button>
          </li>
        )}
      </ul>
      <UnverifiedSwitch on={unverified} count={every.filter((template) => template.unverified).length} onChange={onUnverified} />
    </>
  );
}
