/** What the tests of single pages share: the gallery in a browser for one file's tests, and what a page there said and is told. */
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { serveGallery, type Gallery } from './gallery-server';
import type { screens } from './gallery/screens';
import { openScreen } from './look';

interface Shown {
  /** What a test may ask of the browser, from the first test on. */
  newContext: Browser['newContext'];
  /** The address of a screen. @param language in which its texts are; British English unless told */
  address: Gallery['address'];
}

/** Serves the gallery to a browser while the file's tests run. @param prepare runs before the first test */
export function galleryBrowser(prepare?: (shown: Shown) => Promise<unknown>): Shown {
  let browser: Browser;
  let gallery: Gallery;
  const shown: Shown = {
    newContext: (options) => browser.newContext(options),
    address: (screen, language) => gallery.address(screen, language),
  };

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: inject('browsers').chromium,
      args: ['--no-sandbox', '--disable-background-networking'],
    });
    gallery = await serveGallery();
    await prepare?.(shown);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });

  return shown;
}

/** @param viewport of the pages, in CSS pixels @returns what opens a screen, from the first test on */
export function galleryPages(viewport: { width: number; height: number }): (name: keyof typeof screens) => Promise<Page> {
  let context: BrowserContext;
  const { address } = galleryBrowser(async ({ newContext }) => {
    context = await newContext({ viewport, reducedMotion: 'reduce' });
  });
  return (name) => openScreen(context, address(name));
}

export const hashOf = (page: Page): string => new URL(page.url()).hash;

/** What the page said to the worker or the browser, in order, under these names. */
export function said(page: Page, ...names: string[]): Promise<{ own: string; input: unknown }[]> {
  return page.evaluate((wanted) => {
    const { stage } = globalThis as unknown as { stage: { said: { own: string; input: unknown }[] } };
    return stage.said.filter(({ own }) => wanted.includes(own)).map(({ own, input }) => ({ own, input }));
  }, names);
}

export async function hasFocus(page: Page, name: string): Promise<void> {
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe(name);
}

/** Whether the browser grants the hosts that the page asks for from now on. */
export async function grantHosts(page: Page, grantsHosts: boolean): Promise<void> {
  await page.evaluate((to) => Object.assign((globalThis as unknown as { stage: object }).stage, to), { grantsHosts });
}
