/** A sign-in that asks for credentials which the service shows on its own pages: one form, filled field by field or by one paste. */
import { useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { openTab } from '../../../src/platform/page';
import type { Field as Value } from '../../../src/core/protocol';
import { useAction } from '../shared/action';
import { Field, KeyField, SecretField } from '../shared/field';
import { Icon } from '../shared/icons';
import { serviceOf } from '../shared/lookups';
import { Note, ProblemNote } from '../shared/note';
import { looksLikePrivateKey } from '../shared/pem';
import { plural, rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { Answered } from './answered';
import type { AskedProps } from './asked';
import { Frame, StopFoot } from './frame';
import { credentialsIn, type Credentials } from './paste-credentials';
import { DeveloperPage } from './set-up';

export function EnterCredentials({ overview, signIn, asked }: AskedProps) {
  const { id, serviceName } = signIn;
  const { fields, problem: before } = asked;
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [pasted, setPasted] = useState(0);
  const [checked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, run } = useAction();
  const service = <bdi>{serviceName}</bdi>;
  const wrong = fields.find((field) => errorIn(field, values[field.name] ?? ''));

  const answer = async (): Promise<void> => {
    const given = Object.entries(values).map(([name, value]) => [name, value.trim()] as const);
    await call('signIn.answer', { id, values: Object.fromEntries(given.filter(([, value]) => value)) });
    setValues({}); // they live in the worker now; the page's state must not keep them
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    setChecked(true);
    if (wrong) form.current?.querySelector<HTMLElement>(`[name=${wrong.name}]`)?.focus();
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
      <button type="submit" form="enter-credentials" class="button large primary" aria-disabled={busy}>
        {t('finish_sign_in')}
      </button>
    </StopFoot>
  );
  const row = (which: readonly Value['name'][]) =>
    fields
      .filter(({ name }) => which.includes(name))
      .map((field) => (
        <CredentialField
          key={field.name}
          field={field}
          value={values[field.name] ?? ''}
          onInput={(value) => setValues({ ...values, [field.name]: value })}
          error={checked ? errorIn(field, values[field.name] ?? '') : undefined}
        />
      ));
  return (
    <Frame overview={overview} foot={foot}>
      <div class="service-head">
        <Tile name={serviceName} hue={signIn.hue} size="large" />
        <h1 class="grow">{rich('credentials_title', { service })}</h1>
      </div>
      <p class="lede">{t('credentials_text')}</p>
      {before && !problem && <ProblemNote problem={before} name={serviceName} />}
      {before && <Answered signIn={signIn} problem={before} />}
      {problem && <ProblemNote problem={problem} name={serviceName} />}
      <Where overview={overview} signIn={signIn} />
      <form id="enter-credentials" class="stack loose" ref={form} noValidate onSubmit={submit} onPaste={paste}>
        <div role="status" class="live">
          {pasted > 0 && (
            <Note look="petrol">
              <p>{plural('credentials_pasted', pasted)}</p>
            </Note>
          )}
        </div>
        <section class="stack">
          <h2 class="small-head">{t('credentials_app')}</h2>
          {row(['consumerKey', 'consumerSecret'])}
        </section>
        <section class="stack">
          <h2 class="small-head">{t('credentials_access')}</h2>
          {row(['token', 'tokenSecret', 'apiHost', 'accountName'])}
        </section>
      </form>
    </Frame>
  );
}

function only(found: Credentials, fields: readonly Value[]): Record<string, string> {
  const all = found as Record<string, string>;
  return Object.fromEntries(fields.map(({ name }) => [name, all[name] ?? '']));
}

function labelOf({ name, kind, optional }: Value): string {
  if (kind === 'key') return t('private_key');
  if (name === 'consumerKey') return t('consumer_key');
  if (name === 'consumerSecret') return t('consumer_secret');
  if (name === 'apiHost') return t('api_host');
  if (name === 'accountName') return optional ? t('account_name_optional') : t('account_name');
  return name === 'token' ? t('access_token') : t('access_token_secret');
}

function errorIn(field: Value, value: string): string | undefined {
  if (!value.trim()) return field.optional ? undefined : t('field_missing', { field: labelOf(field) });
  return field.kind === 'key' && !looksLikePrivateKey(value) ? t('field_key') : undefined;
}

interface CredentialProps {
  readonly field: Value;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly error: string | undefined;
}

function CredentialField({ field, value, onInput, error }: CredentialProps) {
  const shared = { name: field.name, label: labelOf(field), value, onInput, error };
  if (field.kind === 'key') return <KeyField {...shared} hint={t('private_key_hint')} />;
  if (field.kind === 'secret') return <SecretField {...shared} />;
  const hint = { accountName: t('account_name_hint'), apiHost: t('api_host_hint') }[field.name as string];
  return <Field {...shared} plain={field.name === 'accountName'} hint={hint} />;
}

/** Where one finds them: the service's developer page, and the documentation. */
function Where({ overview, signIn }: Pick<AskedProps, 'overview' | 'signIn'>) {
  const service = serviceOf(overview, signIn.serviceId)?.service;
  const { registerUrl, docs } = service ?? {};
  if (!service || (!registerUrl && !docs)) return null;
  return (
    <div class="buttons">
      {registerUrl && <DeveloperPage name={service.name} url={registerUrl} />}
      {docs && (
        <button type="button" class="button small plain" onClick={() => void openTab(docs)}>
          {t('documentation')}
          <Icon name="open" />
        </button>
      )}
    </div>
  );
}
