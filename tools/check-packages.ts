/** Builds the release packages and lets the add-on linter look at them: no errors in either. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildExtension } from './build';
import { buildClient } from './library';

interface Report {
  readonly errors: readonly { readonly code: string; readonly message: string; readonly file?: string }[];
  readonly summary: { readonly errors: number; readonly warnings: number };
}

/** What the add-on linter says about a package. */
async function lint(folder: string): Promise<Report> {
  const cli = path.resolve('node_modules/web-ext/bin/web-ext.js');
  const child = spawn(process.execPath, [cli, 'lint', '--source-dir', folder, '--output', 'json', '--no-config-discovery'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return JSON.parse(output.slice(output.indexOf('{'))) as Report;
}

/** @returns 1 when a package has an error */
export async function main(): Promise<number> {
  const folders = [await buildExtension('chromium'), await buildExtension('firefox')];
  await buildClient();
  let failed = 0;
  for (const folder of folders) {
    const { errors, summary } = await lint(folder);
    console.log(`${path.basename(folder)}: ${summary.errors} errors, ${summary.warnings} warnings from the add-on linter`);
    for (const { code, message, file } of errors) console.error(`  ${code} ${file ?? ''} ${message}`);
    failed += summary.errors;
  }
  return failed > 0 ? 1 : 0;
}
