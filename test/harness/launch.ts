/** Starts the browser that a test runs in. */
import type { Browser, BrowserName } from './browser';
import { launchChromium } from './chromium';
import type { StartOptions } from './chromium-start';
import { launchFirefox, type FirefoxOptions } from './firefox-driver/browser';

export interface LaunchOptions extends Partial<StartOptions> {
  /** Folder of the unpacked extension. By default the test build for the browser. */
  readonly extension?: string | undefined;
  /** By default the one that the tests run in. */
  readonly name?: BrowserName | undefined;
  /** For Firefox alone: more of its own settings (about:config). */
  readonly preferences?: FirefoxOptions['preferences'];
}

/**
 * Starts the browser that this test runs in, with the test build unless another is named. Where no Vitest runs, name all three.
 * @throws Error with a sentence, if the browser does not start or refuses the extension
 */
export async function launchBrowser({
  extension,
  name,
  executable,
  preferences,
  ...options
}: LaunchOptions = {}): Promise<Browser> {
  if (!name || !extension || !executable) {
    const { inject } = await import('vitest');
    const which = name ?? inject('browser');
    const [builds, browsers] = [inject('builds'), inject('browsers')];
    const ours = which === 'chromium' ? builds.chromiumTest : builds.firefoxTest;
    return launchBrowser({
      ...options,
      ...(preferences && { preferences }),
      name: which,
      extension: extension ?? ours,
      executable: executable ?? browsers[which] ?? 'none',
    });
  }
  const all = { ...options, extension, executable };
  return name === 'chromium' ? launchChromium(all) : launchFirefox({ ...all, ...(preferences && { preferences }) });
}
