/** The headless story: the demo clicks through everything as a user would, and compares each step with the services' own logs. */
import path from 'node:path';
import { must, startNarrator, type Told } from './narrate';
import { openStage, secretsOf, type Stage } from './stage';
import { extensionRuns, noPermitNoCall, otherSiteIsBlind, servicesEntered, siteEnabled, siteIsBlind } from './steps-begin';
import { allowed, called, narrowed } from './steps-calls';
import { noSecretLeft, renewedUnnoticed, revoked, turnedOff, withdrawn } from './steps-end';
import { lensShows, microblogSignedIn } from './steps-oauth1';
import { filesSignedIn, photosSignedIn } from './steps-sign-in';
import type { Look } from '../../test/practice/windows';

type Step = readonly [name: string, run: (stage: Stage, look: Look) => Promise<Told>];

const prompt =
  'The browser’s own prompt for host access can’t be clicked by automation: it is promised beforehand, as by a user who says yes.';

const steps: readonly (Step | string)[] = [
  ['extension', extensionRuns],
  ['services', servicesEntered],
  ['blind', siteIsBlind],
  prompt,
  ['enable', siteEnabled],
  ['other-site', otherSiteIsBlind],
  ['no-permit', noPermitNoCall],
  ['photos-sign-in', photosSignedIn],
  ['files-sign-in', filesSignedIn],
  ['microblog-pin', microblogSignedIn],
  ['photos-allow', (stage, look) => allowed(stage, 'photos', look)],
  ['photos-add', (stage) => called(stage, 'photos', 'add')],
  ['photos-add-more', (stage) => called(stage, 'photos', 'add')],
  ['photos-list', (stage) => called(stage, 'photos', 'list')],
  ['photos-rename', (stage) => called(stage, 'photos', 'rename')],
  ['photos-delete', (stage) => called(stage, 'photos', 'delete')],
  ['photos-upload', (stage) => called(stage, 'photos', 'upload')],
  ['photos-stream', (stage) => called(stage, 'photos', 'stream')],
  ['photos-echo', (stage) => called(stage, 'photos', 'echo')],
  ['lens', lensShows],
  ['photos-narrow', narrowed],
  ['files-allow', (stage, look) => allowed(stage, 'files', look)],
  ['files-add', (stage) => called(stage, 'files', 'add')],
  ['files-add-more', (stage) => called(stage, 'files', 'add')],
  ['files-list', (stage) => called(stage, 'files', 'list')],
  ['files-rename', (stage) => called(stage, 'files', 'rename')],
  ['files-delete', (stage) => called(stage, 'files', 'delete')],
  ['files-upload', (stage) => called(stage, 'files', 'upload')],
  ['files-stream', (stage) => called(stage, 'files', 'stream')],
  ['renew', renewedUnnoticed],
  ['withdraw', withdrawn],
  ['revoke', revoked],
  ['no-secret', noSecretLeft],
  ['turn-off', turnedOff],
];

/**
 * Tells the story. It ends at the first step that fails: the steps after it build on it.
 * @returns whether every step went well
 */
export async function tellStory(extension: string, executable: string): Promise<boolean> {
  const began = Date.now();
  const stage = await openStage(extension, executable);
  try {
    const narrator = await startNarrator(stage.browser.context, () => secretsOf(stage), path.resolve('out/demo'));
    const all = steps.filter((step) => typeof step !== 'string').length;
    let fine = 0;
    let failed: string | undefined;
    for (const step of steps) {
      if (typeof step === 'string') {
        narrator.remark(step);
        continue;
      }
      const [name, run] = step;
      if (!(await narrator.step(name, (look) => run(stage, look)))) {
        failed = name;
        break;
      }
      fine += 1;
    }
    must(failed || fine === all, 'A step was left out.');
    const took = `${((Date.now() - began) / 1000).toFixed(1)} s`;
    const end = failed ? `The step “${failed}” failed after ${fine} of ${all}` : `All ${all} steps went well`;
    console.log(`${end}, in ${took}. ${narrator.pictures} pictures in ${path.relative('.', narrator.folder)}`);
    return !failed;
  } finally {
    await stage.close();
  }
}
