/** Packs the package `countersign` from a folder of its own, so that nothing is touched that others use meanwhile. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildLibrary } from './library';

/** A package as `npm pack` made it. */
export interface Packed {
  /** The packed file. */
  readonly tarball: string;
  /** The folder that was packed, with more than what is in the file. */
  readonly folder: string;
  /** What is in the file, by paths with slashes, sorted. */
  readonly files: readonly string[];
}

/** @param to an empty folder */
export async function packLibrary(to: string): Promise<Packed> {
  const folder = path.join(to, 'package');
  mkdirSync(folder, { recursive: true });
  for (const part of ['package.json', 'README.md', 'LICENSE', 'SECURITY.md', 'docs'])
    cpSync(part, path.join(folder, part), { recursive: true });
  await buildLibrary(path.join(folder, 'dist'));
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', path.resolve(to)];
  const { stdout } = await promisify(execFile)('npm', args, { cwd: folder, shell: process.platform === 'win32' });
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  if (!packed) throw new Error('npm pack has packed nothing.');
  return { tarball: path.resolve(to, packed.filename), folder, files: packed.files.map((file) => file.path).toSorted() };
}
