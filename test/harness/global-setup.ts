/** Runs once before the browser tests: builds the extension, finds the browsers, and hands both to the tests by `inject`. */
import type { TestProject } from 'vitest/node';
import { findBrowser } from '../../tools/find-browser';
import { findFirefox } from '../../tools/find-firefox';
import { buildClient } from '../../tools/library';
import { buildExtension } from './build';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The browser that this run is for. */
    readonly browser: 'chromium' | 'firefox';
    /** Folders of unpacked extensions: as shipped, and with the test hooks. */
    readonly builds: { readonly chromium: string; readonly chromiumTest: string; readonly firefoxTest: string };
    /** Programs to run. */
    readonly browsers: { readonly chromium: string; readonly firefox?: string };
  }
}

export async function setup(project: TestProject): Promise<void> {
  const chromium = await findBrowser();
  const firefox = await findFirefox();
  project.provide('browsers', {
    chromium: chromium.path,
    ...(firefox.found ? { firefox: firefox.found.path } : {}),
  });
  const [shipped, chromiumTest, firefoxTest] = await Promise.all([
    buildExtension('chromium', false),
    buildExtension('chromium', true),
    buildExtension('firefox', true),
    buildClient(),
  ]);
  project.provide('builds', { chromium: shipped, chromiumTest, firefoxTest });
}
