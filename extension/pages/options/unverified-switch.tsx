/** The setting that shows the entries of the catalogue that nobody checked, with what that means. */
import { number, t } from '../shared/texts';
import { SettingSwitch } from './setting-switch';

interface SwitchProps {
  readonly on: boolean;
  /** How many there are, of those that fit. */
  readonly count: number;
  readonly onChange: (on: boolean) => void;
}

export function UnverifiedSwitch({ on, count, onChange }: SwitchProps) {
  return (
    <SettingSwitch
      id="unverified"
      title={
        <>
          {t('unverified_show')} <span class="faint">{number(count)}</span>
        </>
      }
      means={t('unverified_means')}
      heading="h2"
      look="unverified"
      on={on}
      onChange={onChange}
    />
  );
}
