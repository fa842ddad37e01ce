/** Playwright's own way of finding elements by role, name, label and text, as one script that a page of Firefox can hold. */
import { build } from 'vite';

let made: Promise<string> | undefined;

/** @returns an expression whose value is the engine: `all(selector)`, and what a click asks of an element */
export function selectorEngine(): Promise<string> {
  made ??= make();
  return made;
}

async function make(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    build: {
      write: false,
      minify: true,
      target: 'firefox140',
      lib: { entry: new URL('in-page.ts', import.meta.url).pathname, formats: ['iife'], name: 'countersignEngine' },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !('output' in first)) throw new Error('The selector engine was not built.');
  return `(() => { ${first.output[0].code}; return countersignEngine.engine; })()`;
}
