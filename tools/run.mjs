/**
 * Runs a TypeScript tool: `node tools/run.mjs tools/demo.ts [arguments]`. Node 20 cannot read TypeScript by itself; Vite can.
 * The tool exports `main(args)`; what it resolves to is the exit code (nothing means 0).
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @returns {Promise<number>} the exit code */
async function run(file, args) {
  if (!file) throw new Error('Say which tool to run: node tools/run.mjs tools/NAME.ts');
  const { module } = await runnerImport(path.resolve(file), { configFile: false, root, logLevel: 'error' });
  if (typeof module.main !== 'function') throw new Error(`${file} does not export main(args).`);
  return Number((await module.main(args)) ?? 0);
}

const [file, ...args] = process.argv.slice(2);
let code = 1;
try {
  code = await run(file, args);
} catch (error) {
  const wordy = process.env.COUNTERSIGN_DEBUG && error instanceof Error;
  console.error(wordy ? error.stack : error instanceof Error ? error.message : String(error));
}
// What was printed must be out before the end, also into a slow pipe.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
