/** Knows where each system keeps its browsers. It lists only what exists, and runs nothing. */
import { existsSync } from 'node:fs';
import path from 'node:path';

/** What a look-up depends on, so that it can be tried for another system. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  exists(file: string): boolean;
}

export const thisMachine: Machine = { platform: process.platform, env: process.env, exists: existsSync };

/** Names on PATH and fixed places per system; a fixed place may begin with an environment variable in percent signs. */
interface Places {
  readonly names: readonly string[];
  readonly fixed: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>>;
}

const CHROMIUM: Places = {
  names: ['chromium', 'chromium-browser', 'chrome-for-testing', 'chrome'],
  fixed: {
    linux: ['/usr/lib/chromium/chromium', '/opt/chrome-for-testing/chrome', '/opt/chromium/chrome'],
    darwin: apps('Chromium', 'Google Chrome for Testing'),
    win32: programs('Chromium\\Application\\chrome.exe'),
  },
};

const BRANDED: Places = {
  names: ['google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable'],
  fixed: {
    darwin: apps('Google Chrome', 'Microsoft Edge'),
    win32: programs('Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'),
  },
};

const FIREFOX: Places = {
  names: ['firefox-esr', 'firefox'],
  fixed: {
    linux: ['/opt/firefox/firefox', '/usr/lib/firefox/firefox'],
    darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    win32: programs('Mozilla Firefox\\firefox.exe'),
  },
};

export function chromiumPlaces(machine: Machine = thisMachine): string[] {
  return existing(CHROMIUM, machine);
}

/** Browsers that people have but that cannot be used: they are looked up to say why. */
export function brandedPlaces(machine: Machine = thisMachine): string[] {
  return existing(BRANDED, machine);
}

export function firefoxPlaces(machine: Machine = thisMachine): string[] {
  return existing(FIREFOX, machine);
}

function existing(places: Places, machine: Machine): string[] {
  const flavour = machine.platform === 'win32' ? path.win32 : path.posix;
  const suffix = machine.platform === 'win32' ? '.exe' : '';
  const folders = (machine.env['PATH'] ?? machine.env['Path'] ?? '').split(flavour.delimiter).filter(Boolean);
  const onPath = places.names.flatMap((name) => folders.map((folder) => flavour.join(folder, name + suffix)));
  const fixed = (places.fixed[machine.platform] ?? []).map((place) => expand(place, machine.env));
  return [...new Set([...onPath, ...fixed])].filter((file) => machine.exists(file));
}

function expand(place: string, env: Machine['env']): string {
  return place.replace(/^%([^%]+)%/, (_, name: string) => env[name] ?? '');
}

function apps(...names: string[]): string[] {
  return names.flatMap((name) => ['', '%HOME%'].map((root) => `${root}/Applications/${name}.app/Contents/MacOS/${name}`));
}

function programs(...tails: string[]): string[] {
  return tails.flatMap((tail) => ['%PROGRAMFILES%', '%PROGRAMFILES(X86)%', '%LOCALAPPDATA%'].map((root) => `${root}\\${tail}`));
}
