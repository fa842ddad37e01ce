/** One typed field of a service's form. */
import { Field } from '../shared/field';
import { t, type TextKey } from '../shared/texts';
import type { Draft, DraftError, DraftField } from './service-draft';

export interface SectionProps {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  readonly error: (field: DraftField) => DraftError | undefined;
  readonly onLeave: (field: string) => void;
}

type LabelKey = Extract<TextKey, `label_${DraftField}`>;

/** One field of the form, with its own label, and its error once it is shown. */
export function DraftInput({
  field,
  part,
  hint,
  plain,
}: {
  field: DraftField;
  part: SectionProps;
  hint?: string;
  plain?: boolean;
}) {
  const { draft, set, error, onLeave } = part;
  const label = t(`label_${field}` as LabelKey);
  const wrong = error(field);
  return (
    <Field
      name={field}
      label={label}
      value={draft[field]}
      onInput={(value) => set({ [field]: value })}
      onLeave={() => onLeave(field)}
      hint={hint}
      plain={plain}
      error={wrong && errorText(wrong, label)}
    />
  );
}

export function errorText(error: DraftError, field: string): string {
  return error === 'missing' ? t('field_missing', { field }) : t(`field_${error}`);
}
