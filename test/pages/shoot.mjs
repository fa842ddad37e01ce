/** Runs shoot.ts: `node test/pages/shoot.mjs [part of a screen's name] [light|dark]`. */
import { runnerImport } from 'vite';

const { module } = await runnerImport('./test/pages/shoot.ts', { configFile: false, logLevel: 'error' });
const [only, scheme] = process.argv.slice(2);
await module.shoot(only, scheme ? [scheme] : undefined);
