/** The setting that shows the entries of the catalogue that nobody checked, with what that means. */
import { number, t } from '../shared/texts';

interface SwitchProps {
  readonly on: boolean;
  /** How many there are, of those that fit. */
  readonly count: number;
  readonly onChange: (on: boolean) => void;
}

export function UnverifiedSwitch({ on, count, onChange }: SwitchProps) {
  return (
    <div class="setting unverified">
      <div>
        <h2 id="unverified">
          {t('unverified_show')} <span class="faint">{number(count)}</span>
        </h2>
        <p id="unverified-means">{t('unverified_means')}</p>
      </div>
      <input
        type="checkbox"
        class="switch"
        role="switch"
        aria-labelledby="unverified"
        aria-describedby="unverified-means"
        checked={on}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    </div>
  );
}
