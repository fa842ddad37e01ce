/** The calls themselves: when, who, through which account, what, the answer, how long and how much. */
import { hasFailed } from '../../../src/core/outcome';
import type { Instant } from '../../../src/core/words';
import type { ActivityView, Overview, TraceView } from '../../../src/messaging/views';
import { CallerName } from '../shared/host';
import { Icon } from '../shared/icons';
import { accountOf } from '../shared/lookups';
import { When } from '../shared/now';
import { t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { bytes, dayClock, took } from '../shared/times';
import { answerWords } from './activity-words';
import { traceOf, useTraces } from './use-traces';
import { writeView } from './view';

interface TableProps {
  readonly overview: Overview;
  readonly lines: readonly ActivityView[];
  readonly now: Instant;
}

export function ActivityTable({ overview, lines, now }: TableProps) {
  const { traces = [] } = useTraces(overview);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('activity_calls')}>
      <table class="stacked act">
        <thead>
          <tr>
            <th scope="col">{t('act_time')}</th>
            <th scope="col">{t('act_site')}</th>
            <th scope="col">{t('account')}</th>
            <th scope="col">{t('act_request')}</th>
            <th scope="col">{t('use_answer')}</th>
            <th scope="col" class="num">
              {t('act_took')}
            </th>
            <th scope="col" class="num">
              {t('act_sent')}
            </th>
            <th scope="col" class="num">
              {t('act_received')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.id} overview={overview} line={line} trace={traceOf(line, traces)} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface LineProps {
  readonly overview: Overview;
  readonly line: ActivityView;
  readonly trace: TraceView | undefined;
  readonly now: Instant;
}

function Line({ overview, line, trace, now }: LineProps) {
  const account = accountOf(overview, line.accountId);
  const why = typeof line.answer === 'string' ? answerWords(line.answer, line.caller).why : undefined;
  return (
    <tr>
      <td class="when faint nowrap">
        <When at={line.at}>{dayClock(line.at, now)}</When>
      </td>
      <td class="site">
        <CallerName caller={line.caller} />
      </td>
      <td class="through">
        {account ? (
          <span class="acc" title={account.serviceName}>
            <Tile name={account.serviceName} hue={account.hue} size="small" />
            <bdi>{account.label}</bdi>
          </span>
        ) : (
          <span class="faint">{t('account_gone')}</span>
        )}
      </td>
      <td class="what">
        <code>
          <b>{line.method}</b> {line.host}
          {line.path}
        </code>{' '}
        {line.renewed && <span class="badge">{t('renewed_first')}</span>}
        {trace && (
          <a class="small" href={writeView({ page: 'lens', id: trace.id })}>
            {t('how_signed')}
          </a>
        )}
        {why && <span class="why small faint">{why}</span>}
      </td>
      <td class="answer nowrap">
        <AnswerState line={line} />
      </td>
      <td class="num faint nowrap opt">{line.took > 0 ? took(line.took) : ''}</td>
      <td class="num faint nowrap opt">{line.sent > 0 ? bytes(line.sent) : ''}</td>
      <td class="num faint nowrap opt">{line.received > 0 ? bytes(line.received) : ''}</td>
    </tr>
  );
}

function AnswerState({ line: { answer, caller } }: { line: ActivityView }) {
  const failed = hasFailed(answer);
  const look = failed ? 'bad' : answer === 'aborted' ? '' : 'ok';
  return (
    <span class={`state ${look}`}>
      <Icon name={failed ? 'alert' : answer === 'aborted' ? 'x' : 'check'} />
      {typeof answer === 'number' ? answer : answerWords(answer, caller).word}
    </span>
  );
}
