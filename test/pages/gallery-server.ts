/** Builds and serves the gallery, with the browser's part played by a stub. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = 'test/pages/gallery/index.html';

export interface Gallery {
  /** The address of a screen. @param language in which its texts are; British English unless told */
  address(screen: string, language?: string): string;
  close(): Promise<void>;
}

export async function serveGallery(): Promise<Gallery> {
  const outDir = await mkdtemp(path.join(os.tmpdir(), 'countersign-gallery-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias: { 'webextension-polyfill': `${root}test/pages/gallery/browser-stub.ts` } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { outDir, emptyOutDir: true, target: 'es2024', minify: false, modulePreload: false, rollupOptions: { input: page } },
  });
  const options = { port: 0, host: '127.0.0.1', strictPort: false };
  const server = await preview({ root, configFile: false, logLevel: 'error', build: { outDir }, preview: options });
  const base = server.resolvedUrls?.local[0] ?? '';
  return {
    address: (screen, language) => `${base}${page}?screen=${screen}${language === undefined ? '' : `&language=${language}`}`,
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
