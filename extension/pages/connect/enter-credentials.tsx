/** A sign-in that asks for what the service gave its user: one form, filled field by field or, where the names are known, by one paste. */
import { isEntered } from '../../../src/core/is-entered';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { requestHosts } from '../../../src/platform/page';
import { CountersignError } from '../../../src/core/errors';
import type { Problem } from '../../../src/core/errors';
import type { Field as Value } from '../../../src/core/protocol';
import { useAction } from '../shared/action';
import { brokersOf } from '../shared/brokers';
import { neededOrigins, serviceOf } from '../shared/lookups';
import { Note, ProblemNote } from '../shared/note';
import { plural, rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { Answered } from './answered';
import type { AskedProps } from './asked';
import { CredentialField, errorIn, labelOf, valuesOf } from './credential-field';
import { EntryHosts, Where } from './enter-where';
import { Frame, StopFoot } from './frame';
import { credentialsIn, type Credentials } from './paste-credentials';
import { useHasHosts } from './use-has-hosts';

/** The next question comes at once; however it is, the form is not closed for longer, in milliseconds. */
const patience = 3000;

export function EnterCredentials({ overview, signIn, asked, account }: AskedProps) {
  const { id, serviceName } = signIn;
  const { fields, problem: before, open } = asked;
  const view = serviceOf(overview, signIn.serviceId);
  const entered = view && isEntered(view.service) ? view.service : undefined;
  const brokered = view?.service.protocol === 'brokered' ? view.service : undefined;
  const named = entered ?? brokered; // its fields are named in its entry
  // Of the others' hosts it was asked before; those that follow from what is entered are asked for afterwards.
  const origins = entered ? neededOrigins(entered, overview.redirectUrl, undefined) : [];
  const reachable = useHasHosts(origins);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [pasted, setPasted] = useState(0);
  const [checked, setChecked] = useState(false);
  /** The question that was answered: until the next one is here, nothing can be typed that would go with this one. */
  const [answered, setAnswered] = useState<number | undefined>(undefined);
  const waits = answered === signIn.since;
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, run } = useAction();
  const service = <bdi>{serviceName}</bdi>;
  const brokerName = <bdi>{(brokered && brokersOf(overview, brokered)[0]?.service.name) ?? brokered?.broker}</bdi>;
  const wrong = fields.find((field) => errorIn(field, values[field.name] ?? ''));
  useEffect(() => {
    if (named) form.current?.querySelector('input')?.focus();
  }, [signIn.since]);
  useEffect(() => {
    if (answered === undefined) return undefined;
    const timer = setTimeout(() => setAnswered(undefined), patience);
    return () => clearTimeout(timer);
  }, [answered]);

  const answer = async (): Promise<void> => {
    if (origins.length > 0 && !reachable && !(await requestHosts(origins)))
      throw new CountersignError('host_access_refused', { about: serviceName });
    await call('signIn.answer', {
      id,
      values: valuesOf(fields, values, entered?.protocol === 'basic' || brokered !== undefined),
    });
    setValues({}); // they live in the worker now; the page's state must not keep them
    setChecked(false);
    setAnswered(signIn.since);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (waits) return;
    setChecked(true);
    if (wrong) form.current?.querySelector<HTMLElement>(`[name=${CSS.escape(wrong.name)}]`)?.focus();
    else run(answer);
  };
  const paste = (event: ClipboardEvent): void => {
    const found = credentialsIn(event.clipboardData?.getData('text') ?? '');
    const asked = fields.filter(({ name }) => (found as Record<string, string>)[name] !== undefined);
    if (asked.length < 2) return;
    event.preventDefault();
    setValues({ ...values, ...only(found, asked) });
    setPasted(asked.length);
  };
  const foot = (
    <StopFoot id={id} run={run}>
      <button type="submit" form="enter-credentials" class="button large primary" aria-disabled={busy || waits}>
        {t('finish_sign_in')}
      </button>
    </StopFoot>
  );
  const row = (which: readonly Value[]) =>
    which.map((field) => {
      const value = values[field.name] ?? '';
      const refused = value === '' && before ? refusedText(field, before, fields, serviceName) : undefined;
      return (
        <CredentialField
          key={field.name}
          field={field}
          value={value}
          onInput={(typed) => setValues({ ...values, [field.name]: typed })}
          error={refused ?? (checked ? errorIn(field, value) : undefined)}
        />
      );
    });
  const title = account
    ? rich('sign_in_again_title', { account: <bdi>{account.label}</bdi> })
    : rich(named ? 'sign_in_title' : 'credentials_title', { service });
  return (
    <Frame overview={overview} foot={foot}>
      <div class="service-head">
        <Tile name={serviceName} hue={signIn.hue} size="large" />
        <h1 class="grow">{title}</h1>
      </div>
      <p class="lede">
        {entered
          ? rich('entry_text', { service })
          : brokered
            ? rich('brokered_enter', { broker: brokerName })
            : t('credentials_text')}
      </p>
      {before && !problem && <ProblemNote problem={before} name={serviceName} />}
      {before && before.code !== 'invalid_input' && <Answered signIn={signIn} problem={before} />}
      {problem && (
        <ProblemNote problem={problem} name={serviceName} look={problem.code === 'host_access_refused' ? 'wax' : 'bad'} />
      )}
      <Where service={view?.service} open={open} />
      <form
        id="enter-credentials"
        class="stack loose"
        ref={form}
        noValidate
        onSubmit={submit}
        {...(!named && { onPaste: paste })}
      >
        <div role="status" class="live">
          {pasted > 0 && (
            <Note look="petrol">
              <p>{plural('credentials_pasted', pasted)}</p>
            </Note>
          )}
        </div>
        <fieldset class="stack loose" disabled={waits}>
          {named ? (
            row(fields)
          ) : (
            <>
              <section class="stack">
                <h2 class="small-head">{t('credentials_app')}</h2>
                {row(fields.filter(isOfApp))}
              </section>
              <section class="stack">
                <h2 class="small-head">{t('credentials_access')}</h2>
                {row(fields.filter((field) => !isOfApp(field)))}
              </section>
            </>
          )}
        </fieldset>
      </form>
      {entered && <EntryHosts service={entered} redirectUrl={overview.redirectUrl} reachable={reachable} />}
    </Frame>
  );
}

function isOfApp({ name }: Value): boolean {
  return name === 'consumerKey' || name === 'consumerSecret';
}

function only(found: Credentials, fields: readonly Value[]): Record<string, string> {
  const all = found as Record<string, string>;
  return Object.fromEntries(fields.map(({ name }) => [name, all[name] ?? '']));
}

/** What is said at the field that a problem speaks of, until something is typed there again. */
function refusedText(field: Value, { code, about }: Problem, all: readonly Value[], name: string): string | undefined {
  const isOnlyOne = code === 'credentials_refused' && all.every((each) => each === field || each.optional);
  if (!isOnlyOne && (about === undefined || about !== (field.label ?? field.name))) return undefined;
  return code === 'invalid_input' ? t('field_unusable', { field: labelOf(field) }) : t('field_refused', { service: name });
}
