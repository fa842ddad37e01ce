/** What an enabled page pays: the size of the bridge, of the client and of the signer, and the bridge's time on the page's main thread. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { minify } from 'vite';
import { buildOAuth1 } from '../../tools/library';
import { bundle } from '../e2e/pages/bundle';
import { median, type Line } from './figures';
import type { Bench } from './measures';

const bridge = 'extension/content/bridge.js';

/** @param extension folder of the release build */
export async function sizes(extension: string): Promise<Line[]> {
  const built = await readFile(path.join(extension, bridge));
  const { code } = await minify('countersign.js', await bundle('src/client/countersign.ts', 'es'), { module: true });
  const line = (what: string, bytes: Buffer, goal: number): Line => {
    const { length } = gzipSync(bytes);
    const [measured, against] = [`${length} B gzip`, `${bytes.length} B as it is`];
    return { what, measured, against, value: length / 1000, shown: `${(length / 1000).toFixed(2)} kB`, goal, least: false };
  };
  const signer = await readFile(await buildOAuth1());
  return [
    line('The bridge', built, 4),
    line('The client, minified', Buffer.from(code), 3),
    line('The OAuth 1.0a signer, minified', signer, 4.096),
  ];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  /** Microseconds. */
  readonly dur?: number;
  readonly args?: { readonly data?: { readonly url?: string } };
}

/** Loads the page 30 times under tracing; adds up what Chromium notes as compiling and evaluating the bridge's file. */
export async function bridgeTime({ stage }: Bench): Promise<Line[]> {
  const session = await stage.browser.context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('Playwright gave no connection to the browser.');
  const page = await stage.browser.tab(`${stage.site.origin}/`);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: ['devtools.timeline', 'v8', 'disabled-by-default-v8.compile'] },
  });
  for (let load = 0; load < 31; load += 1) await page.reload();
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  await page.close();
  const file = `${stage.browser.origin}/${bridge}`;
  // Evaluating covers compiling, which is noted inside it as well.
  const times = events
    .filter(({ name, ph, args }) => name === 'EvaluateScript' && ph === 'X' && args?.data?.url === file)
    .map(({ dur = 0 }) => dur / 1000)
    .slice(1);
  const own = median(times);
  const against = `p90 ${times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.9)]?.toFixed(2)} ms`;
  const [measured, shown] = [`${own.toFixed(2)} ms`, `${own.toFixed(2)} ms`];
  return [
    {
      what: `The bridge on the main thread, median of ${times.length} loads`,
      measured,
      against,
      value: own,
      shown,
      goal: 1,
      least: false,
    },
  ];
}
