/** Asks a program on disk what it is, without opening a window. */
import { execFile } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, readSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Candidate } from './browser-choice.ts';

const run = promisify(execFile);
/** A program that does not say its version within this many milliseconds is not asked again. */
const PATIENCE = 15_000;

/** Never rejects: a program that cannot be run is a candidate without a report. */
export async function probe(file: string): Promise<Candidate> {
  const report = process.platform === 'win32' ? windowsReport(file) : await versionLine(file);
  return { path: file, report, confined: isSnap(file) };
}

async function versionLine(file: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(file, ['--version'], { timeout: PATIENCE });
    return stdout.trim().split('\n').at(-1)?.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** On Windows `--version` opens a window, but the version stands as a name beside the program. */
function windowsReport(file: string): string | undefined {
  let names: string[];
  try {
    names = readdirSync(path.dirname(file));
  } catch {
    return undefined;
  }
  if (/firefox\.exe$/i.test(file)) return firefoxReport(path.join(path.dirname(file), 'application.ini'));
  const version = names.map((name) => /^(\d+(?:\.\d+){3})(?:\.manifest)?$/.exec(name)?.[1]).find(Boolean);
  if (!version) return undefined;
  if (/\\Microsoft\\Edge\\/i.test(file)) return `Microsoft Edge ${version}`;
  return /\\Google\\Chrome\\/i.test(file) ? `Google Chrome ${version}` : `Chromium ${version}`;
}

function firefoxReport(ini: string): string | undefined {
  try {
    const version = /^Version=(.+)$/m.exec(readFileSync(ini, 'utf8'))?.[1];
    return version && `Mozilla Firefox ${version.trim()}`;
  } catch {
    return undefined;
  }
}

/** Snap programs are links to the snap launcher, or short scripts that call one. */
function isSnap(file: string): boolean {
  try {
    if (/^\/snap\/|\/snap$/.test(realpathSync(file))) return true;
    const head = Buffer.alloc(4096);
    const handle = openSync(file, 'r');
    const length = readSync(handle, head, 0, head.length, 0);
    closeSync(handle);
    const text = head.toString('latin1', 0, length);
    return text.startsWith('#!') && text.includes('/snap/bin/');
  } catch {
    return false;
  }
}
