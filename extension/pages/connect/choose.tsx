/** Choosing the service to connect. */
import { useState } from 'preact/hooks';
import { openOptions } from '../../../src/platform/page';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { Icon } from '../shared/icons';
import { hostOf, lacksApp, wayOf } from '../shared/lookups';
import { matches, Search } from '../shared/search';
import { ServiceBadge } from '../shared/service-badges';
import { rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { CloseButton, Frame } from './frame';
import { writeRoute } from './route';

export function Choose({ overview }: { overview: Overview }) {
  const [query, setQuery] = useState('');
  const found = overview.services.filter(({ service }) => matches(query, service.name, ...service.apiHosts));
  const addOwn = (
    <button class="button large" onClick={() => void openOptions('services/new')}>
      <Icon name="plus" />
      {t('add_own')}
    </button>
  );
  const foot = (
    <div class="buttons">
      <CloseButton label={t('cancel')} />
      <span class="end" />
      {addOwn}
    </div>
  );
  return (
    <Frame overview={overview} foot={foot}>
      <div class="stack">
        <h1>{t('choose_title')}</h1>
        <p class="lede">{t('choose_text')}</p>
      </div>
      {overview.services.length > 0 && <Search label={t('find_service')} value={query} onInput={setQuery} />}
      {found.length > 0 ? (
        <ul class="card rows">
          {found.map((view) => (
            <li key={view.service.id}>
              <ServiceRow view={view} />
            </li>
          ))}
        </ul>
      ) : (
        <div class="empty">
          <Icon name="search" />
          <h2>{query ? rich('nothing_found', { query: <bdi>{query}</bdi> }) : t('no_services')}</h2>
          <p class="small">{t('nothing_found_text')}</p>
        </div>
      )}
    </Frame>
  );
}

function ServiceRow({ view }: { view: ServiceView }) {
  const { service, accounts } = view;
  return (
    <a class="row" href={writeRoute({ service: service.id })}>
      <Tile name={service.name} hue={service.hue} />
      <span class="clip">
        <span class="title clip">
          <bdi>{service.name}</bdi>
        </span>
        <span class="second url">
          <bdi>{hostOf(service)}</bdi>
        </span>
      </span>
      <ServiceBadge hasApp={!lacksApp(view, wayOf(service, undefined))} accounts={accounts} />
    </a>
  );
}
