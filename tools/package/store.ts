/** What goes to a store: the built extension without the key of development, under whose id only unpacked builds run. */
import { pathsIn, readFiles } from './folder';
import type { Files } from './zip';

interface BuiltManifest {
  readonly version: string;
  readonly key?: string;
}

/**
 * The manifest as a store gets it. The store signs with a key of its own, which makes the id.
 * @param text the built manifest.json
 * @throws Error when its version is not the one of this checkout
 */
export function storeManifest(text: string, version: string): string {
  const { key: _, ...manifest } = JSON.parse(text) as BuiltManifest;
  if (manifest.version !== version) throw new Error(`The manifest says version ${manifest.version}, package.json ${version}.`);
  return `${JSON.stringify(manifest, undefined, 2)}\n`; // as the build writes it: Firefox's package is its folder, byte for byte
}

/** The files of a store's package. @param folder the built extension. @throws Error as {@link storeManifest} */
export function storeFiles(folder: string, version: string): Files {
  const files = new Map(readFiles(folder, pathsIn(folder)));
  const manifest = new TextDecoder().decode(files.get('manifest.json'));
  return files.set('manifest.json', new TextEncoder().encode(storeManifest(manifest, version)));
}
