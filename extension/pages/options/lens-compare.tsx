/** Sets our base string beside the one that the service says it made: the first difference, marked, named, with its usual cause. */
import { useState } from 'preact/hooks';
import { baseStringDifference, pastedBaseString, type BaseStringDifference } from '../../../src/core/base-string-difference';
import { AreaField } from '../shared/field';
import { Icon } from '../shared/icons';
import { number, rich, t } from '../shared/texts';
import { MarkedBaseString } from './lens-base-string';

export function LensCompare({ ours, echoed }: { ours: string; echoed: string | undefined }) {
  const [pasted, setPasted] = useState(echoed ?? '');
  const theirs = pastedBaseString(pasted);
  return (
    <details class="more compare" open={echoed !== undefined}>
      <summary>{t('compare')}</summary>
      <div class="stack loose folded">
        <AreaField
          label={t('compare_paste')}
          rows={4}
          value={pasted}
          onInput={setPasted}
          hint={echoed === undefined ? t('compare_hint') : t('compare_echoed')}
        />
        <div role="status">
          {theirs && <Result ours={ours} theirs={theirs} difference={baseStringDifference(ours, theirs)} />}
        </div>
      </div>
    </details>
  );
}

interface ResultProps {
  readonly ours: string;
  readonly theirs: string;
  readonly difference: BaseStringDifference | undefined;
}

function Result({ ours, theirs, difference }: ResultProps) {
  if (!difference) {
    return (
      <div class="note petrol">
        <Icon name="check" />
        <p>
          <b>{t('compare_same')}</b> {t('compare_same_text')}
        </p>
      </div>
    );
  }
  const { at, from, oursEnd, theirsEnd, part, cause, parameter } = difference;
  return (
    <div class="stack loose">
      <div class="note wax">
        <Icon name="alert" />
        <p>
          <b>{t(`differs_${part}`, { place: number(at + 1) })}</b> {t(`cause_${cause}`)}
        </p>
        {parameter && (
          <p>
            {parameter.ours === undefined
              ? rich('differs_extra', { name: <Value text={parameter.name} />, theirs: <Value text={parameter.theirs} /> })
              : parameter.theirs === undefined
                ? rich('differs_missing', { name: <Value text={parameter.name} />, ours: <Value text={parameter.ours} /> })
                : rich('differs_value', {
                    name: <Value text={parameter.name} />,
                    ours: <Value text={parameter.ours} />,
                    theirs: <Value text={parameter.theirs} />,
                  })}
          </p>
        )}
      </div>
      <div class="stack">
        <p class="label">{t('compare_ours')}</p>
        <MarkedBaseString text={ours} from={from} to={oursEnd} />
      </div>
      <div class="stack">
        <p class="label">{t('compare_theirs')}</p>
        <MarkedBaseString text={theirs} from={from} to={theirsEnd} />
      </div>
    </div>
  );
}

function Value({ text = '' }: { text?: string | undefined }) {
  return text === '' ? <>{t('parameter_empty')}</> : <code>{text}</code>;
}
