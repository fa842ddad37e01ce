/** Calls in each day or hour as stacked bars, drawn at the width there is; a table says the same to those who do not see it. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ActivityChartView } from '../../../src/messaging/views';
import type { Instant } from '../../../src/core/words';
import { Segments } from '../shared/segments';
import { isolated, number, t } from '../shared/texts';
import { clock, date } from '../shared/times';
import type { Period } from './activity-period';
import { gridOf, inksOf, labelEvery } from './chart-scale';
import { callerText } from '../shared/host';

interface Series {
  readonly key: string;
  readonly name: string;
  readonly ink: number;
  readonly calls: readonly number[];
  readonly total: number;
}

interface ChartProps {
  readonly chart: ActivityChartView;
  readonly bounds: readonly Instant[];
  /** What the chart was read for. */
  readonly period: Period;
  readonly chosen: Period;
  readonly now: Instant;
  readonly onPick: (period: Period) => void;
}

const height = 220;
const [start, foot, top] = [30, 22, 10];
/** The ink of all others. */
const othersInk = 5;

export function ActivityChart({ chart, bounds, period, chosen, now, onPick }: ChartProps) {
  const inks = useRef(new Map<string, number>());
  const series = seriesOf(chart, inks.current);
  const names = barNames(bounds, period, now);
  return (
    <section class="card pad stack roomy" aria-labelledby="chart">
      <div class="sechead wraps">
        <h2 class="small-head" id="chart">
          {period === 'hours' ? t('chart_by_hour') : t('chart_by_day')}
        </h2>
        <fieldset>
          <legend class="sr">{t('chart_period')}</legend>
          <Segments
            value={chosen}
            options={[
              { value: 'hours', label: t('period_hours') },
              { value: 'week', label: t('period_week') },
              { value: 'month', label: t('period_month') },
            ]}
            onPick={onPick}
          />
        </fieldset>
      </div>
      <div class="live" role="status">
        {series.length === 0 && <p class="chart-none small faint">{t('chart_none')}</p>}
      </div>
      {series.length > 0 && (
        <>
          <ul class="legend">
            {series.map(({ key, name, ink, total }) => (
              <li key={key}>
                <i style={`background:var(--c${ink})`} />
                <bdi class="url">{name}</bdi> <b>{number(total)}</b>
              </li>
            ))}
          </ul>
          <Bars series={series} names={names} />
          <ChartTable series={series} names={names} period={period} />
        </>
      )}
    </section>
  );
}

function seriesOf({ callers, others }: ActivityChartView, known: Map<string, number>): Series[] {
  const inks = inksOf(
    known,
    callers.map(({ key }) => key),
  );
  const sum = (calls: readonly number[]): number => calls.reduce((one, other) => one + other, 0);
  const named = callers.map(({ key, caller, calls }, at) => ({
    key,
    name: callerText(caller),
    ink: inks[at] ?? othersInk,
    calls,
    total: sum(calls),
  }));
  const rest = sum(others);
  return rest === 0 ? named : [...named, { key: '', name: t('chart_others'), ink: othersInk, calls: others, total: rest }];
}

function barNames(bounds: readonly Instant[], period: Period, now: Instant): string[] {
  return bounds.slice(0, -1).map((from, at) => {
    if (period === 'hours') return clock(from);
    return now >= from && now < (bounds[at + 1] ?? 0) ? t('chart_today') : date(from, now);
  });
}

function Bars({ series, names }: { series: readonly Series[]; names: readonly string[] }) {
  const svg = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => setWidth(svg.current?.clientWidth ?? 0);
    measure();
    const observer = new ResizeObserver(measure);
    if (svg.current) observer.observe(svg.current);
    return () => observer.disconnect();
  }, []);
  const grid = gridOf(Math.max(...names.map((_, at) => series.reduce((sum, { calls }) => sum + (calls[at] ?? 0), 0))));
  const highest = grid.at(-1) ?? 1;
  const y = (count: number): number => top + (height - top - foot) * (1 - count / highest);
  const inset = start + Math.max(0, (number(highest).length - 3) * 6);
  const step = Math.max(0, width - inset) / names.length;
  const thick = Math.min(34, step * 0.62);
  const every = labelEvery(names.length, width - inset, 52);
  return (
    <svg class="chart" ref={svg} viewBox={`0 0 ${width || 1} ${height}`} aria-hidden="true">
      {grid.map((line) => (
        <g key={line}>
          <line class={line ? 'grid' : 'base'} x1={inset} x2={width} y1={y(line)} y2={y(line)} />
          <text x={inset - 8} y={y(line) + 4} text-anchor="end">
            {number(line)}
          </text>
        </g>
      ))}
      {names.map((name, at) => {
        const left = inset + step * (at + 0.5) - thick / 2;
        const isLast = at === names.length - 1;
        let sum = 0;
        return (
          <g key={name}>
            {series.map(({ key, name: of, ink, calls }) => {
              const count = calls[at] ?? 0;
              if (count === 0) return null;
              const low = y(sum) - (sum ? 1.5 : 0);
              sum += count;
              const tall = Math.max(1, low - y(sum));
              const said = t('chart_bar', { count: number(count), site: of, when: name });
              return (
                <rect
                  key={key}
                  x={left}
                  y={low - tall}
                  width={thick}
                  height={tall}
                  rx={Math.min(2, tall / 2)}
                  fill={`var(--c${ink})`}
                >
                  <title>{said}</title>
                </rect>
              );
            })}
            {(names.length - 1 - at) % every === 0 && (
              <text
                x={isLast && every > 1 ? width : left + thick / 2}
                y={height - 6}
                text-anchor={isLast && every > 1 ? 'end' : 'middle'}
              >
                {isolated(name)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function ChartTable({ series, names, period }: { series: readonly Series[]; names: readonly string[]; period: Period }) {
  return (
    <div class="sr">
      <table>
        <caption>{period === 'hours' ? t('chart_by_hour') : t('chart_by_day')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('use_when')}</th>
            {series.map(({ key, name }) => (
              <th scope="col" key={key}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name, at) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {series.map(({ key, calls }) => (
                <td key={key}>{number(calls[at] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
