/** Two builds into one folder: background and page are modules; a content script cannot be one, so it is bundled by itself. */
import { defineConfig } from 'vite';

export default defineConfig(({ mode }) => ({
  build:
    mode === 'content'
      ? { emptyOutDir: false, lib: { entry: 'src/content.ts', formats: ['iife'], name: 'content', fileName: () => 'content.js' } }
      : {
          modulePreload: false,
          rollupOptions: {
            input: { background: 'src/background.ts', page: 'page.html' },
            output: { entryFileNames: '[name].js' },
          },
        },
}));
