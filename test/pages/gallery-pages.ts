/** What the tests of single pages share: the gallery in a browser for one file's tests, and what a page there said and is told. */
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { serveGallery, type Gallery } from './gallery-server';
import type { screens } from './gallery/screens';
import { openScreen } from './look';

/**
 * Serves the gallery while the file's tests run.
 * @param viewport of its pages, in CSS pixels
 * @returns what opens a screen, from the first test on
 */
export function galleryPages(viewport: { width: number; height: number }): (name: keyof typeof screens) => Promise<Page> {
  let browser: Browser;
  let gallery: Gallery;
  let context: BrowserContext;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: inject('browsers').chromium,
      args: ['--no-sandbox', '--disable-background-networking'],
    });
    gallery = await serveGallery();
    context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });

  return (name) => openScreen(context, gallery.address(name));
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
