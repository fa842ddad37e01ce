/** What the bench measures between the page and the server: always plain and signed in turn, so that drift meets both alike. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { workerDesk } from '../harness/service-worker';
import type { Stage } from '../e2e/pages/stage';
import { median, quantile, rate, within, type Line } from './figures';
import { download, inFlight, oneByOne, prepareUpload, upload, type Who } from './in-page';

export interface Bench {
  readonly stage: Stage;
  readonly page: Page;
  readonly handle: string;
  /** The API host. */
  readonly origin: string;
  /** The fixture extension's own origin. */
  readonly fixture: string;
}

interface Pair<T> {
  readonly plain: T[];
  readonly signed: T[];
}

/** Measures plain and signed in turn, each first as often as the other. The first round warms up and does not count. */
async function inTurn<T>({ handle }: Bench, rounds: number, measure: (who: Who) => Promise<T>): Promise<Pair<T>> {
  const pair: Pair<T> = { plain: [], signed: [] };
  for (let round = 0; round <= rounds; round += 1)
    for (const who of round % 2 === 0 ? [undefined, handle] : [handle, undefined]) {
      const value = await within(60_000, measure(who), 'A measurement');
      if (round > 0) (who === undefined ? pair.plain : pair.signed).push(value);
    }
  return pair;
}

const ms = (value: number): string => `${value.toFixed(2)} ms`;

export async function latency(bench: Bench): Promise<Line[]> {
  const { page, origin } = bench;
  const blocks = await inTurn(bench, 20, (who) => page.evaluate(oneByOne, { who, url: `${origin}/small`, count: 25 }));
  const [plain, signed] = [blocks.plain.flat(), blocks.signed.flat()];
  const empty: number[] = [];
  for (let at = 0; at < 200; at += 1) empty.push(await page.evaluate<number>('fixture.empty()'));
  const [own, other] = [median(signed), median(plain)];
  const [late, otherLate] = [quantile(signed, 0.99), quantile(plain, 0.99)];
  return [
    {
      what: '1 KB call, median of 500',
      measured: ms(own),
      against: `plain ${ms(other)}`,
      value: own - other,
      shown: `+${ms(own - other)}`,
      goal: 3,
      least: false,
    },
    {
      what: '1 KB call, p99',
      measured: ms(late),
      against: `plain ${ms(otherLate)}`,
      value: late - otherLate,
      shown: `+${ms(late - otherLate)}`,
    },
    {
      what: 'An empty port opened and answered, median of 200',
      measured: ms(median(empty)),
      against: 'fixture, worker awake',
      value: median(empty),
      shown: `+${ms(median(empty))}`,
    },
  ];
}

/**
 * The first call after the worker was stopped, against waking the fixture's worker, which does nothing else.
 * Playwright is attached to both workers, which makes both starts slower. Our own page is closed for it: it would wake the worker at once.
 */
export async function coldWorker({ stage, page, handle, origin, fixture }: Bench): Promise<Line[]> {
  const session = await stage.browser.context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('Playwright gave no connection to the browser.');
  const other = workerDesk(stage.browser.context, session, fixture);
  await stage.own.close();
  const product: number[] = [];
  const empty: number[] = [];
  for (let round = 0; round <= 20; round += 1) {
    await other.stop();
    await sleep(100);
    const woken = await within(20_000, page.evaluate<number>('fixture.empty()'), 'Waking the empty worker');
    await stage.browser.stopWorker();
    await sleep(100);
    if (await stage.browser.workerRuns()) throw new Error('Something woke the worker before the call.');
    const called = await within(
      20_000,
      page.evaluate(oneByOne, { who: handle, url: `${origin}/small`, count: 1 }),
      'A cold call',
    );
    if (round === 0) continue;
    empty.push(woken);
    product.push(...called);
  }
  const [own, bare] = [median(product), median(empty)];
  return [
    {
      what: 'First call of a stopped worker, median of 20',
      measured: ms(own),
      against: `empty worker ${ms(bare)}`,
      value: own / bare,
      goal: 1.5,
      least: false,
    },
  ];
}

export async function callRate(bench: Bench): Promise<Line[]> {
  const { page, origin } = bench;
  const { plain, signed } = await inTurn(bench, 5, (who) => page.evaluate(inFlight, { who, url: `${origin}/small`, count: 512 }));
  const [own, other] = [median(signed), median(plain)];
  return [
    { what: 'Calls a second, 64 in flight', measured: own.toFixed(0), against: `plain ${other.toFixed(0)}`, value: own / other },
  ];
}

export async function bodies(bench: Bench): Promise<Line[]> {
  const { page, origin } = bench;
  const bytes = 100 * 1024 * 1024;
  await page.evaluate(prepareUpload, bytes);
  const lines: Line[] = [];
  for (const [name, work] of [
    ['down', download],
    ['up', upload],
  ] as const) {
    const { plain, signed } = await inTurn(bench, 5, (who) => page.evaluate(work, { who, origin, bytes }));
    const [own, other] = [rate(bytes, median(signed)), rate(bytes, median(plain))];
    const shown = (value: number): string => `${value.toFixed(0)} MB/s`;
    lines.push({
      what: `100 MB ${name}, median of 5`,
      measured: shown(own),
      against: `plain ${shown(other)}`,
      value: own / other,
      goal: 0.5,
      least: true,
    });
  }
  return lines;
}
