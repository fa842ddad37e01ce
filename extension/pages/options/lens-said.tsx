/** What the service answered, in words: its code decoded where it is a usual one, its own words as a quotation. */
import type { SignedTrace } from '../../../src/core/signature-lens';
import { Icon } from '../shared/icons';
import { rich, t } from '../shared/texts';
import { meaningOf } from './lens-codes';

/** Title and rest of what the service said. */
export function saidWords(trace: SignedTrace): { title: string; rest: string } {
  const [what = '', rest = ''] = known(trace).split('\n');
  return { title: t('said_title', { status: String(trace.status), what }), rest };
}

function known(trace: SignedTrace): string {
  const meaning = meaningOf(trace);
  if (meaning) return t(`meaning_${meaning}`);
  if (trace.serviceCode !== undefined) return t('said_refused');
  return trace.status < 400 ? t('said_fine') : t('said_plain');
}

export function LensSaid({ trace }: { trace: SignedTrace | undefined }) {
  if (!trace) return <p class="soft">{t('said_nothing')}</p>;
  const { serviceCode, serviceText, status } = trace;
  const { title, rest } = saidWords(trace);
  const isFine = status < 400 && serviceCode === undefined;
  return (
    <div class={`note said ${isFine ? 'petrol' : ''}`}>
      <Icon name={isFine ? 'check' : 'alert'} />
      <p>
        <b>{title}</b> {rest} {serviceCode !== undefined && rich('said_code', { code: <code>{serviceCode}</code> })}
      </p>
      {serviceText && <p>{rich('said_words', { words: <q dir="auto">{serviceText}</q> })}</p>}
    </div>
  );
}
