/**
 * The add-on linter's verdict on what ships. It knows Firefox and its manifest only. AMO's package must be wholly clean as it is;
 * of Chromium's, scripts, pages and texts are judged, under Firefox's manifest: what the linter says of Chromium's own (it misses
 * `background.scripts` and an add-on id) is meant for Firefox, and following it would put keys there that Chromium does not know.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

interface Remark {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
}
interface Report {
  readonly errors: readonly Remark[];
  readonly warnings: readonly Remark[];
  readonly notices: readonly Remark[];
}

/**
 * What the add-on linter has against a package: errors, warnings and notices alike, one sentence each.
 * @param source a folder or a zip
 */
export async function lint(source: string): Promise<string[]> {
  const cli = path.resolve('node_modules/web-ext/bin/web-ext.js');
  const flags = ['--source-dir', source, '--output', 'json', '--no-config-discovery', '--no-input'];
  const child = spawn(process.execPath, [cli, 'lint', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_UPDATE_NOTIFIER: '1' }, // it would ask the registry, and note the answer at home
  });
  let [output, trouble] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (trouble += chunk.toString()));
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (!output.includes('{')) throw new Error(`web-ext could not look at ${source}: ${trouble || output}`);
  const { errors, warnings, notices } = JSON.parse(output.slice(output.indexOf('{'))) as Report;
  return [...errors, ...warnings, ...notices].map(({ code, file, message }) => `${code} ${file ?? ''} ${message}`);
}

/** As {@link lint}, of the files in one folder under the manifest of another. */
export async function lintUnder(manifest: string, folder: string): Promise<string[]> {
  const dressed = mkdtempSync(path.join(os.tmpdir(), 'countersign-lint-'));
  try {
    cpSync(folder, dressed, { recursive: true });
    cpSync(path.join(manifest, 'manifest.json'), path.join(dressed, 'manifest.json'));
    return await lint(dressed);
  } finally {
    rmSync(dressed, { recursive: true, force: true });
  }
}
