/** Everything the story plays with: the browser with the extension, the practice world, and the practice site's page. */
import type { Page } from 'playwright';
import { launchChromium, type Browser } from '../../test/harness/chromium';
import { startWorld, type PracticeWorld } from '../../test/practice/set-up';
import { watchAllow } from './allow-watch';

export type Kind = 'photos' | 'files';
export const kinds: readonly Kind[] = ['photos', 'files'];

export interface Stage {
  readonly browser: Browser;
  readonly world: PracticeWorld;
  /** The practice site, opened in a tab. */
  page: Page;
  /** The user's mark in words, as the options page shows it. */
  mark: string;
  close(): Promise<void>;
}

/** Every secret that the practice services have given out or were set up with. */
export function secretsOf({ photos, files }: PracticeWorld): string[] {
  return [...photos.issued, ...files.issued].map(({ value }) => value);
}

/** Starts the practice world and a headless browser with the extension of a folder. */
export async function openStage(extension: string, executable: string): Promise<Stage> {
  // A life longer than the story: the one renewal is the one that the story provokes.
  const world = await startWorld({ files: { accessTokenSeconds: 3600 } });
  try {
    const browser = await launchChromium({ extension, executable, headless: true });
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    await browser.context.addInitScript(watchAllow);
    const close = async () => {
      await browser.close();
      await world.close();
    };
    return { browser, world, page, mark: '', close };
  } catch (error) {
    await world.close();
    throw error;
  }
}
