/** Services: the catalogue and the user's own, and beside them one service, a new one, or a pack. */
import { useState } from 'preact/hooks';
import type { Overview } from '../../../src/messaging/views';
import { templateOf, useCatalogue, type LoadedCatalogue } from '../shared/catalogue';
import { Icon } from '../shared/icons';
import { serviceOf } from '../shared/lookups';
import { t } from '../shared/texts';
import { AddService } from './add-service';
import { ConnectorPanel } from './connector-panel';
import { ExportPack } from './export-pack';
import { ImportPack } from './import-pack';
import { ServiceList } from './service-list';
import { ServicePanel } from './service-panel';
import { takenFrom } from './service-source';
import { TakenPanel } from './taken-panel';
import { TemplatePanel } from './template-panel';
import { chosenIn, type Chosen } from './service-choice';
import { writeView, type View } from './view';

export function ServicesPage({ overview, view }: { overview: Overview; view: View }) {
  const loaded = useCatalogue();
  const [asked, setAsked] = useState<{ readonly address: string } | undefined>(
    view.look === undefined ? undefined : { address: view.look },
  );
  const chosen = chosenIn(overview, loaded.catalogue, view);
  const adding = view.id === 'new';
  const isOpen = adding || view.pack !== undefined || chosen.open;
  const lookUp = (address: string): void => {
    setAsked({ address });
    location.hash = writeView({ page: 'services', id: 'new' });
  };
  return (
    <>
      <header>
        <h1>{t('services')}</h1>
        <div class="buttons">
          {view.pack !== 'import' && (
            <a class="button" href={writeView({ page: 'services', pack: 'import' })}>
              <Icon name="upload" />
              {t('import_pack')}
            </a>
          )}
          {!adding && (
            <a class="button primary" href={writeView({ page: 'services', id: 'new' })}>
              <Icon name="plus" />
              {t('add_own')}
            </a>
          )}
        </div>
      </header>
      <div class="split" {...(isOpen ? { 'data-open': '' } : {})}>
        <ServiceList
          overview={overview}
          loaded={loaded}
          tab={chosen.tab}
          current={isOpen && !chosen.open ? undefined : chosen.id}
          onLookUp={lookUp}
        />
        <Detail {...{ overview, loaded, view, chosen, asked }} onTaken={() => setAsked(undefined)} />
      </div>
    </>
  );
}

interface DetailProps {
  readonly overview: Overview;
  readonly loaded: LoadedCatalogue;
  readonly view: View;
  readonly chosen: Chosen;
  readonly asked: { readonly address: string } | undefined;
  readonly onTaken: () => void;
}

/** What stands beside the list. */
function Detail({ overview, loaded: { catalogue, problem }, view, chosen, asked, onTaken }: DetailProps) {
  const taken = [...overview.services.map(({ service }) => service.id), ...(catalogue?.services ?? []).map(({ id }) => id)];
  if (view.pack === 'import') return <ImportPack />;
  if (view.pack === 'export') return <ExportPack key={view.id ?? ''} overview={overview} catalogue={catalogue} first={view.id} />;
  if (view.id === 'new') {
    const from =
      view.from === undefined ? undefined : (serviceOf(overview, view.from)?.service ?? templateOf(catalogue, view.from));
    if (view.from !== undefined && !from && !catalogue && !problem) return null;
    return <AddService key={view.from ?? ''} overview={overview} from={from} taken={taken} asked={asked} onTaken={onTaken} />;
  }
  const { view: inUse, template, open } = chosen;
  if (inUse?.service.protocol === 'brokered') {
    const { service } = inUse;
    return <ConnectorPanel key={service.id} overview={overview} view={inUse} service={service} tab={view.tab} closed={!open} />;
  }
  if (inUse?.source) return <TakenPanel key={inUse.service.id} overview={overview} view={inUse} tab={view.tab} closed={!open} />;
  if (inUse) return <ServicePanel key={inUse.service.id} overview={overview} view={inUse} taken={taken} closed={!open} />;
  if (template)
    return (
      <TemplatePanel
        key={template.id}
        overview={overview}
        template={template}
        taken={takenFrom(overview, template.id)}
        closed={!open}
      />
    );
  return null;
}
