/** What a full vault costs: a call with a thousand accounts and fifty thousand lines of activity beside one with ten, and its options page. */
import type { Page } from 'playwright';
import { activityLine } from '../e2e/support/activity-line';
import { ownCall } from '../practice/set-up';
import { bundle } from '../e2e/pages/bundle';
import type * as activityRows from '../e2e/support/activity-rows';
import type * as manyAccounts from '../e2e/support/many-accounts';
import { median, within, type Line } from './figures';
import { oneByOne } from './in-page';
import type { Bench } from './measures';

declare const rows: typeof activityRows;
declare const many: typeof manyAccounts;

const accounts = 1000;
const lines = 50_000;
const ms = (value: number): string => `${value.toFixed(2)} ms`;

/** To be measured last: the vault stays full. */
export async function scale(bench: Bench): Promise<Line[]> {
  const { stage, page, handle, origin } = bench;
  const desk = await stage.browser.page('manifest.json');
  for (const [file, name] of [
    ['activity-rows', 'rows'],
    ['many-accounts', 'many'],
  ])
    await desk.evaluate(`${await bundle(`test/e2e/support/${file}.ts`, { iife: 'bundled' })}
      globalThis.${name} = bundled; undefined`);
  const [account] = (await ownCall(desk, 'overview', {})).accounts;
  if (!account) throw new Error('There is no account to make others of.');
  const { id } = account;
  const calls = async (): Promise<number> => {
    const times: number[] = [];
    for (let block = 0; block <= 10; block += 1) {
      const one = await within(
        60_000,
        page.evaluate(oneByOne, { who: handle, url: `${origin}/small`, count: 50 }),
        'A block of calls',
      );
      if (block > 0) times.push(...one);
    }
    return median(times);
  };
  await desk.evaluate(([of, count]) => many.addAccounts(of, count), [id, 9] as const);
  const few = await calls();
  await desk.evaluate(([of, count]) => many.addAccounts(of, count), [id, accounts - 1] as const);
  await addLines(desk, stage.site.origin, id);
  const full = await calls();
  const { painted, answered } = await optionsPage(bench);
  return [
    {
      what: `1 KB call with ${accounts} accounts, ${lines} lines`,
      measured: ms(full),
      against: `with 10 ${ms(few)}`,
      value: full / few,
      goal: 1.1,
      least: false,
    },
    {
      what: 'Options page of these: its list is painted',
      measured: ms(painted),
      against: 'from its opening',
      value: painted,
      shown: ms(painted),
      goal: 1000,
      least: false,
    },
    {
      what: 'Options page of these: a search is answered',
      measured: ms(answered),
      against: 'from its opening',
      value: answered,
      shown: ms(answered),
      goal: 1000,
      least: false,
    },
  ];
}

function addLines(desk: Page, origin: string, accountId: string): Promise<void> {
  const line = activityLine({ kind: 'site', origin }, accountId, 'api.files.test');
  return desk.evaluate(([row, count, last]) => rows.addRows(row, count, 30_000, last), [line, lines, Date.now()] as const);
}

/** Milliseconds from the page's opening until its list is painted, and until a search that was typed at once is answered. */
async function optionsPage({ stage }: Bench): Promise<{ painted: number; answered: number }> {
  const options = await stage.browser.context.newPage();
  await options.goto(`${stage.browser.origin}/extension/pages/options/options.html#accounts`, { waitUntil: 'commit' });
  await options.locator('.list ul li').first().waitFor();
  const painted = await options.evaluate(
    () => new Promise<number>((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))),
  );
  await options.locator('.list input').fill('person 0777');
  await options.locator('.list ul li:only-child').waitFor();
  const answered = await options.evaluate(() => performance.now());
  await options.close();
  return { painted, answered };
}
