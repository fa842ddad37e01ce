/** The test build with the recorder in front of its worker and its bridge: what they say and hear is written down from their first line on. */
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { recordEverything } from './recorder';

/** The recorder as a script of its own. */
export const recorderScript = (where: 'worker' | 'bridge' | 'page'): string => `(${String(recordEverything)})('${where}');\n`;

/** @returns the copy's folder, which the caller removes */
export async function recordedExtension(folder: string): Promise<string> {
  const copy = await mkdtemp(path.join(os.tmpdir(), 'countersign-recorded-'));
  await cp(folder, copy, { recursive: true });
  const loader = path.join(copy, 'service-worker-loader.js'); // of the event page too
  await writeFile(path.join(copy, 'recorder.js'), recorderScript('worker'));
  await writeFile(loader, `import './recorder.js';\n${await readFile(loader, 'utf8')}`);
  const bridge = path.join(copy, 'extension/content/bridge.js');
  await writeFile(bridge, recorderScript('bridge') + (await readFile(bridge, 'utf8')));
  return copy;
}
