/** What the build does to the manifest: Firefox's dialect, and nothing web-accessible. */
import type { Plugin } from 'vite';
import type source from '../manifest.json';

type Manifest = typeof source;

/** Firefox runs the background as an event page and derives its id from the add-on id, not from a key. */
export function forFirefox(manifest: Manifest): object {
  const { key: _, minimum_chrome_version: __, message_serialization: ___, background, ...rest } = manifest;
  return { ...rest, background: { scripts: [background.service_worker], type: background.type } };
}

/**
 * The extension plugin lists scripts that are injected at run time as web-accessible for every site, which would let any site
 * find out that the extension is installed. Nothing of ours needs to be web-accessible.
 */
export function onlyOurs(): Plugin {
  return {
    name: 'countersign:only-ours',
    apply: 'build',
    enforce: 'post',
    // @ts-expect-error a hook of the extension plugin, unknown to Vite's types
    renderCrxManifest(built: Record<string, unknown>) {
      delete built['web_accessible_resources'];
      return built;
    },
  };
}
