/** Bodies of 50 MB and 1 GB, down and up: what worker and page hold at most. `UPDATE=1` writes the results into `results.md`. */
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ahead, limit, MB, openMemoryStage, type Measured, type MemoryStage, type Use } from './memory';

let stage: MemoryStage;
const rows: string[] = [];
const lines: string[] = [];

beforeAll(async () => {
  stage = await openMemoryStage(inject('builds').chromium, inject('browsers').chromium);
});
afterAll(async () => {
  await stage?.close();
  const text = resultsText();
  console.log(text);
  if (process.env['UPDATE'] === '1') await writeFile('test/long/results.md', text);
});

const mega = (bytes: number): string => (bytes / MB).toFixed(1);
const cells = ({ idle, peak, above }: Use): string[] => [
  mega(idle.objects + idle.buffers),
  `${mega(peak.objects)} + ${mega(peak.buffers)}`,
  mega(above),
];
function note(name: string, { worker, page, seconds, held }: Measured): void {
  const own = [...cells(worker), mega(held.worker.above), ...cells(page), mega(held.page.above)];
  rows.push(`| ${[name, ...own, seconds.toFixed(1)].join(' | ')} |`);
}

test.each([
  ['50 MB', 'down', 50 * MB],
  ['50 MB', 'up', 50 * MB],
  ['1 GB', 'down', 1024 * MB],
  ['1 GB', 'up', 1024 * MB],
] as const)('%s %s', async (size, way, bytes) => {
  const measured = await stage[way](bytes);
  note(`${size} ${way}`, measured);
  const { worker, held } = measured;
  expect(worker.above, JSON.stringify(worker)).toBeLessThan(limit);
  expect(held.worker.above, JSON.stringify(held.worker)).toBeLessThan(limit);
  expect(held.page.above, JSON.stringify(held.page)).toBeLessThan(limit);
});

test("for comparison: 1 GB down by the page's own fetch", async () => {
  const measured = await stage.down(1024 * MB, false); // fails unless every byte arrives
  note('1 GB down, plain `fetch`', measured);
  expect(measured.worker.above).toBeLessThan(limit);
});

test('1 GB that nobody reads', async () => {
  const signed = await stage.unread(true);
  const plain = await stage.unread(false);
  const told = ({ accepted, taken }: typeof signed): string => `${mega(taken)} MB (the kernel had accepted ${mega(accepted)} MB)`;
  lines.push(
    `A page that calls for 1 GB and does not read: the browser took ${told(signed)} from the network before it stood still, at most`,
    `${mega(ahead)} MB are allowed. With the page's own \`fetch\`: ${told(plain)}. What waits in the kernel's own buffers is counted`,
    'as accepted, not as taken; only Linux tells the two apart.',
  );
  expect(signed.taken).toBeLessThan(ahead);
});

function resultsText(): string {
  return `# Memory of big bodies

Written by \`UPDATE=1 npm run test:long\`. Release build, headless Chromium; MB are 2^20 bytes. Sampled about every 100 ms by
\`Runtime.getHeapUsage\`: objects (JavaScript and the browser's own) + array buffers, as they come, with the garbage that waits to be
collected; "held" is the most above idle in a second run with a garbage collection before each sample, and still an upper bound: garbage
comes up again before the sample is taken. The bytes of a Blob lie in the
browser process, or on its disk, and are not counted. The worker may have ${mega(limit)} MB above idle with its garbage, the page may hold as much.

| body | worker idle | peak: objects + buffers | above idle | held | page idle | peak: objects + buffers | above idle | held | seconds |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

${lines.join('\n')}
`;
}
