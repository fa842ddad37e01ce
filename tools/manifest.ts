/** What the build does around the manifest: the version, each browser's dialect, the texts, and nothing web-accessible. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';
import type source from '../manifest.json';

type Source = typeof source;
type Manifest = Source & { readonly version: string };

/** The manifest to build from, for one browser. @param version as `manifestVersion` gives it */
export function manifestFor(browser: 'chromium' | 'firefox', manifest: Source, version: string): object {
  const { manifest_version, name, short_name, description, ...rest } = manifest;
  const whole = { manifest_version, name, short_name, description, version, ...rest };
  return browser === 'firefox' ? forFirefox(whole) : forChromium(whole);
}

/** Chromium knows nothing of Firefox's settings. */
function forChromium({ browser_specific_settings: _, ...manifest }: Manifest): object {
  return manifest;
}

/**
 * Firefox runs the background as an event page and derives its id from the add-on id, not from a key. It tells which container
 * a tab belongs to only to those who may also read cookies; no cookie is ever read. Its toolbar keeps a new button out of sight
 * unless it is told not to.
 *
 * What the manifest says under `data_collection_permissions`, and why: docs/firefox.md.
 */
function forFirefox(manifest: Manifest): object {
  const { key: _, minimum_chrome_version: __, message_serialization: ___, action, background, permissions, ...rest } = manifest;
  return {
    ...rest,
    permissions: [...permissions, 'cookies'],
    action: { ...action, default_area: 'navbar' },
    background: { scripts: [background.service_worker], type: background.type },
  };
}

/**
 * The extension plugin lists scripts that are injected at run time as web-accessible for every site, which would let any site
 * find out that the extension is installed. Nothing of ours needs to be web-accessible. It also leaves an unused twin of such
 * a script behind, which is dropped.
 */
export function onlyOurs(): Plugin {
  const hooks = {
    renderCrxManifest(built: Record<string, unknown>) {
      delete built['web_accessible_resources'];
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
        for (const name of Object.keys(bundle)) if (name.startsWith('assets/bridge.ts')) delete bundle[name];
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
