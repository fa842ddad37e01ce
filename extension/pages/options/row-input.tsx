/** One input within a row of a service's form. */
import { Field } from '../shared/field';
import { t } from '../shared/texts';
import { errorText, type SectionProps } from './draft-input';

interface RowInputProps {
  readonly part: SectionProps;
  readonly name: string;
  readonly of: 'entered_label' | 'entered_name' | 'entered_hint' | 'carry_name' | 'carry_value';
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly plain?: boolean;
}

export function RowInput({ part, name, of, value, onInput, plain }: RowInputProps) {
  const wrong = part.error(name);
  const label = t(of);
  return (
    <Field
      name={name}
      label={label}
      value={value}
      onInput={onInput}
      onLeave={() => part.onLeave(name)}
      plain={plain}
      error={wrong && errorText(wrong, label)}
    />
  );
}
