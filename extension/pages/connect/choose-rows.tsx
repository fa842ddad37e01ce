/** A service in the list to choose from: one in use, or an entry of the catalogue. */
import type { Template } from '../../../src/core/catalogue';
import { isEntered } from '../../../src/core/is-entered';
import type { ServiceView } from '../../../src/messaging/views';
import { hostOf, lacksApp, registersItself, wayOf } from '../shared/lookups';
import { RowLink } from '../shared/row-link';
import { isUnverified, ServiceBadge, UnverifiedBadge } from '../shared/service-badges';
import { t } from '../shared/texts';
import { placeOf } from './offered';
import { writeRoute } from './route';

export function ServiceRow({ view, askId }: { view: ServiceView; askId: string | undefined }) {
  const { service, accounts } = view;
  return (
    <RowLink service={service} host={hostOf(service)} href={writeRoute({ service: service.id, askId })}>
      <span class="badges">
        {isUnverified(view) && <UnverifiedBadge />}
        <ServiceBadge hasApp={!lacksApp(view, wayOf(service, undefined))} accounts={accounts} />
      </span>
    </RowLink>
  );
}

export function EntryRow({ template, askId }: { template: Template; askId: string | undefined }) {
  const isReady = isEntered(template) || registersItself(template);
  return (
    <RowLink service={template} host={placeOf(template)} href={writeRoute({ catalogue: template.id, askId })}>
      <span class="badges">
        {template.unverified ? <UnverifiedBadge /> : isReady && <span class="badge">{t('no_set_up')}</span>}
      </span>
    </RowLink>
  );
}
