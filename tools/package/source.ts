/**
 * The source archive, from which a reviewer builds the same packages. Which files are sources is told by git, or, where the archive
 * was unpacked and there is no git, by the list that lies in it.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { pathsIn, readFiles } from './folder';
import type { Files } from './zip';

/** The list of the archive's other files, each with its SHA-256, as `sha256sum` writes it. */
export const LIST = 'SOURCE-FILES.txt';

export interface Source {
  /** With {@link LIST}. */
  readonly files: Files;
  /** What is not as it was committed, or as it lies in the archive. */
  readonly changed: readonly string[];
}

/**
 * The sources in this folder.
 * @param folder absolute
 * @throws Error with a sentence where neither git nor the list tells what belongs to them
 */
export function readSource(folder: string): Source {
  const top = git(folder, ['rev-parse', '--show-toplevel']);
  if (top.ok && realpathSync(top.output.trim()) === realpathSync(folder)) return fromGit(folder);
  if (existsSync(path.join(folder, LIST))) return fromList(folder);
  const why = existsSync(path.join(folder, '.git')) ? ` Git says: ${top.output.trim()}` : '';
  throw new Error(`${folder} is neither a checkout by git nor the unpacked source archive, which has ${LIST}.${why}`);
}

function fromGit(folder: string): Source {
  const changed = ask(folder, ['status', '--porcelain', '--untracked-files=all'])
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(3));
  const names = ask(folder, ['ls-files', '-z'])
    .split('\0')
    .filter((name) => name !== '' && existsSync(path.join(folder, name)));
  return { files: withList(readFiles(folder, names)), changed };
}

/** What an unpacked archive gets beside its files. */
const isMade = (name: string): boolean => ['node_modules', 'dist', 'out', LIST].includes(name) || name.endsWith('.tsbuildinfo');

function fromList(folder: string): Source {
  const list = readFileSync(path.join(folder, LIST), 'utf8');
  const wanted = list.split('\n').flatMap((line) => /^[0-9a-f]{64} {2}(.+)$/.exec(line)?.[1] ?? []);
  const there = pathsIn(folder, isMade);
  const files = withList(readFiles(folder, there));
  const now = new Set(new TextDecoder().decode(files.get(LIST)).split('\n'));
  const changed = [
    ...there.filter((name) => !wanted.includes(name)),
    ...list
      .split('\n')
      .filter((line) => !now.has(line))
      .map((line) => line.slice(66)),
  ];
  return { files, changed };
}

/** Adds the list, in the order of the zip. */
function withList(files: Files): Files {
  const lines = [...files.keys()].toSorted().map((name) => `${sha256(files.get(name) ?? new Uint8Array())}  ${name}\n`);
  return new Map([...files, [LIST, new TextEncoder().encode(lines.join(''))]]);
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function ask(folder: string, args: readonly string[]): string {
  const { ok, output } = git(folder, args);
  if (!ok) throw new Error(`git ${args.join(' ')}: ${output}`);
  return output;
}

function git(folder: string, args: readonly string[]): { readonly ok: boolean; readonly output: string } {
  // Paths as they are, not quoted; and no lock, since only reading is meant.
  const all = ['-c', 'core.quotePath=false', '--no-optional-locks', ...args];
  const { status, stdout, stderr, error } = spawnSync('git', all, { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 });
  return status === 0 ? { ok: true, output: stdout } : { ok: false, output: stderr || String(error ?? 'no reason given') };
}
