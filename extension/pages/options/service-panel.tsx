/** One service as a form: checks on leaving a field; Save goes to the first field to correct. */
import { useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { openConnect } from '../../../src/platform/page';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Icon } from '../shared/icons';
import { ProblemNote } from '../shared/note';
import { CheckedBadge, protocolText } from '../shared/service-badges';
import { plural, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { AppSection, hasApp, isKeyApp } from './app-section';
import { ConnectorPanel } from './connector-panel';
import { errorsOf } from './draft-errors';
import { fromDraft, toDraft, type Draft } from './service-draft';
import { RemoveService } from './service-removal';
import { ApiSection, NameSection, SignInSection } from './service-sections';
import { writeView } from './view';

interface PanelProps {
  readonly overview: Overview;
  /** Absent while a new one is added. */
  readonly view: ServiceView | undefined;
  readonly closed: boolean;
}

export function ServicePanel({ overview, view, closed }: PanelProps) {
  if (view?.service.protocol !== 'brokered') return <ServiceForm overview={overview} view={view} closed={closed} />;
  const head = <HeadSection view={view} />;
  return <ConnectorPanel overview={overview} view={view} service={view.service} closed={closed} head={head} />;
}

function ServiceForm({ overview, view, closed }: PanelProps) {
  const [draft, setDraft] = useState<Draft>(() => toDraft(view?.service));
  const [clientId, setClientId] = useState(view?.app?.clientId ?? '');
  const [secret, setSecret] = useState<string | undefined>(undefined);
  const [made, setMade] = useState(view?.madeKey !== undefined);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, run } = useAction();

  const errors = errorsOf(draft);
  const withApp = hasApp(draft);
  const wrong: readonly string[] = [...errors.keys(), ...(withApp && view?.app && !clientId.trim() ? ['clientId'] : [])];
  const shownWrong = wrong.filter((field) => tried || left.has(field));
  const isChanged = JSON.stringify(draft) !== JSON.stringify(toDraft(view?.service));
  const isMade = made && view?.madeKey !== undefined && isKeyApp(draft);
  const isAppChanged = withApp && (clientId.trim() !== (view?.app?.clientId ?? '') || secret !== undefined || isMade);

  const set = (change: Partial<Draft>): void => {
    setSaved(false);
    setDraft({ ...draft, ...change });
  };
  const reset = (): void => {
    setDraft(toDraft(view?.service));
    setClientId(view?.app?.clientId ?? '');
    setSecret(undefined);
    setMade(false);
    setLeft(new Set());
    setTried(false);
  };
  const save = async (): Promise<void> => {
    const service = fromDraft(
      draft,
      view?.service,
      overview.services.map((other) => other.service.id),
    );
    if (isChanged || !view) await call('services.save', { service });
    if (isAppChanged && clientId.trim()) {
      const typed = secret === undefined ? {} : { clientSecret: secret.trim() };
      const entry = isMade ? { madeKey: true as const } : typed;
      await call('apps.save', { serviceId: service.id, clientId: clientId.trim(), ...entry });
    }
    setSecret(undefined);
    setMade(false);
    setTried(false);
    setSaved(true);
    if (!view) location.hash = writeView({ page: 'services', id: service.id });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    const first = wrong[0];
    if (first === undefined) run(save);
    else focusField(form.current, first);
  };
  const part = {
    draft,
    set,
    error: (name: string) => (shownWrong.includes(name) ? errors.get(name) : undefined),
    onLeave: (field: string) => setLeft(new Set([...left, field])),
  };
  return (
    <form
      ref={form}
      class={`card panel ${closed ? 'unchosen' : ''}`}
      noValidate
      onSubmit={submit}
      aria-label={view?.service.name ?? t('add_own')}
    >
      <section>
        <HeadSection view={view} />
      </section>
      {(!view || !view.service.checked) && <NameSection {...part} />}
      {withApp && (
        <AppSection
          {...part}
          overview={overview}
          view={view}
          clientId={clientId}
          missing={shownWrong.includes('clientId')}
          onClientId={(value) => (setSaved(false), setClientId(value))}
          secret={secret}
          onSecret={(value) => (setSaved(false), setSecret(value))}
          made={made}
          onMade={(value) => (setSaved(false), setMade(value))}
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
      <section class="buttons">
        {(isChanged || isAppChanged) && (
          <button type="button" class="button plain" onClick={reset}>
            {t('undo_changes')}
          </button>
        )}
        {view && !isChanged && <RemoveService view={view} />}
        <span class="end" />
        {shownWrong.length > 0 && (
          <span class="error">
            <Icon name="alert" />
            <span>{plural('fields_to_correct', shownWrong.length)}</span>
          </span>
        )}
        <span class="state ok" role="status">
          {saved && !isChanged && !isAppChanged && (
            <>
              <Icon name="check" />
              {t('saved')}
            </>
          )}
        </span>
        {/* Pressing it does not leave the field: an error that appeared then would move the button away from under the pointer. */}
        <button class="button primary" aria-disabled={busy} onMouseDown={(event) => event.preventDefault()}>
          {t('save')}
        </button>
      </section>
    </form>
  );
}

function HeadSection({ view }: { view: ServiceView | undefined }) {
  return (
    <>
      {view && (
        <a class="button small plain back" href={writeView({ page: 'services' })}>
          <Icon name="left" />
          {t('all_services')}
        </a>
      )}
      <Head view={view} />
    </>
  );
}

function Head({ view }: { view: ServiceView | undefined }) {
  if (!view) {
    return (
      <div class="stack">
        <h2>{t('add_own')}</h2>
        <p class="soft">{t('add_own_text')}</p>
      </div>
    );
  }
  const { service } = view;
  return (
    <div class="account-head">
      <Tile name={service.name} hue={service.hue} size="large" />
      <div class="grow">
        <h2>
          <bdi>{service.name}</bdi>
        </h2>
        <p class="small faint">
          {protocolText(service.protocol)} <CheckedBadge service={service} />
        </p>
      </div>
      <div class="buttons end">
        <button type="button" class="button" onClick={() => void openConnect({ service: service.id })}>
          {t('sign_in')}
        </button>
      </div>
    </div>
  );
}

/** Opens what hides the field, then goes there. */
function focusField(form: HTMLFormElement | null, name: string): void {
  const field = form?.querySelector<HTMLElement>(`[name="${name}"]`);
  const fold = field?.closest('details');
  if (fold) fold.open = true;
  field?.focus();
}
