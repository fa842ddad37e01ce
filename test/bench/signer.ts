/** What a signature costs: in a worker of Chromium, and in Node, beside bare WebCrypto and beside what people use now. */
import type { Page } from 'playwright';
import type { Stage } from '../e2e/pages/stage';
import { bundle } from '../e2e/pages/bundle';
import { median, quantile, within, type Line } from './figures';
import { signerTimes, type SignerTimes } from './fixture/signer';

const BATCHES = 100;
const SIZE = 200;

/** @param page of the stage's site, which starts the worker */
export async function signer({ stage, page }: { readonly stage: Stage; readonly page: Page }): Promise<Line[]> {
  const script = await bundle('test/bench/fixture/signer.ts', { iife: 'signer' });
  stage.site.add('/signer.js', `${script}\nonmessage = async ({ data }) => postMessage(await signer.signerTimes(...data));`);
  const inWorker = (inFlight: number): Promise<SignerTimes> =>
    within(120_000, page.evaluate(runWorker, [BATCHES, SIZE, inFlight] as const), 'The signatures in the worker');
  const lines = linesOf('worker', await inWorker(1), true);
  lines.push(...linesOf('worker, 64 at once', await inWorker(64), false));
  lines.push(...linesOf('Node', await signerTimes(BATCHES, SIZE, 1), false));
  return lines;
}

function runWorker(data: readonly [number, number, number]): Promise<SignerTimes> {
  return new Promise((resolve, reject) => {
    const worker = new Worker('/signer.js');
    worker.addEventListener('message', ({ data }: MessageEvent<SignerTimes>) => {
      worker.terminate();
      resolve(data);
    });
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    worker.postMessage(data);
  });
}

/** The ratio of each batch, whose candidates ran within the same few milliseconds: the median of these is what noise moves least. */
function linesOf(where: string, times: SignerTimes, judged: boolean): Line[] {
  const ratio = (one: readonly number[], other: readonly number[]): number =>
    median(one.map((time, batch) => time / (other[batch] ?? Number.NaN)));
  const us = (values: readonly number[]): string => `${median(values).toFixed(1)} µs`;
  const measured = us(times.header);
  const spread = `${quantile(times.header, 0.1).toFixed(1)}–${quantile(times.header, 0.9).toFixed(1)}`;
  return [
    {
      what: `OAuth 1.0a header, ${where}`,
      measured,
      against: `bare HMAC ${us(times.bare)}`,
      value: ratio(times.header, times.bare),
      ...(judged && { goal: 2, least: false }),
    },
    {
      what: `  its rate (p10–p90 ${spread} µs)`,
      measured,
      against: `oauth-1.0a ${us(times.theirs)}`,
      value: ratio(times.theirs, times.header),
      ...(judged && { goal: 5, least: true }),
    },
    {
      what: `  signRequest, ${where}`,
      measured: us(times.request),
      against: `bare HMAC ${us(times.bare)}`,
      value: ratio(times.request, times.bare),
    },
  ];
}
