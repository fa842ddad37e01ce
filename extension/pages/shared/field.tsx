/** Fields: label above, hint below, the error in place of the hint. */
import type { ComponentChild } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from './icons';
import { t } from './texts';

export interface FieldProps {
  readonly label: ComponentChild;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onLeave?: (() => void) | undefined;
  readonly hint?: ComponentChild;
  readonly error?: string | undefined;
  readonly placeholder?: string | undefined;
  /** Prose rather than something typed exactly. */
  readonly plain?: boolean | undefined;
  /** In the reader's own words, though typed exactly: it may run either way. Addresses, keys and codes run from left to right. */
  readonly words?: boolean | undefined;
  /** By which a form finds it. */
  readonly name?: string | undefined;
  /** It has the focus from the beginning. */
  readonly first?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
}

export function Field(props: FieldProps) {
  return <Labelled {...props}>{(id) => <Input {...props} id={id} type="text" />}</Labelled>;
}

/** A secret being typed: hidden, and to be shown only while it has not been sent. */
export function SecretField(props: FieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Labelled {...props}>
      {(id) => (
        <div class="with" dir="ltr">
          <Input {...props} id={id} type={shown ? 'text' : 'password'} />
          {props.value && <Reveal name={shown ? t('secret_hide') : t('secret_show')} shown={shown} onClick={setShown} />}
        </div>
      )}
    </Labelled>
  );
}

/** A passphrase being typed. The browser is not asked to keep it: it would lie beside the vault that it opens. */
export function PassphraseField(props: FieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Labelled {...props}>
      {(id) => (
        <div class="with">
          <Input {...props} words id={id} type={shown ? 'text' : 'password'} />
          <Reveal name={shown ? t('passphrase_hide') : t('passphrase_show')} shown={shown} onClick={setShown} />
        </div>
      )}
    </Labelled>
  );
}

/** Several lines that are typed exactly. @param rows how many are seen at once; two unless told */
export function AreaField({ rows = 2, ...props }: FieldProps & { readonly rows?: number }) {
  return <Labelled {...props}>{(id) => <Lines {...props} id={id} look="" rows={rows} />}</Labelled>;
}

/** A private key of several lines: masked like a secret, to be shown only while it has not been sent. */
export function KeyField(props: FieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Labelled {...props}>
      {(id) => (
        <div class="with top" dir="ltr">
          <Lines {...props} id={id} look={shown ? '' : 'masked'} rows={props.value ? 5 : 3} />
          {props.value && <Reveal name={shown ? t('key_hide') : t('key_show')} shown={shown} onClick={setShown} />}
        </div>
      )}
    </Labelled>
  );
}

/** The label above, the hint or the error below, and between them the control, which gets the id that both speak of. */
function Labelled(props: Pick<FieldProps, 'label' | 'hint' | 'error'> & { readonly children: (id: string) => ComponentChild }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.children(id)}
      <Below id={id} hint={props.hint} error={props.error} />
    </div>
  );
}

/** Shows or hides what is being typed. */
function Reveal({ name, shown, onClick }: { name: string; shown: boolean; onClick: (shown: boolean) => void }) {
  return (
    <span class="tail">
      <button type="button" class="button plain only small" aria-label={name} title={name} onClick={() => onClick(!shown)}>
        <Icon name={shown ? 'eyeoff' : 'eye'} />
      </button>
    </span>
  );
}

function Lines(props: FieldProps & { id: string; look: string; rows: number }) {
  return (
    <textarea
      class={`input mono lines ${props.look}`}
      id={props.id}
      name={props.name}
      rows={props.rows}
      dir="ltr"
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      placeholder={props.placeholder}
      value={props.value}
      aria-invalid={props.error ? 'true' : undefined}
      aria-describedby={props.error || props.hint ? `${props.id}-below` : undefined}
      onInput={({ currentTarget }) => props.onInput(currentTarget.value)}
      onBlur={props.onLeave}
    />
  );
}

function Input(props: FieldProps & { id: string; type: 'text' | 'password' }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (props.first) input.current?.focus();
  }, []);
  const shared = {
    ref: input,
    readOnly: props.readOnly,
    class: props.plain ? 'input' : 'input mono',
    dir: props.plain || props.words ? undefined : ('ltr' as const),
    id: props.id,
    name: props.name,
    autocomplete: 'off',
    autocapitalize: 'off' as const,
    spellcheck: false,
    placeholder: props.placeholder,
    value: props.value,
    'aria-invalid': props.error ? ('true' as const) : undefined,
    'aria-describedby': props.error || props.hint ? `${props.id}-below` : undefined,
    onInput: (event: { currentTarget: HTMLInputElement }) => props.onInput(event.currentTarget.value),
    onBlur: props.onLeave,
  };
  return props.type === 'password' ? <input {...shared} type="password" /> : <input {...shared} type="text" />;
}

/** What stands below a field whose description has the id `ID-below`. */
export function Below({ id, hint, error }: { id: string; hint?: ComponentChild; error?: string | undefined }) {
  if (error) {
    return (
      <p class="error" id={`${id}-below`}>
        <Icon name="alert" />
        <span>{error}</span>
      </p>
    );
  }
  return hint ? (
    <p class="hint" id={`${id}-below`}>
      {hint}
    </p>
  ) : null;
}

/** One of a few: a native select with its label. */
export function SelectField<T extends string>(props: {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onPick: (value: T) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select
        class="select"
        id={id}
        value={props.value}
        onChange={(event) => {
          const picked = props.options.find(([value]) => value === event.currentTarget.value);
          if (picked) props.onPick(picked[0]);
        }}
      >
        {props.options.map(([value, label]) => (
          <option key={value} value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
