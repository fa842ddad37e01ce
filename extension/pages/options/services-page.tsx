/** Services: the list, and one of them with its app and its endpoints; or adding one, by its address or by hand. */
import { useState } from 'preact/hooks';
import type { Service } from '../../../src/core/service';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { Rosette } from '../shared/engraving';
import { Icon } from '../shared/icons';
import { hostOf, serviceOf } from '../shared/lookups';
import { Note } from '../shared/note';
import { matches, Search } from '../shared/search';
import { plural, rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { AddService } from './add-service';
import { isAddress } from '../shared/address';
import { ServiceBadges } from './service-badges';
import { ServicePanel } from './service-panel';
import { writeView } from './view';

interface ServicesProps {
  readonly overview: Overview;
  readonly open: string | undefined;
  /** An address to look up at once, given by another of our pages. */
  readonly look: string | undefined;
}

export function ServicesPage({ overview, open, look }: ServicesProps) {
  const adding = open === 'new';
  const chosen = adding || !open ? undefined : serviceOf(overview, open);
  const view = adding ? undefined : (chosen ?? overview.services[0]);
  const isOpen = adding || chosen !== undefined;
  const [asked, setAsked] = useState<{ readonly address: string } | undefined>(
    look === undefined ? undefined : { address: look },
  );
  const lookUp = (address: string): void => {
    setAsked({ address });
    location.hash = writeView({ page: 'services', id: 'new' });
  };
  return (
    <>
      <header>
        <h1>{t('services')}</h1>
        <div class="buttons">
          {!adding && (
            <a class="button primary" href={writeView({ page: 'services', id: 'new' })}>
              <Icon name="plus" />
              {t('add_own')}
            </a>
          )}
        </div>
      </header>
      {adding || view ? (
        <div class="split" {...(isOpen ? { 'data-open': '' } : {})}>
          <ServiceList overview={overview} current={view} onLookUp={lookUp} />
          {view ? (
            <ServicePanel key={view.service.id} overview={overview} view={view} closed={!isOpen} />
          ) : (
            <AddService overview={overview} asked={asked} onTaken={() => setAsked(undefined)} />
          )}
        </div>
      ) : (
        <div class="card">
          <div class="empty">
            <Rosette seed={4} look="ghost" />
            <h2>{t('no_services')}</h2>
            <p class="small">{t('nothing_found_text')}</p>
          </div>
        </div>
      )}
    </>
  );
}

interface ListProps {
  readonly overview: Overview;
  readonly current: ServiceView | undefined;
  readonly onLookUp: (address: string) => void;
}

function ServiceList({ overview, current, onLookUp }: ListProps) {
  const [query, setQuery] = useState('');
  const found = overview.services.filter(({ service }) => matches(query, service.name, ...placesOf(service)));
  return (
    <div class="list stack">
      <Search label={t('find_service_or_url')} value={query} onInput={setQuery} />
      <p class="small faint" role="status">
        {found.length > 0 ? plural('services_count_paste', found.length) : rich('nothing_found', { query: <bdi>{query}</bdi> })}
      </p>
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
      <ul class="card rows round" hidden={found.length === 0}>
        {found.map((view) => (
          <li key={view.service.id}>
            <a
              class="row"
              href={writeView({ page: 'services', id: view.service.id })}
              aria-current={view.service.id === current?.service.id ? 'true' : undefined}
            >
              <Tile name={view.service.name} hue={view.service.hue} />
              <span class="clip">
                <span class="title clip" title={view.service.name}>
                  <bdi>{view.service.name}</bdi>
                </span>
                <span class="second url">
                  <bdi>{hostOf(view.service)}</bdi>
                </span>
              </span>
              <ServiceBadges view={view} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Where the service is, so that a pasted URL or issuer finds it. */
function placesOf(service: Service): readonly string[] {
  const issuer = service.protocol === 'oauth2' ? service.issuer : undefined;
  return issuer === undefined ? service.apiHosts : [...service.apiHosts, issuer];
}
