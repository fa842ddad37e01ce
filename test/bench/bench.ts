/** `npm run bench`: what a signature costs, a signed call beside a page's own `fetch`, and the bridge to a page. Release build, headless. */
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { buildExtension } from '../../tools/build';
import { findBrowser } from '../../tools/find-browser';
import { openEnabled, openStage, permit, signIn } from '../e2e/pages/stage';
import { readExtension } from '../harness/extension-folder';
import { startApiServer } from './api-server';
import { channelText, measureChannels, tables, type Channel } from './channels';
import { isMet, type Line } from './figures';
import { pageScript, writeBenchFixture } from './fixture/fixture';
import { bodies, callRate, coldWorker, latency, type Bench } from './measures';
import { scale } from './scale';
import { signer } from './signer';
import { bridgeTime, sizes } from './weight';

/** Prints as it goes. Times are told and never judged: the exit code says only whether everything ran. */
export async function main(): Promise<void> {
  console.log(`Building. The API server runs in a process of its own; ${os.cpus().length} processors for everything.`);
  const extension = await buildExtension('chromium');
  const [server, fixture, script] = await Promise.all([startApiServer(), writeBenchFixture(), pageScript()]);
  const stage = await openStage({
    world: { files: { accessTokenSeconds: 3600 } },
    browser: { extension, executable: (await findBrowser()).path, beside: [fixture.folder] },
    apiHosts: [server.origin],
  });
  try {
    await signIn(stage, 'practice-files', 'alice');
    stage.site.add('/fixture.js', script);
    const page = await openEnabled(stage);
    const handle = await permit(stage, page, { service: 'practice-files', access: 'change' });
    await page.addScriptTag({ url: '/fixture.js' });
    const own = `chrome-extension://${readExtension(fixture.folder).id}`;
    const bench: Bench = { stage, page, handle, origin: server.origin, fixture: own };
    const lines: Line[] = [];
    for (const measure of [signer, latency, callRate, bodies, bridgeTime, coldWorker]) lines.push(...tell(await measure(bench)));
    lines.push(...tell(await sizes(extension)));
    const channels = await measureChannels(page, tables(server.origin), 2);
    console.log(channelText(channels));
    lines.push(...tell(await scale(bench)));
    await write(lines, channels);
  } finally {
    await stage.close();
    await Promise.all([server.close(), fixture.remove()]);
  }
}

function tell(lines: Line[]): Line[] {
  for (const line of lines) {
    const { what, measured, against, value, shown = `${value.toFixed(2)}×`, goal, least } = line;
    const mark = { true: '✓', false: '✗', undefined: ' ' }[String(isMet(line))];
    const wanted = goal === undefined ? '' : `goal ${least ? '≥' : '≤'} ${goal}`;
    console.log(
      [what.padEnd(52), measured.padStart(12), against.padEnd(24), shown.padStart(10), wanted.padEnd(11), mark].join('  '),
    );
  }
  return lines;
}

async function write(lines: readonly Line[], channels: Record<string, Channel[]>): Promise<void> {
  await mkdir('out', { recursive: true });
  const machine = { processors: os.cpus().length, model: os.cpus()[0]?.model };
  const told = lines.map((line) => ({ ...line, met: isMet(line) }));
  await writeFile('out/bench.json', `${JSON.stringify({ at: new Date(), machine, lines: told, channels }, undefined, 2)}\n`);
  console.log('Also in out/bench.json.');
}
