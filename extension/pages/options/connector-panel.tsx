/** A connector's entry, to read: it comes whole, from the catalogue or a pack, and has no form. */
import type { BrokeredService } from '../../../src/core/brokered-service';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { openConnect } from '../../../src/platform/page';
import { brokersOf } from '../shared/brokers';
import { t } from '../shared/texts';
import { ConnectorFacts } from './connector-facts';
import { ExportLink, ServiceHead } from './service-head';
import { RemoveService } from './service-removal';
import { sourceText } from './service-source';
import type { View } from './view';

interface PanelProps {
  readonly overview: Overview;
  readonly view: ServiceView;
  readonly service: BrokeredService;
  readonly tab: View['tab'];
  readonly closed: boolean;
}

export function ConnectorPanel({ overview, view, service, tab, closed }: PanelProps) {
  const broker = brokersOf(overview, service)[0]?.service.name ?? service.broker;
  return (
    <article class={`card panel ${closed ? 'unchosen' : ''}`} aria-label={service.name}>
      <section>
        <ServiceHead service={service} tab={tab} source={sourceText(view)}>
          <ExportLink id={service.id} />
          <button type="button" class="button" onClick={() => void openConnect({ service: service.id })}>
            {t('sign_in')}
          </button>
        </ServiceHead>
      </section>
      <ConnectorFacts service={service} broker={broker} />
      <section class="buttons">
        <RemoveService view={view} />
      </section>
    </article>
  );
}
