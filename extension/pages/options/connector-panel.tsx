/** A connector's entry, to read: it comes whole, from the catalogue or a pack, and has no form. */
import type { ComponentChildren } from 'preact';
import type { BrokeredService } from '../../../src/core/brokered-service';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { brokersOf } from '../shared/brokers';
import { HostNames } from '../shared/host';
import { list, t } from '../shared/texts';
import { RemoveService } from './service-removal';

interface PanelProps {
  readonly overview: Overview;
  readonly view: ServiceView;
  readonly service: BrokeredService;
  readonly closed: boolean;
  readonly head: ComponentChildren;
}

export function ConnectorPanel({ overview, view, service, closed, head }: PanelProps) {
  const broker = brokersOf(overview, service)[0]?.service.name ?? service.broker;
  return (
    <article class={`card panel ${closed ? 'unchosen' : ''}`} aria-label={service.name}>
      <section>{head}</section>
      <section class="stack">
        <dl class="facts">
          <dt>{t('connector_through')}</dt>
          <dd>
            <bdi>{broker}</bdi>
          </dd>
          <dt>{t('connector_asks')}</dt>
          <dd>
            <bdi>{list(service.fields.map(({ label }) => label))}</bdi>
          </dd>
          {service.visitUrl !== undefined && (
            <>
              <dt>{t('connector_page')}</dt>
              <dd>
                <HostNames origins={[new URL(service.visitUrl).origin]} />
              </dd>
            </>
          )}
          <dt>{t('api_hosts')}</dt>
          <dd>
            <HostNames origins={service.apiHosts} />
          </dd>
          <dt>{t('connector_calls')}</dt>
          <dd class="stack">
            {service.apiPaths.map((path) => (
              <code key={path}>{path}</code>
            ))}
          </dd>
        </dl>
        <RemoveService view={view} />
      </section>
    </article>
  );
}
