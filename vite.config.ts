/** Builds the extension for one browser: `BROWSER=chromium|firefox`, with the test hooks only when `HOOKS=test`. */
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import { catalogueFile } from './tools/catalogue.ts';
import { checkBundles } from './tools/check-bundles.ts';
import { fileNames } from './tools/file-names.ts';
import { locales, manifestFor, onlyOurs } from './tools/manifest.ts';
import { noHtmlFromText } from './tools/no-html.ts';
import { versionHere } from './tools/version.ts';

const browser = process.env['BROWSER'] === 'firefox' ? 'firefox' : 'chrome';
const hooks = process.env['HOOKS'] === 'test';
const folder = `${browser === 'firefox' ? 'firefox' : 'chromium'}${hooks ? '-test' : ''}`;

export default defineConfig(({ command }) => ({
  define: { __TEST_HOOKS__: JSON.stringify(hooks) },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  envDir: false, // what is built depends on no file beside the sources
  publicDir: 'public', // there is none: everything that ships is imported or named in the manifest
  build: {
    outDir: command === 'serve' ? `dist/${folder}-dev` : `dist/${folder}`, // the live-reload build exposes everything: never ship it
    target: browser === 'firefox' ? 'firefox153' : 'chrome148',
    modulePreload: false,
    chunkSizeWarningLimit: 1500, // the words by which a new passphrase is judged, loaded for that alone
    sourcemap: hooks ? 'inline' : false,
    rollupOptions: {
      input: { connect: 'extension/pages/connect/connect.html', unlock: 'extension/pages/unlock/unlock.html' },
      output: fileNames,
    },
  },
  plugins: [
    crx({
      manifest: manifestFor(browser === 'firefox' ? 'firefox' : 'chromium', manifest, versionHere()) as ManifestV3Export,
      browser,
    }),
    onlyOurs(),
    noHtmlFromText(),
    locales(),
    catalogueFile(),
    checkBundles(!hooks),
  ],
}));
