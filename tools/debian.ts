/** Installs a browser from the system's own packages where that is possible without asking anyone: as root on Debian. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Milliseconds that refreshing the lists, or fetching and unpacking a browser, may take. */
const PATIENCE = 10 * 60_000;

/** Whether packages can be installed here: Debian or a relative of it, and we are root. */
export function canInstallPackages(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/** Installs one package. Resolves to undefined when it went well, else to a sentence that says why not; never rejects. */
export async function installPackage(name: string): Promise<string | undefined> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['update', '-qq'], { env, timeout: PATIENCE });
    await run('apt-get', ['install', '-y', '-qq', name], { env, timeout: PATIENCE, maxBuffer: 64 * 1024 * 1024 });
    return undefined;
  } catch (error) {
    return `apt-get could not install ${name} (${firstLine(error)}).`;
  }
}

/** The first line of an error's text, for use inside a sentence. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]?.replace(/[.:\s]+$/, '') ?? '';
}
