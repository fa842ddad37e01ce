/** Adding a service by its address: what is under way, what the user must agree to first, and what was found. */
import { useEffect, useState } from 'preact/hooks';
import { Field } from '../shared/field';
import { HostNames } from '../shared/host';
import { Icon } from '../shared/icons';
import { Note, ProblemNote } from '../shared/note';
import { Busy } from '../shared/state';
import { rich, t } from '../shared/texts';
import { urlError, withScheme } from '../shared/address';
import { FoundService } from './found-service';
import { BackToServices } from './service-head';
import { useLookUp, type LookUp } from './use-look-up';

interface LookUpProps {
  /** Ids that no service may have anew. */
  readonly taken: readonly string[];
  /** What was asked for beside the search; taken over once. */
  readonly asked: { readonly address: string } | undefined;
  readonly onTaken: () => void;
  /** Whether something was found: then nothing else is entered. */
  readonly onFound: (found: boolean) => void;
}

export function LookUpCard({ taken, asked, onTaken, onFound }: LookUpProps) {
  const [address, setAddress] = useState('');
  const [tried, setTried] = useState(false);
  const lookUp = useLookUp();
  const { state } = lookUp;
  const wrong = address.trim() === '' ? ('missing' as const) : urlError(withScheme(address.trim()));
  // The part behind # never leaves a page; it is no mistake to paste it along.
  const error = wrong === 'fragment' ? undefined : wrong;
  const look = (typed: string): void => lookUp.look(withoutFragment(withScheme(typed.trim())));
  useEffect(() => {
    if (!asked) return;
    setAddress(asked.address.trim());
    setTried(true);
    const asks = urlError(withScheme(asked.address.trim()));
    if (asks === undefined || asks === 'fragment') look(asked.address);
    onTaken();
  }, [asked]);
  useEffect(() => onFound(state.at === 'found'), [state.at]);
  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (error === undefined) look(address);
    else (event.currentTarget as HTMLFormElement).querySelector('input')?.focus();
  };
  if (state.at === 'found') return <FoundService taken={taken} found={state.found} onCancel={lookUp.cancel} />;
  return (
    <form class="card panel" noValidate onSubmit={submit} aria-label={t('look_title')}>
      <section class="stack loose">
        <BackToServices />
        <div class="stack">
          <h2>{t('look_title')}</h2>
          <p class="soft">{t('look_text')}</p>
        </div>
        <div class="look">
          <Field
            name="address"
            label={t('look_address')}
            value={address}
            onInput={setAddress}
            placeholder="https://"
            hint={t('look_hint')}
            error={tried && error ? addressError(error) : undefined}
          />
          <button class="button">
            <Icon name="search" />
            {t('look_it_up')}
          </button>
        </div>
        <Outcome lookUp={lookUp} />
      </section>
    </form>
  );
}

function addressError(error: 'missing' | 'url' | 'insecure' | 'place_left'): string {
  return error === 'missing' ? t('look_missing') : t(`field_${error}`);
}

function withoutFragment(address: string): string {
  const url = new URL(address);
  url.hash = '';
  return url.href;
}

/** What became of the last question, said where it was asked. */
function Outcome({ lookUp }: { lookUp: LookUp }) {
  const { state, allow, confirm, cancel } = lookUp;
  return (
    <div role="status" class="live">
      {state.at === 'looking' && <Busy text={t('looking_at', { host: new URL(state.address).host })} />}
      {state.at === 'needs' && (
        <Note look="wax">
          <p>
            <b>{t('look_needs')}</b> {state.refused ? t('look_needs_refused') : t('look_needs_text')}
          </p>
          <HostNames origins={state.origins} look="hosts" />
          <Answers yes={t('look_needs_allow')} onYes={allow} onCancel={cancel} />
        </Note>
      )}
      {state.at === 'own' && (
        <Note look="wax">
          <p>
            <b>{rich('look_own', { host: <bdi class="url">{state.host}</bdi> })}</b> {t('look_own_text')}
          </p>
          <p>{t('look_own_do')}</p>
          <Answers yes={t('look_own_confirm')} onYes={confirm} onCancel={cancel} />
        </Note>
      )}
      {state.at === 'failed' && <ProblemNote problem={state.problem} name={state.problem.about ?? new URL(state.address).host} />}
    </div>
  );
}

interface AnswersProps {
  readonly yes: string;
  readonly onYes: () => void;
  readonly onCancel: () => void;
}

function Answers({ yes, onYes, onCancel }: AnswersProps) {
  return (
    <p class="buttons">
      <button type="button" class="button small wax" onClick={onYes}>
        {yes}
      </button>
      <button type="button" class="button small plain" onClick={onCancel}>
        {t('cancel')}
      </button>
    </p>
  );
}
