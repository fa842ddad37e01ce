/** What a connector's entry says, to be read: whose account it goes through, what it asks for, and which calls belong to it. */
import type { BrokeredService } from '../../../src/core/brokered-service';
import { HostNames, originText } from '../shared/host';
import { names, t } from '../shared/texts';

/** @param broker the hosting service's name, where one is in use; its id otherwise */
export function ConnectorFacts({ service, broker = service.broker }: { service: BrokeredService; broker?: string }) {
  const page = /^https?:\/\/[^/?#]+/u.exec(service.visitUrl ?? '') ?? [];
  return (
    <section class="stack">
      <dl class="facts">
        <dt>{t('connector_through')}</dt>
        <dd>
          <bdi>{broker}</bdi>
        </dd>
        <dt>{t('connector_asks')}</dt>
        <dd>{names(service.fields.map(({ label }) => label))}</dd>
        {page.length > 0 && <dt>{t('connector_page')}</dt>}
        {page.length > 0 && <Names origins={page} />}
        <dt>{t('api_hosts')}</dt>
        <Names origins={service.apiHosts} />
        <dt>{t('connector_calls')}</dt>
        <dd class="stack">
          {service.apiPaths.map((path) => (
            <code key={path}>{path}</code>
          ))}
        </dd>
      </dl>
    </section>
  );
}

/** Hosts; those of the catalogue may have places in them that nobody has filled yet. */
function Names({ origins }: { origins: readonly string[] }) {
  if (origins.every((origin) => !origin.includes('{'))) {
    return (
      <dd>
        <HostNames origins={origins} />
      </dd>
    );
  }
  return (
    <dd class="stack">
      {origins.map((origin) => (
        <code key={origin}>{originText(origin)}</code>
      ))}
    </dd>
  );
}
