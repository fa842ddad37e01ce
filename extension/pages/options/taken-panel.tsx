/** A service in use that came from the catalogue or a pack: its entry is only read, the user's app there is edited. */
import { useRef, useState } from 'preact/hooks';
import { openConnect } from '../../../src/platform/page';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { ProblemNote } from '../shared/note';
import { t } from '../shared/texts';
import { hasApp } from './app-kind';
import { AppSection } from './app-section';
import { focusField } from './focus-field';
import { PanelFoot } from './panel-foot';
import { toDraft } from './service-draft';
import { ServiceFacts } from './service-facts';
import { DuplicateLink, ExportLink, ServiceHead } from './service-head';
import { RemoveService } from './service-removal';
import { sourceText } from './service-source';
import { UnverifiedNote } from './unverified-note';
import { useAppEntry } from './use-app-entry';
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
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, run } = useAction();
  const shows = (name: 'clientId' | 'appRedirectUrl'): boolean => app.wrong.has(name) && (tried || left.has(name));
  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    const [first] = app.wrong.keys();
    if (first !== undefined) return focusField(form.current, first);
    run(async () => {
      await app.save(service.id);
      setTried(false);
      setSaved(true);
    });
  };
  const reset = (): void => {
    app.reset();
    setLeft(new Set());
    setTried(false);
  };
  return (
    <form
      ref={form}
      class={`card panel ${closed ? 'unchosen' : ''}`}
      noValidate
      onSubmit={submit}
      onInput={() => setSaved(false)}
      aria-label={service.name}
    >
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
          shows={shows}
          onLeave={(name) => setLeft(new Set([...left, name]))}
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
        wrong={[...app.wrong.keys()].filter(shows).length}
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
