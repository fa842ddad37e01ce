/** The limit of calls in a minute, as a choice of a few. */
import { t, plural } from './texts';
import { SelectField } from './field';

const rates = [10, 60, 600];

interface RateProps {
  /** Calls in any one minute; undefined for no limit. */
  readonly rate: number | undefined;
  readonly onPick: (rate: number | undefined) => void;
  readonly label: string;
}

export function RateField({ rate, onPick, label }: RateProps) {
  const offered = rate === undefined || rates.includes(rate) ? rates : [...rates, rate].toSorted((a, b) => a - b);
  return (
    <SelectField
      label={label}
      value={String(rate ?? '')}
      options={[['', t('rate_none')], ...offered.map((each): [string, string] => [String(each), plural('rate', each)])]}
      onPick={(picked) => onPick(picked === '' ? undefined : Number(picked))}
    />
  );
}
