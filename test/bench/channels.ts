/** Compares the channels by which 50 MB can travel between the worker and a page, with the fixture extension. */
import type { Page } from 'playwright';
import { launchChromium } from '../harness/chromium';
import { startApiServer } from './api-server';
import { pageScript, writeBenchFixture } from './fixture/fixture';
import type { Spec } from './fixture/spec';
import { median, rate, within } from './figures';

export interface Channel {
  readonly name: string;
  /** MB (2^20 bytes) a second: the median, and the best run, which other work on the machine disturbed least. */
  readonly rate: number;
  readonly best: number;
}

const KB = 1024;
const MB = 1024 * KB;
const total = 50 * MB;
const base: Spec = {
  way: 'down',
  frame: 'bytes',
  frameBytes: 256 * KB,
  read: 'buffer',
  to: 'isolated',
  readIn: 'isolated',
  source: 'pieces',
  transfer: true,
  total,
};

type Row = readonly [name: string, spec: Partial<Spec>];
const size = (bytes: number): string => (bytes < MB ? `${bytes / KB} KB` : `${bytes / MB} MB`);

const bytesRows = (to: Spec['to']): Row[] => [
  ['base64 text, 256 KB', { frame: 'base64', to }],
  ...[64 * KB, 256 * KB, MB].map((frameBytes): Row => [`Uint8Array ${size(frameBytes)}`, { frameBytes, to }]),
];
const blobRows = (to: Spec['to'], readIn: Spec['readIn'], sizes: readonly number[]): Row[] =>
  sizes.flatMap((frameBytes) =>
    (['buffer', 'stream'] as const).map((read): Row => [
      `Blob ${size(frameBytes)}, ${read === 'buffer' ? 'arrayBuffer()' : 'stream()'}${to === 'page' ? ` in ${readIn === 'page' ? 'the page' : 'the bridge, transferred'}` : ''}`,
      { frame: 'blob', frameBytes, read, to, readIn },
    ]),
  );
const blobSizes = [256 * KB, MB, 4 * MB, 16 * MB];

/** The tables: which question each answers, and its alternatives. */
export function tables(url: string): Record<string, Row[]> {
  return {
    'worker memory → isolated world': [...bytesRows('isolated'), ...blobRows('isolated', 'isolated', [MB, 4 * MB, 16 * MB])],
    'worker memory → page': [
      ['Uint8Array 256 KB, copied', { to: 'page', transfer: false }],
      ...bytesRows('page'),
      ...blobRows('page', 'page', blobSizes),
      ...blobRows('page', 'isolated', [MB, 4 * MB]),
    ],
    'server → worker, dropped there': [
      ['64 KB pieces → Uint8Array 256 KB', { to: 'worker', url }],
      ['64 KB pieces → Blob 4 MB', { to: 'worker', url, frame: 'blob', frameBytes: 4 * MB }],
      ['whole frames → Uint8Array 256 KB', { to: 'worker', url, source: 'frames' }],
      ['whole frames → Blob 1 MB', { to: 'worker', url, source: 'frames', frame: 'blob', frameBytes: MB }],
      ['whole frames → Blob 4 MB', { to: 'worker', url, source: 'frames', frame: 'blob', frameBytes: 4 * MB }],
      ['response.blob()', { to: 'worker', url, source: 'whole' }],
    ],
    'server → worker → page': [
      ['plain fetch in the page', { url, plain: true }],
      ['Uint8Array 256 KB', { to: 'page', url }],
      ['Uint8Array 1 MB', { to: 'page', url, frameBytes: MB }],
      ...blobRows('page', 'page', blobSizes).map(([name, spec]): Row => [name, { ...spec, url }]),
      ...blobRows('page', 'page', [MB, 4 * MB])
        .filter(([, { read }]) => read === 'buffer')
        .map(([name, spec]): Row => [`${name}, whole frames`, { ...spec, url, source: 'frames' }]),
      [
        'response.blob(), stream() in the page',
        { to: 'page', readIn: 'page', frame: 'blob', read: 'stream', url, source: 'whole' },
      ],
    ],
    'page → worker memory': [
      ['Uint8Array 256 KB', { way: 'up' }],
      ['Uint8Array 1 MB', { way: 'up', frameBytes: MB }],
      ['Blob handle, arrayBuffer()', { way: 'up', frame: 'blob' }],
      ['Blob handle, stream()', { way: 'up', frame: 'blob', read: 'stream' }],
    ],
    'page → worker → server': [
      ['plain fetch of a Blob in the page', { way: 'up', frame: 'blob', url, plain: true }],
      ['Uint8Array 256 KB', { way: 'up', url }],
      ['Uint8Array 1 MB', { way: 'up', url, frameBytes: MB }],
      ['Blob handle', { way: 'up', frame: 'blob', url }],
    ],
  };
}

declare const fixture: { run(spec: Spec): Promise<number> };

/**
 * Measures tables. The rounds go over all rows in turn, so that drift meets each alike; the first round warms up.
 * @param page with the fixture's content script and page script
 */
export async function measureChannels(
  page: Page,
  wanted: Record<string, Row[]>,
  rounds: number,
): Promise<Record<string, Channel[]>> {
  const result: Record<string, Channel[]> = {};
  for (const [title, rows] of Object.entries(wanted)) {
    const times = rows.map((): number[] => []);
    for (let round = 0; round <= rounds; round += 1)
      for (const [index, [name, spec]] of rows.entries()) {
        const took = await within(
          20_000,
          page.evaluate((spec) => fixture.run(spec), { ...base, ...spec }),
          name,
        );
        if (process.env['COUNTERSIGN_DEBUG']) console.error(title, name, took);
        if (round > 0) times[index]?.push(took);
      }
    result[title] = rows.map(([name], index) => {
      const own = times[index] ?? [];
      return { name, rate: rate(total, median(own)), best: rate(total, Math.min(...own)) };
    });
  }
  return result;
}

/** The tables as text. */
export function channelText(measured: Record<string, Channel[]>): string {
  const line = ({ name, rate, best }: Channel): string =>
    `  ${name.padEnd(56)}${rate.toFixed(0).padStart(6)} MB/s${best.toFixed(0).padStart(8)} best`;
  return Object.entries(measured)
    .map(([title, channels]) => `\n50 MB, ${title}\n${channels.map(line).join('\n')}`)
    .join('\n');
}

/** The channels alone: `node tools/run.mjs test/bench/channels.ts [rounds]`. */
export async function main([rounds = '5', only = '']: readonly string[]): Promise<void> {
  const [server, fixture, script] = await Promise.all([startApiServer(), writeBenchFixture(), pageScript()]);
  const browser = await launchChromium({ extension: fixture.folder });
  try {
    const page = await browser.tab(`${server.origin}/page`);
    await page.addScriptTag({ content: script });
    const wanted = Object.fromEntries(Object.entries(tables(server.origin)).filter(([title]) => title.includes(only)));
    console.log(channelText(await measureChannels(page, wanted, Number(rounds))));
  } finally {
    await browser.close();
    await Promise.all([server.close(), fixture.remove()]);
  }
}
