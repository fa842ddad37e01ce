/** Finds a Chromium that loads unpacked extensions, or gets one, so that tests and demo run on a machine as it is. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { existsSync } from 'node:fs';
import manifest from '../manifest.json' with { type: 'json' };
import { chooseBrowser, type Choice, type FoundBrowser } from './browser-choice.ts';
import { brandedPlaces, chromiumPlaces } from './browser-places.ts';
import { probe } from './browser-probe.ts';
import { canInstallPackages, firstLine, installPackage } from './debian.ts';

const run = promisify(execFile);
/** The environment variable that names the browser to use. */
export const BROWSER_VARIABLE = 'COUNTERSIGN_BROWSER';
/** The oldest major version that can run the extension. */
export const MINIMUM_CHROMIUM = Number(manifest.minimum_chrome_version);
/** Milliseconds that a download of the browser may take. */
const DOWNLOAD_PATIENCE = 5 * 60_000;

export interface FindOptions {
  /** Whether a missing browser may be downloaded or installed. Default true. */
  readonly install?: boolean;
  /** Receives one sentence before something that takes long. Default: standard error. */
  readonly say?: (sentence: string) => void;
}

export interface BrowserFind extends FoundBrowser {
  /** One sentence for every browser that was passed over. */
  readonly notes: readonly string[];
}

/**
 * Looks at the browser named by `COUNTERSIGN_BROWSER`, then on PATH and in the usual places, then at Playwright's download;
 * then downloads one; then installs the system's package.
 *
 * @throws Error with a sentence that says what to install, if no usable browser can be had, or if the named one is unusable.
 */
export async function findBrowser({ install = true, say = toStandardError }: FindOptions = {}): Promise<BrowserFind> {
  const named = process.env[BROWSER_VARIABLE];
  if (named) return await takeNamed(path.resolve(named));
  const notes: string[] = [];
  const look = async (files: readonly string[]): Promise<FoundBrowser | undefined> => {
    const choice = await chooseAmong(files);
    notes.push(...choice.notes.filter((note) => !notes.includes(note)));
    return choice.found;
  };

  const here = (await look(chromiumPlaces())) ?? (await look(await downloadedPlaces()));
  if (here) return { ...here, notes };
  await look(brandedPlaces());
  if (install) {
    say('No usable Chromium was found here; downloading the one that comes with Playwright.');
    const trouble = await download();
    if (trouble) notes.push(trouble);
    const downloaded = await look(await downloadedPlaces());
    if (downloaded) return { ...downloaded, notes };
  }
  if (install && canInstallPackages()) {
    say('The download did not help; installing Chromium from the system’s packages.');
    const trouble = await installPackage('chromium');
    if (trouble) notes.push(trouble);
    const installed = await look(chromiumPlaces());
    if (installed) return { ...installed, notes };
  }
  throw new Error(
    `No browser was found that can load the extension. Install Chromium or Chrome for Testing ${MINIMUM_CHROMIUM} or later, ` +
      `or name one by the environment variable ${BROWSER_VARIABLE}. ${notes.join(' ')}`.trim(),
  );
}

async function takeNamed(file: string): Promise<BrowserFind> {
  const { found, notes } = await chooseAmong([file]);
  if (found) return { ...found, notes };
  throw new Error(
    `${BROWSER_VARIABLE} names a browser that cannot be used: ${notes.join(' ')} ` +
      `Let it name Chromium or Chrome for Testing ${MINIMUM_CHROMIUM} or later, or unset it.`,
  );
}

async function chooseAmong(files: readonly string[]): Promise<Choice> {
  return chooseBrowser(await Promise.all(files.map(probe)), MINIMUM_CHROMIUM);
}

/** Where Playwright keeps its full Chromium, if it is there. Its headless shell is not asked for: it has no extensions. */
async function downloadedPlaces(): Promise<string[]> {
  const { chromium } = await import('playwright');
  const file = chromium.executablePath();
  return existsSync(file) ? [file] : [];
}

async function download(): Promise<string | undefined> {
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  try {
    await run(process.execPath, [cli, 'install', '--no-shell', 'chromium'], { timeout: DOWNLOAD_PATIENCE });
    return undefined;
  } catch (error) {
    return `Playwright’s Chromium could not be downloaded (${firstLine(error)}).`;
  }
}

/** Prints a sentence where it does not mix with a program's results. */
export function toStandardError(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
