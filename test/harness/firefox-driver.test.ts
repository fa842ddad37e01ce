/** What the Firefox driver promises where Firefox makes it hard. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from './browser';
import { serveSite, type Site } from './fixture-site';
import { launchBrowser } from './launch';

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

test('a page that was gone to is the page that functions run in, though a new tab begins with an empty one', async () => {
  const seen: string[] = [];
  const one = async () => {
    const page = await browser.context.newPage();
    await page.goto(`${site.origin}/`);
    seen.push(
      await page.evaluate(async () => {
        await new Promise((resolve) => {
          setTimeout(resolve, 100);
        });
        return location.href;
      }),
    );
    await page.close();
  };
  for (let round = 0; round < 8; round++) await Promise.all([one(), one(), one(), one()]);
  expect(new Set(seen)).toEqual(new Set([`${site.origin}/`]));
  expect(seen).toHaveLength(32);
});

test('a page has the size that it is given, or it is said that it cannot', async () => {
  const page = await browser.context.newPage();
  await page.setViewportSize({ width: 700, height: 500 });
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([700, 500]);
  await expect(page.setViewportSize({ width: 200, height: 500 })).rejects.toThrow('cannot be 200 × 500');
  await page.close();
});
