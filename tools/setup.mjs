/**
 * Runs before everything else, on a bare checkout: refuses a Node that is too old, and installs the dependencies when they
 * are missing or are not those of the lock file. Uses nothing but Node, and is done at once when nothing is to do.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];

function nodeIsTooOld() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Whether what is installed is what the lock file asks for. Packages for other systems may be absent. */
function isInstalled() {
  const wanted = packagesIn('package-lock.json');
  const present = packagesIn('node_modules/.package-lock.json');
  if (!present) return false;
  return Object.entries(wanted ?? {}).every(([place, entry]) => {
    if (place === '') return true;
    const there = present[place];
    if (!there) return Boolean(entry.optional || entry.devOptional || entry.os || entry.cpu || entry.link);
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

/**
 * Installs what the lock file says and leaves the file alone. Not `npm ci`: it refuses a lock file that does not name the
 * optional packages of every other system, and registries differ in those.
 */
function install() {
  // npm is a script on Windows, which only a shell can start. Its report goes to standard error, away from results.
  const shell = process.platform === 'win32';
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  return spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell }).status === 0;
}

if (nodeIsTooOld()) {
  console.error(`Node ${OLDEST_NODE.join('.')} or later is needed; this is Node ${process.versions.node}.`);
  process.exit(1);
}
if (!isInstalled()) {
  console.error('Installing the dependencies; this happens once.');
  if (!install()) {
    console.error('The dependencies could not be installed: see what npm says above, then try again.');
    process.exit(1);
  }
}
