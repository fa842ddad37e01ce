/** Everything the story plays with: the browser with the extension, the practice world, and the practice site's page. */
import type { Page } from 'playwright';
import type { Browser } from '../../test/harness/browser';
import { launchChromium } from '../../test/harness/chromium';
import { startWorld, type PracticeWorld } from '../../test/practice/set-up';
import { startPersonality, type PersonalityService } from '../../test/services/personalities';
import { watchAllow } from './allow-watch';

export type Kind = 'photos' | 'files';
export const kinds: readonly Kind[] = ['photos', 'files'];

export interface Stage {
  readonly browser: Browser;
  readonly world: PracticeWorld;
  /** A third service, which shows a PIN. */
  readonly microblog: PersonalityService;
  /** The practice site, opened in a tab. */
  page: Page;
  /** The user's mark in words, as the options page shows it. */
  mark: string;
  close(): Promise<void>;
}

/** Every secret that the practice services have given out or were set up with. */
export function secretsOf({ world: { photos, files }, microblog }: Pick<Stage, 'world' | 'microblog'>): string[] {
  return [...photos.issued, ...files.issued, ...microblog.issued].map(({ value }) => value);
}

/** Starts the practice world and a headless browser with the extension of a folder. */
export async function openStage(extension: string, executable: string): Promise<Stage> {
  // A life longer than the story: the one renewal is the one that the story provokes.
  const world = await startWorld({ files: { accessTokenSeconds: 3600 } });
  const microblog = await startPersonality('x');
  try {
    const browser = await launchChromium({ extension, executable, headless: true });
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    await browser.context.addInitScript(watchAllow);
    const close = async () => {
      await browser.close();
      await Promise.all([world.close(), microblog.close()]);
    };
    return { browser, world, microblog, page, mark: '', close };
  } catch (error) {
    await Promise.all([world.close(), microblog.close()]);
    throw error;
  }
}
