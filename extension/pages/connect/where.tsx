/** What only the user can tell of an entry of the catalogue: where theirs is; and whether they trust an entry that nobody has checked. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { openTab } from '../../../src/platform/page';
import type { Template, Variable } from '../../../src/core/catalogue';
import type { Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Field } from '../shared/field';
import { Icon } from '../shared/icons';
import { Note, ProblemNote } from '../shared/note';
import { signInHostTexts } from '../shared/template-places';
import { rich, t } from '../shared/texts';
import { EntryHead, Frame } from './frame';
import { go } from './route';
import { isWrong, ownNetworkHost } from './typed-value';
import { FormFoot } from './form-foot';

interface WhereProps {
  readonly overview: Overview;
  readonly template: Template;
  readonly askId: string | undefined;
}

export function Where({ overview, template, askId }: WhereProps) {
  const { id, name, variables = [], unverified } = template;
  const [values, setValues] = useState(() => Object.fromEntries(variables.map((each) => [each.name, each.usual ?? ''])));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [checked, setChecked] = useState(false);
  const [asksOwn, setAsksOwn] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, run } = useAction();
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const own = ownNetworkHost(variables, values);
  const refused = problem?.code === 'invalid_input' ? problem.about : undefined;

  const add = (): void =>
    run(async () => {
      const trimmed = Object.entries(values).map(([key, value]) => [key, value.trim()]);
      go({ service: await call('services.add', { id, values: Object.fromEntries(trimmed) }), askId }, true);
    });
  const submit = (event: Event): void => {
    event.preventDefault();
    setChecked(true);
    const wrong = variables.find((each) => valueError(each, values[each.name] ?? '') !== undefined);
    if (wrong) form.current?.querySelector<HTMLElement>(`[name=${wrong.name}]`)?.focus();
    else if (own === undefined) add();
    else setAsksOwn(true);
  };
  const errorOf = (each: Variable): string | undefined => {
    const typed = values[each.name] ?? '';
    const error = checked || (left.has(each.name) && typed.trim()) ? valueError(each, typed) : undefined;
    return error ?? (refused === each.label ? unlike(each) : undefined);
  };
  const foot = <FormFoot askId={askId} form="where" label={t('go_on')} busy={busy} />;
  const service = <bdi>{name}</bdi>;
  const isSomewhere = variables.some(({ kind }) => kind !== 'word');
  return (
    <Frame overview={overview} foot={foot}>
      <EntryHead
        template={template}
        title={rich(unverified ? 'check_title' : isSomewhere ? 'where_title' : 'which_title', { service })}
      />
      {unverified ? <Unverified template={template} /> : <p class="lede">{rich('where_text', { service })}</p>}
      {problem && !variables.some(({ label }) => label === refused) && <ProblemNote problem={problem} name={name} />}
      <form id="where" class="stack loose" ref={form} noValidate onSubmit={submit}>
        {variables.map((each) => (
          <Field
            key={each.name}
            name={each.name}
            label={<bdi>{each.label}</bdi>}
            value={values[each.name] ?? ''}
            onInput={(value) => {
              setAsksOwn(false);
              setValues((before) => ({ ...before, [each.name]: value }));
            }}
            onLeave={() => setLeft((before) => new Set([...before, each.name]))}
            placeholder={each.example}
            hint={each.hint && <bdi>{each.hint}</bdi>}
            error={errorOf(each)}
          />
        ))}
      </form>
      {own !== undefined && asksOwn && <OwnNetwork host={own} busy={busy} onConfirm={add} />}
    </Frame>
  );
}

function valueError(variable: Variable, typed: string): string | undefined {
  if (!typed.trim()) return t('field_missing', { field: variable.label });
  return isWrong(variable, typed) ? unlike(variable) : undefined;
}

function unlike({ label, example }: Variable): string {
  return t('field_variable', { example, field: label });
}

/** In plain words what "Not verified" means, with the hosts to compare. */
function Unverified({ template }: { template: Template }) {
  const { name, docs } = template;
  const hosts = signInHostTexts(template);
  return (
    <Note look="wax">
      <p>
        <b>{t('check_note')}</b> {rich('check_text', { service: <bdi>{name}</bdi> })}
      </p>
      <ul class="hosts">
        {hosts.map((host) => (
          <li key={host}>
            <code>{host}</code>
          </li>
        ))}
      </ul>
      {docs && (
        <p class="buttons">
          <button type="button" class="button small" onClick={() => void openTab(docs)}>
            {t('documentation')}
            <Icon name="open" />
          </button>
        </p>
      )}
    </Note>
  );
}

/** An address in the user's own network is used only when they say so. */
function OwnNetwork({ host, busy, onConfirm }: { host: string; busy: boolean; onConfirm: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div role="status">
      <Note look="wax">
        <p>
          <b>{rich('look_own', { host: <bdi class="url">{host}</bdi> })}</b> {t('look_own_text')}
        </p>
        <p>{t('look_own_do')}</p>
        <p class="buttons">
          <button type="button" class="button small wax" ref={button} aria-disabled={busy} onClick={onConfirm}>
            {t('look_own_confirm')}
          </button>
        </p>
      </Note>
    </div>
  );
}
