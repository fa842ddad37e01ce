/** Which list of services is shown, and which of them beside it, by the page's address. */
import type { Catalogue, Template } from '../../../src/core/catalogue';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { searchCatalogue, templateOf } from '../shared/catalogue';
import { serviceOf } from '../shared/lookups';
import { bySource } from './service-source';
import type { ServiceTab } from './service-tabs';
import type { View } from './view';

export interface Chosen {
  readonly tab: ServiceTab;
  /** Whether the address names it; else it is the first of the list. */
  readonly open: boolean;
  readonly id?: string;
  /** It is in use. */
  readonly view?: ServiceView;
  /** It is an entry of the catalogue that is not in use as it stands. */
  readonly template?: Template;
}

export function chosenIn(overview: Overview, catalogue: Catalogue | undefined, { id, tab: asked }: View): Chosen {
  const view = id === undefined ? undefined : serviceOf(overview, id);
  const template = id === undefined ? undefined : templateOf(catalogue, id);
  const tab = asked ?? (view && !template && view.source?.kind !== 'catalogue' ? 'yours' : 'catalogue');
  if (view) return { tab, open: true, id: template?.id ?? (tab === 'catalogue' ? rowOf(view) : view.service.id), view };
  if (template) return { tab, open: true, id: template.id, template };
  const first = firstOf(overview, catalogue, tab);
  return { tab, open: false, ...first };
}

/** The entry of the catalogue that a service was made from, which is its row there. */
function rowOf({ service, source }: ServiceView): string {
  return source?.kind === 'catalogue' ? source.id : service.id;
}

/** What is shown beside a list while nothing of it is chosen. */
function firstOf(overview: Overview, catalogue: Catalogue | undefined, tab: ServiceTab): Omit<Chosen, 'tab' | 'open'> {
  if (tab === 'yours') {
    const view = bySource(overview.services)[0]?.views[0];
    return view ? { id: view.service.id, view } : {};
  }
  const [template] = catalogue ? searchCatalogue(catalogue, '', { unverified: false }) : [];
  if (!template) return {};
  const view = serviceOf(overview, template.id);
  return view ? { id: template.id, view } : { id: template.id, template };
}
