/** A service of the user's own as a form: checks on leaving a field; Save goes to the first field to correct. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Template } from '../../../src/core/catalogue';
import { openConnect } from '../../../src/platform/page';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { ProblemNote } from '../shared/note';
import { t, unmarked } from '../shared/texts';
import { hasApp } from './app-kind';
import { AppSection } from './app-section';
import { errorsOf } from './draft-errors';
import { DuplicateHead } from './duplicate-head';
import { PanelFoot } from './panel-foot';
import { asBeginning, freeId, fromDraft, toDraft, type Draft } from './service-draft';
import { DuplicateLink, ExportLink, ServiceHead } from './service-head';
import { RemoveService } from './service-removal';
import { ApiSection, NameSection, SignInSection } from './service-sections';
import { sourceText } from './service-source';
import { useAppEntry } from './use-app-entry';
import { usePanelForm } from './use-panel-form';
import { writeView } from './view';

interface PanelProps {
  readonly overview: Overview;
  /** Absent while a new one is added. */
  readonly view: ServiceView | undefined;
  /** What a new one begins as. */
  readonly from?: Template | undefined;
  /** Ids that no service may have anew. */
  readonly taken: readonly string[];
  readonly closed: boolean;
}

export function ServicePanel({ overview, view, from, taken, closed }: PanelProps) {
  const [start] = useState(() => from && asBeginning(from, unmarked(t('copy_of', { name: from.name }))));
  const before = view?.service ?? start;
  const [draft, setDraft] = useState<Draft>(() => toDraft(before));
  const app = useAppEntry(view, draft);

  const places = (from?.variables ?? []).map(({ name }) => name);
  const errors = errorsOf(draft, places);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(toDraft(before));
  const save = async (): Promise<void> => {
    const made = fromDraft(draft, before, taken);
    const service = view ? made : { ...made, id: freeId(made.name, taken) };
    if (isChanged || !view) await call('services.save', { service });
    await app.save(service.id);
    if (!view) location.hash = writeView({ page: 'services', id: service.id, tab: 'yours' });
  };
  const panel = usePanelForm([...errors.keys(), ...app.wrong.keys()], save);
  const { busy, problem, saved, shownWrong, onLeave } = panel;
  const reset = (): void => {
    setDraft(toDraft(before));
    app.reset();
    panel.reset();
  };
  const part = {
    draft,
    set: (change: Partial<Draft>) => setDraft({ ...draft, ...change }),
    error: (name: string) => (shownWrong.includes(name) ? errors.get(name) : undefined),
    onLeave,
  };
  return (
    <form
      {...panel.form}
      class={`card panel ${closed ? 'unchosen' : ''}`}
      aria-label={view?.service.name ?? t(from ? 'duplicate' : 'add_own')}
    >
      <section>
        {view && (
          <ServiceHead service={view.service} tab="yours" source={sourceText(view)}>
            <DuplicateLink id={view.service.id} />
            <ExportLink id={view.service.id} />
            <button type="button" class="button" onClick={() => void openConnect({ service: view.service.id })}>
              {t('sign_in')}
            </button>
          </ServiceHead>
        )}
        {!view && from && <DuplicateHead of={from} />}
        {!view && !from && (
          <div class="stack">
            <h2>{t('add_own')}</h2>
            <p class="soft">{t('add_own_text')}</p>
          </div>
        )}
      </section>
      <NameSection {...part} />
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
      <SignInSection {...part} />
      <ApiSection {...part} />
      {problem && (
        <section>
          <ProblemNote problem={problem} name={draft.name} />
          {problem.code === 'invalid_input' && problem.about !== undefined && (
            <p class="small faint">
              <code>{problem.about}</code>
            </p>
          )}
        </section>
      )}
      <PanelFoot isChanged={isChanged || app.isChanged} wrong={shownWrong.length} saved={saved} busy={busy} saves onReset={reset}>
        {view && !isChanged && <RemoveService view={view} />}
      </PanelFoot>
    </form>
  );
}
