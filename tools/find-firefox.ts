/** Finds a Firefox for the tests, or installs one where that is possible. Having none is no error: those tests are skipped. */
import path from 'node:path';
import manifest from '../manifest.json' with { type: 'json' };
import { chooseFirefox, type Choice } from './browser-choice.ts';
import { firefoxPlaces } from './browser-places.ts';
import { probe } from './browser-probe.ts';
import { canInstallPackages, installPackage } from './debian.ts';
import { toStandardError, type FindOptions } from './find-browser.ts';

/** The environment variable that names the Firefox to use. */
export const FIREFOX_VARIABLE = 'COUNTERSIGN_FIREFOX';
/** The oldest major version that can run the extension. */
export const MINIMUM_FIREFOX = Number.parseInt(manifest.browser_specific_settings.gecko.strict_min_version, 10);

/**
 * Looks at the Firefox named by `COUNTERSIGN_FIREFOX`, then on PATH and in the usual places; then installs `firefox-esr`.
 * Where none can be had, `found` is undefined and the last note is a sentence that says what to do.
 *
 * @throws Error with a sentence if the named one is unusable.
 */
export async function findFirefox({ install = true, say = toStandardError }: FindOptions = {}): Promise<Choice> {
  const named = process.env[FIREFOX_VARIABLE];
  if (named) return await takeNamed(path.resolve(named));
  const here = await chooseAmong(firefoxPlaces());
  if (here.found) return here;
  const notes = [...here.notes];
  if (install && canInstallPackages()) {
    say('No usable Firefox was found here; installing Firefox ESR from the system’s packages.');
    const trouble = await installPackage('firefox-esr');
    const installed = await chooseAmong(firefoxPlaces());
    if (installed.found) return { found: installed.found, notes };
    if (trouble) notes.push(trouble);
  }
  notes.push(`Install Firefox ${MINIMUM_FIREFOX} or later, or name one by the environment variable ${FIREFOX_VARIABLE}.`);
  return { found: undefined, notes };
}

async function takeNamed(file: string): Promise<Choice> {
  const choice = await chooseAmong([file]);
  if (choice.found) return choice;
  throw new Error(
    `${FIREFOX_VARIABLE} names a browser that cannot be used: ${choice.notes.join(' ')} ` +
      `Let it name Firefox ${MINIMUM_FIREFOX} or later, or unset it.`,
  );
}

async function chooseAmong(files: readonly string[]): Promise<Choice> {
  return chooseFirefox(await Promise.all(files.map(probe)), MINIMUM_FIREFOX);
}
