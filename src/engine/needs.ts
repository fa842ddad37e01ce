/** What the engine needs of the manifest of the extension that runs it: said at the start, in a sentence, where something is missing. */

/** The parts of a manifest that count. */
export interface Manifest {
  readonly permissions?: readonly string[];
  readonly message_serialization?: string;
}

const permissions = ['alarms', 'identity', 'storage', 'webRequest'];

/**
 * @param chromium whether this is Chromium, which sends messages as JSON unless the manifest says otherwise; bodies of calls are bytes
 * @throws Error naming everything that is missing
 */
export function checkManifest(manifest: Manifest, chromium: boolean): void {
  const missing = permissions.filter((name) => !manifest.permissions?.includes(name)).map((name) => `the permission "${name}"`);
  if (chromium && manifest.message_serialization !== 'structured_clone')
    missing.push('"message_serialization": "structured_clone"');
  if (missing.length > 0) throw new Error(`countersign/engine needs in manifest.json: ${missing.join(', ')}.`);
}
