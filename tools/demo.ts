/** `npm run demo`: a browser in which everything can be clicked through; without a display, a story that clicks by itself. */
import { buildExtension } from './build';
import { buildClient } from './library';
import { showToPerson } from './demo/interactive';
import { chooseMode } from './demo/mode';
import { BrowserDidNotStart } from './demo/plain-browser';
import { tellStory } from './demo/story';
import { findBrowser } from './find-browser';

/** @param args `--headless` for the story. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  const chosen = chooseMode(args, process.env);
  console.log('Building the extension and the client …');
  const extension = await buildExtension('chromium');
  await buildClient();
  const { path: executable } = await findBrowser();
  if (chosen.mode === 'headless') return story(extension, executable, chosen.because);
  try {
    await showToPerson(extension, executable);
    return 0;
  } catch (error) {
    if (!(error instanceof BrowserDidNotStart)) throw error;
    console.log(error.message);
    return story(extension, executable, 'no window could be opened');
  }
}

async function story(extension: string, executable: string, because: string): Promise<number> {
  console.log(
    `The demo clicks through the whole story by itself, headless, because ${because}. Each line is what really came back.`,
  );
  return (await tellStory(extension, executable)) ? 0 : 1;
}
