/** One version for everything: package.json has it, and the manifest gets it at the build, in the form that browsers and stores know. */
import { readFileSync } from 'node:fs';

/** The largest number that Chromium takes as a part of a version. */
const largest = 65_535;

/**
 * The manifest's version.
 * @param version package.json's
 * @throws Error with a sentence where browsers could not order it: they know up to four numbers and nothing like `-rc.1`
 */
export function manifestVersion(version: string): string {
  const said = `package.json says version ${version}`;
  if (/^\d+\.\d+\.\d+[-+]/.test(version)) {
    const own = 'Give the pre-release a number of its own below that of the release, such as 0.1.901 before 0.2.0.';
    throw new Error(
      `${said}: browsers and stores order versions by their numbers alone, and would take it for the release. ${own}`,
    );
  }
  const parts = version.split('.');
  const fine = parts.length === 3 && parts.every((part) => /^(0|[1-9]\d*)$/.test(part) && Number(part) <= largest);
  if (!fine || parts.every((part) => part === '0')) {
    throw new Error(`${said}: three numbers from 0 to ${largest} are wanted, such as 0.2.0, and not all of them 0.`);
  }
  return version;
}

/** The version of this checkout, as {@link manifestVersion}. */
export function versionHere(): string {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  return manifestVersion(version);
}

/**
 * The places that name another version than package.json, as sentences. npm keeps a copy in the lock file; the manifest's source
 * has none, so that there is nothing to forget.
 */
export function otherVersions(): string[] {
  const read = (file: string) =>
    JSON.parse(readFileSync(file, 'utf8')) as { version?: string; packages?: { '': { version: string } } };
  const { version } = read('package.json');
  const lock = read('package-lock.json');
  const faults = [lock.version, lock.packages?.[''].version]
    .filter((one) => one !== version)
    .map((one) => `package-lock.json says version ${one}, package.json ${version}.`);
  if (read('manifest.json').version !== undefined) faults.push('manifest.json has a version; package.json is the place for it.');
  return [...new Set(faults)];
}
