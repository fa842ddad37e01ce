/** The fields of a service's form, each bound to what is typed: one line, several lines, a choice, a tick; and what folds them. */
import type { ComponentChildren } from 'preact';
import { AreaField, Field, SelectField } from '../shared/field';
import { plural, t, type TextKey } from '../shared/texts';
import type { DraftError } from './draft-errors';
import { emptyDraft, type Draft, type DraftField } from './service-draft';

export interface SectionProps {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  /** The error of an input, once it is to be shown. */
  readonly error: (name: string) => DraftError | undefined;
  readonly onLeave: (name: string) => void;
}

type LabelKey = Extract<TextKey, `label_${keyof Draft}`>;
type HintKey = Extract<TextKey, `hint_${DraftField}`>;

interface InputProps {
  readonly field: DraftField;
  readonly part: SectionProps;
  /** The field's own label unless told. */
  readonly label?: string;
  readonly hint?: string;
  readonly plain?: boolean;
}

/** One field of the form, with its own label, and its error once it is shown. */
export function DraftInput(props: InputProps) {
  return <Field {...bound(props)} plain={props.plain} />;
}

/** The same for several lines. */
export function DraftArea(props: InputProps) {
  return <AreaField {...bound(props)} />;
}

function bound({ field, part, label = t(`label_${field}` as LabelKey), hint }: InputProps) {
  const { draft, set, error, onLeave } = part;
  const wrong = error(field);
  return {
    name: field,
    label,
    value: draft[field],
    onInput: (value: string) => set({ [field]: value }),
    onLeave: () => onLeave(field),
    hint,
    error: wrong && errorText(wrong, label),
  };
}

/** A field with the hint that is written for it. */
export function hinted(field: DraftField, part: SectionProps): InputProps {
  return { field, part, hint: t(`hint_${field}` as HintKey) };
}

type ChoiceField = { [K in keyof Draft]: Draft[K] extends string ? (string extends Draft[K] ? never : K) : never }[keyof Draft];

/** One of a few. */
export function DraftChoice<K extends ChoiceField>({
  field,
  part: { draft, set },
  options,
  label = t(`label_${field}` as LabelKey),
}: {
  readonly field: K;
  readonly part: SectionProps;
  readonly options: readonly (readonly [Draft[K] & string, string])[];
  readonly label?: string;
}) {
  return (
    <SelectField<Draft[K] & string>
      label={label}
      value={draft[field]}
      options={options}
      onPick={(value) => set({ [field]: value })}
    />
  );
}

/** Whether something is so, with the sentence that says what it means. */
export function Tick(props: {
  readonly name: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ComponentChildren;
}) {
  return (
    <label class="tickline">
      <input
        type="checkbox"
        class="tick"
        name={props.name}
        checked={props.checked}
        onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
      />
      <span>{props.children}</span>
    </label>
  );
}

/** A folded part of the form; it says how many of its fields differ from the usual. */
export function Fold(props: {
  readonly title: string;
  readonly draft: Draft;
  readonly of: readonly (keyof Draft)[];
  readonly children: ComponentChildren;
}) {
  const count = props.of.filter((key) => JSON.stringify(props.draft[key]) !== JSON.stringify(emptyDraft[key])).length;
  return (
    <details class="more">
      <summary>
        {props.title} {count > 0 && <span class="faint">{plural('fields_set', count)}</span>}
      </summary>
      <div class="stack loose folded">{props.children}</div>
    </details>
  );
}

export function errorText(error: DraftError, field: string): string {
  return error === 'missing' ? t('field_missing', { field }) : t(`field_${error}`);
}
