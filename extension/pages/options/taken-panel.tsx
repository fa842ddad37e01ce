/** A service in use that came from the catalogue or a pack: its entry is only read, the user's app there is edited. */
import { openConnect } from '../../../src/platform/page';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { ProblemNote } from '../shared/note';
import { t } from '../shared/texts';
import { hasApp } from './app-kind';
import { AppSection } from './app-section';
import { PanelFoot } from './panel-foot';
import { toDraft } from './service-draft';
import { ServiceFacts } from './service-facts';
import { DuplicateLink, ExportLink, ServiceHead } from './service-head';
import { RemoveService } from './service-removal';
import { sourceText } from './service-source';
import { UnverifiedNote } from './unverified-note';
import { useAppEntry } from './use-app-entry';
import { usePanelForm } from './use-panel-form';
import type { View } from './view';

interface TakenProps {
  readonly overview: Overview;
  readonly view: ServiceView;
  readonly tab: View['tab'];
  readonly closed: boolean;
}

export function TakenPanel({ overview, view, tab, closed }: TakenProps) {
  const { service, source } = view;
  const draft = toDraft(service);
  const app = useAppEntry(view, draft);
  const panel = usePanelForm([...app.wrong.keys()], () => app.save(service.id));
  const { busy, problem, saved, shownWrong, onLeave } = panel;
  const reset = (): void => {
    app.reset();
    panel.reset();
  };
  return (
    <form {...panel.form} class={`card panel ${closed ? 'unchosen' : ''}`} aria-label={service.name}>
      <section>
        <ServiceHead service={service} tab={tab} source={sourceText(view)}>
          <DuplicateLink id={service.id} label={t('duplicate_edit')} />
          <ExportLink id={service.id} />
          <button type="button" class="button" onClick={() => void openConnect({ service: service.id })}>
            {t('sign_in')}
          </button>
        </ServiceHead>
        {source?.kind === 'catalogue' && source.unverified && <UnverifiedNote />}
      </section>
      {hasApp(draft) && (
        <AppSection
          overview={overview}
          view={view}
          draft={draft}
          app={app}
          shows={(name) => shownWrong.includes(name)}
          onLeave={onLeave}
        />
      )}
      <ServiceFacts service={service} />
      {problem && (
        <section>
          <ProblemNote problem={problem} name={service.name} />
        </section>
      )}
      <PanelFoot
        isChanged={app.isChanged}
        wrong={shownWrong.length}
        saved={saved}
        busy={busy}
        saves={hasApp(draft)}
        onReset={reset}
      >
        {!app.isChanged && <RemoveService view={view} />}
      </PanelFoot>
    </form>
  );
}
