/** What the build does around the manifest: Firefox's dialect, the texts, and nothing web-accessible. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';
import type source from '../manifest.json';

type Manifest = typeof source;

/**
 * Firefox runs the background as an event page and derives its id from the add-on id, not from a key. It tells which container
 * a tab belongs to only to those who may also read cookies; no cookie is ever read.
 *
 * What the manifest says under `data_collection_permissions`, and why: docs/firefox.md.
 */
export function forFirefox(manifest: Manifest): object {
  const { key: _, minimum_chrome_version: __, message_serialization: ___, background, permissions, ...rest } = manifest;
  return {
    ...rest,
    permissions: [...permissions, 'cookies'],
    background: { scripts: [background.service_worker], type: background.type },
  };
}

/**
 * The extension plugin lists scripts that are injected at run time as web-accessible for every site, which would let any site
 * find out that the extension is installed. Nothing of ours needs to be web-accessible. It also leaves an unused twin of such
 * a script behind, which is dropped.
 *
 * The add-on linter reads every package with Firefox's eyes and wants `background.scripts` beside a service worker; Chromium ignores them.
 */
export function onlyOurs(): Plugin {
  const hooks = {
    renderCrxManifest(built: Record<string, unknown>) {
      delete built['web_accessible_resources'];
      const background = built['background'] as { service_worker?: string; scripts?: string[] };
      if (background.service_worker) background.scripts = [background.service_worker];
      return built;
    },
  };
  return {
    ...hooks,
    name: 'countersign:only-ours',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const name of Object.keys(bundle)) if (name.startsWith('assets/bridge.ts-')) delete bundle[name];
      },
    },
  };
}

/** Browsers look for `_locales` at the top of the extension. */
export function locales(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'countersign:locales',
    configResolved(resolved) {
      config = resolved;
    },
    buildStart() {
      cpSync('extension/_locales', join(config.build.outDir, '_locales'), { recursive: true });
    },
    writeBundle() {
      cpSync('extension/_locales', join(config.build.outDir, '_locales'), { recursive: true });
    },
  };
}
