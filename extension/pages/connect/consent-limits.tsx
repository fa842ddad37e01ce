/** Behind "Limits": how often the caller may call, and who else acts in its name. */
import type { AskView } from '../../../src/messaging/views';
import { CallerShort } from '../shared/host';
import { RateField } from '../shared/rates';
import { plural, rich, t } from '../shared/texts';

interface LimitsProps {
  readonly ask: AskView;
  readonly rate: number | undefined;
  readonly onRate: (rate: number | undefined) => void;
}

export function ConsentLimits({ ask, rate, onRate }: LimitsProps) {
  return (
    <details class="more">
      <summary>{rate === undefined ? t('limits') : plural('limits_rate', rate)}</summary>
      <div class="stack roomy folded">
        <RateField label={t('rate_at_most')} rate={rate} onPick={onRate} />
        {ask.caller.kind === 'site' && (
          <p class="small soft">{rich('limits_scripts', { site: <CallerShort caller={ask.caller} /> })}</p>
        )}
      </div>
    </details>
  );
}
