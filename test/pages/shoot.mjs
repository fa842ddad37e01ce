/** Runs shoot.ts: `node test/pages/shoot.mjs [part of a screen's name] [light|dark] [--language=de|ar|pseudo]`. */
import { runnerImport } from 'vite';

const { module } = await runnerImport('./test/pages/shoot.ts', { configFile: false, logLevel: 'error' });
const told = process.argv.slice(2);
const [only, scheme] = told.filter((word) => !word.startsWith('--'));
const language = told.find((word) => word.startsWith('--language='))?.split('=')[1];
await module.shoot(only, scheme ? [scheme] : undefined, language);
