/** The ways to sign in that a service has, in the order in which they were ticked: the first is offered first. */
import type { Way } from '../../../src/core/service';
import { t } from '../shared/texts';

interface WaysProps<W extends Way> {
  readonly all: readonly W[];
  readonly chosen: readonly W[];
  readonly onChange: (chosen: readonly W[]) => void;
}

/** The last one can't be unticked: a service without any way in is none. */
export function WaysField<W extends Way>({ all, chosen, onChange }: WaysProps<W>) {
  const toggle = (way: W): void => onChange(chosen.includes(way) ? chosen.filter((each) => each !== way) : [...chosen, way]);
  return (
    <fieldset class="stack">
      <legend class="label">{t('way_title')}</legend>
      <div class="ticks">
        {all.map((way) => (
          <label key={way}>
            <input
              type="checkbox"
              class="tick"
              name={`way-${way}`}
              checked={chosen.includes(way)}
              disabled={chosen.length === 1 && chosen[0] === way}
              onChange={() => toggle(way)}
            />
            {t(`entry_${way}`)}
          </label>
        ))}
      </div>
      <p class="hint">{t('hint_ways', { first: t(`entry_${chosen[0] ?? 'redirect'}`) })}</p>
    </fieldset>
  );
}
