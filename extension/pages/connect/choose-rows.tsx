/** A service in the list to choose from: one in use, or an entry of the catalogue. */
import type { ComponentChild } from 'preact';
import type { Template } from '../../../src/core/catalogue';
import { isEntered } from '../../../src/core/is-entered';
import type { Service } from '../../../src/core/service';
import type { ServiceView } from '../../../src/messaging/views';
import { hostOf, lacksApp, registersItself, wayOf } from '../shared/lookups';
import { isUnverified, ServiceBadge, UnverifiedBadge } from '../shared/service-badges';
import { t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { placeOf } from './offered';
import { writeRoute } from './route';

export function ServiceRow({ view, askId }: { view: ServiceView; askId: string | undefined }) {
  const { service, accounts } = view;
  return (
    <Row service={service} host={hostOf(service)} href={writeRoute({ service: service.id, askId })}>
      <span class="badges">
        {isUnverified(view) && <UnverifiedBadge />}
        <ServiceBadge hasApp={!lacksApp(view, wayOf(service, undefined))} accounts={accounts} />
      </span>
    </Row>
  );
}

export function EntryRow({ template, askId }: { template: Template; askId: string | undefined }) {
  const isReady = isEntered(template) || registersItself(template);
  return (
    <Row service={template} host={placeOf(template)} href={writeRoute({ catalogue: template.id, askId })}>
      <span class="badges">
        {template.unverified ? <UnverifiedBadge /> : isReady && <span class="badge">{t('no_set_up')}</span>}
      </span>
    </Row>
  );
}

interface RowProps {
  readonly service: Pick<Service, 'name' | 'hue'>;
  readonly host: string;
  readonly href: string;
  /** Its badges. */
  readonly children: ComponentChild;
}

function Row({ service, host, href, children }: RowProps) {
  return (
    <a class="row" href={href}>
      <Tile name={service.name} hue={service.hue} />
      <span class="clip">
        <span class="title clip" title={service.name}>
          <bdi>{service.name}</bdi>
        </span>
        <span class="second url">
          <bdi>{host}</bdi>
        </span>
      </span>
      {children}
    </a>
  );
}
