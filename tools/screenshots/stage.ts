/** What the pictures show: a real browser in one language, and practice services to sign in to. */
import type { Page } from 'playwright';
import type { Browser } from '../../test/harness/browser';
import { launchChromium } from '../../test/harness/chromium';
import { startWorld, type PracticeWorld } from '../../test/practice/set-up';
import { startKeys, type KeysService } from '../../test/services/keys';
import { startPersonality, type PersonalityService } from '../../test/services/personalities';

export interface Stage {
  readonly browser: Browser;
  readonly world: PracticeWorld;
  readonly microblog: PersonalityService;
  readonly weather: KeysService;
  /** One of our own pages, for own calls. */
  readonly own: Page;
  close(): Promise<void>;
}

/** @param language as a folder of `extension/_locales` is called: `de`, `pt_BR` */
export async function openStage(extension: string, executable: string, language: string): Promise<Stage> {
  const world = await startWorld({ files: { accessTokenSeconds: 3600 } });
  const [microblog, weather] = await Promise.all([startPersonality('x'), startKeys('header')]);
  const closeServices = () => Promise.all([world.close(), microblog.close(), weather.close()]);
  try {
    const locale = language.replace('_', '-');
    const browser = await launchChromium({
      extension,
      executable,
      headless: true,
      locale,
      viewport: { width: 1280, height: 800 },
    });
    const own = await browser.page('extension/pages/options/options.html#services');
    const close = async () => {
      await browser.close();
      await closeServices();
    };
    return { browser, world, microblog, weather, own, close };
  } catch (error) {
    await closeServices();
    throw error;
  }
}
