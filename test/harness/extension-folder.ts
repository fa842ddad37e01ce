/** What the harness must know of an unpacked extension before a browser has seen it. */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

export interface ExtensionFolder {
  /** Absolute, with links resolved. */
  readonly folder: string;
  /** The id that Chromium gives it. */
  readonly id: string;
  /** The popup's path in the extension, without a leading slash; undefined when it has none. */
  readonly popup: string | undefined;
  readonly hasWorker: boolean;
}

interface Manifest {
  readonly key?: string;
  readonly action?: { readonly default_popup?: string };
  readonly background?: { readonly service_worker?: string };
}

/** @throws Error with a sentence, if the folder holds no readable manifest. */
export function readExtension(folder: string): ExtensionFolder {
  let manifest: Manifest;
  let real: string;
  try {
    real = realpathSync(folder);
    manifest = JSON.parse(readFileSync(path.join(real, 'manifest.json'), 'utf8')) as Manifest;
  } catch (error) {
    throw new Error(`${folder} holds no readable manifest.json; build the extension first.`, { cause: error });
  }
  return {
    folder: real,
    id: extensionId(real, manifest.key),
    popup: manifest.action?.default_popup?.replace(/^\//, ''),
    hasWorker: Boolean(manifest.background?.service_worker),
  };
}

/**
 * Chromium's id: the first 128 bits of SHA-256 over the public key, else over the folder's path, in the letters a to p.
 *
 * @param key the manifest's `key` (Base64 of the public key).
 */
export function extensionId(folder: string, key?: string): string {
  const windows = process.platform === 'win32';
  const seed = key ? Buffer.from(key, 'base64') : Buffer.from(folder, windows ? 'utf16le' : 'utf8');
  const hex = createHash('sha256').update(seed).digest('hex').slice(0, 32);
  return hex.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}
