/**
 * `npm run screenshots`: pictures of the real extension in a real browser, in every language that it has, into docs/screenshots;
 * and those that the stores want, into docs/store/screenshots.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import messages from '../extension/_locales/en/messages.json' with { type: 'json' };
import { buildExtension } from './build';
import { buildClient } from './library';
import { findBrowser } from './find-browser';
import { openStage } from './screenshots/stage';
import { storePictures } from './screenshots/store';
import { takeTour } from './screenshots/tour';

/** @param args languages to take, as the folders of `extension/_locales` are called; all where none is named */
export async function main(args: readonly string[]): Promise<void> {
  const there = readdirSync('extension/_locales').toSorted();
  const unknown = args.find((language) => !there.includes(language));
  if (unknown) throw new Error(`There is no language ${unknown}: extension/_locales has ${there.join(', ')}.`);
  const [extension, , { path: executable }] = [await buildExtension('chromium'), await buildClient(), await findBrowser()];
  for (const language of args.length > 0 ? args : there) {
    const stage = await openStage(extension, executable, language);
    try {
      const store = language === 'en' ? storePictures(stage.browser.context, 'docs/store/screenshots') : undefined;
      await store?.tile('tile', messages.name.message, messages.description.message);
      await takeTour(stage, path.join('docs/screenshots', language), store);
      console.log(`${language}: taken`);
    } finally {
      await stage.close();
    }
  }
}
