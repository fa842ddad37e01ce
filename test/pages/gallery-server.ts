/** Serves the gallery, with the browser's part played by a stub. */
import { fileURLToPath } from 'node:url';
import { createServer, type ViteDevServer } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** @returns the running server and the address of a screen */
export async function serveGallery(): Promise<{ server: ViteDevServer; address: (screen: string) => string }> {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    cacheDir: 'node_modules/.cache/gallery',
    server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
    resolve: { alias: { 'webextension-polyfill': `${root}test/pages/gallery/browser-stub.ts` } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    optimizeDeps: {
      entries: ['test/pages/gallery/index.html'],
      include: ['preact', 'preact/hooks', 'preact/jsx-runtime', 'preact/jsx-dev-runtime'],
    },
  });
  await server.listen();
  const base = server.resolvedUrls?.local[0] ?? '';
  return { server, address: (screen) => `${base}test/pages/gallery/index.html?screen=${screen}` };
}
