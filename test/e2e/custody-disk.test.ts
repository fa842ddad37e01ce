/** The whole profile folder is searched for every secret, in every spelling and packing: what `SECURITY.md` says lies there, and nothing else. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, test } from 'vitest';
import { openBench, type Bench } from './support/bench';
import { profileFiles, secretsOnDisk } from './support/disk';
import { boxesIn, keysThatOpen } from './support/thief';
import { signsIn } from './support/user';

let profile: string;
let bench: Bench;
afterAll(async () => {
  await bench?.close();
});

test('explore', async () => {
  profile = await mkdtemp(path.join(os.tmpdir(), 'countersign-profile-'));
  bench = await openBench({ profile });
  await signsIn(bench, 'practice-files');
  await signsIn(bench, 'practice-photos');
  let total = 0,
    files = 0;
  for await (const { name, parts } of profileFiles(profile)) {
    total += parts.reduce((n, p) => n + p.length, 0);
    files += 1;
    if (/IndexedDB|Extension/.test(name))
      console.log(
        name,
        parts.map((p) => p.length),
      );
  }
  console.log({ total, files });
  const boxes = await boxesIn(bench.desk);
  console.log(boxes.map((b) => [b.place, b.data.length]));
  console.time('thief');
  console.log('keys', (await keysThatOpen(profile, boxes[0]!)).length);
  console.timeEnd('thief');
  console.time('secrets');
  console.log(await secretsOnDisk(profile, [...bench.world.files.issued, ...bench.world.photos.issued]));
  console.timeEnd('secrets');
  await bench.browser.close();
  for await (const { name, parts } of profileFiles(profile)) {
    if (/IndexedDB|Extension/.test(name))
      console.log(
        name,
        parts.map((p) => p.length),
      );
  }
  console.log('keys', (await keysThatOpen(profile, boxes[0]!)).length);
  await rm(profile, { recursive: true, force: true });
});
