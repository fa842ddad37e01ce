/** Which request the lens shows, and how it was signed. */
import type { SignatureExplanation } from '../../../src/core/signature-lens';
import type { Instant } from '../../../src/core/words';
import type { TraceView } from '../../../src/messaging/views';
import { t } from '../shared/texts';
import { traceTitle, transportWord } from './lens-words';
import { typedIn } from './view';

interface BarProps {
  readonly traces: readonly TraceView[];
  /** Undefined: the one that is typed in. */
  readonly chosen: TraceView | undefined;
  readonly explanation: SignatureExplanation | undefined;
  readonly now: Instant;
  readonly onPick: (id: string) => void;
}

export function LensBar({ traces, chosen, explanation, now, onPick }: BarProps) {
  const value = chosen?.id ?? typedIn;
  return (
    <div class="card">
      <div class="filters lens-bar">
        <select
          class="select"
          aria-label={t('lens_request')}
          value={value}
          onChange={(event) => onPick(event.currentTarget.value)}
        >
          {traces.map((trace) => (
            <option key={trace.id} value={trace.id} selected={trace.id === value}>
              {traceTitle(trace, now)}
            </option>
          ))}
          <option value={typedIn} selected={value === typedIn}>
            {t('lens_typed_in')}
          </option>
        </select>
        {explanation && chosen && (
          <>
            <span class="lens-fact">
              <span class="sr">{t('lens_method')} </span>
              {explanation.signatureMethod}
            </span>
            <span class="lens-fact">
              <span class="sr">{t('lens_transport')} </span>
              {transportWord(explanation.transport)}
            </span>
          </>
        )}
      </div>
    </div>
  );
}
