/**
 * The pictures that the stores want, 1280 × 800. What is smaller than that (the popup, a window of ours) is laid over the page
 * above which it opens, as the browser does; both are real.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import type { Popup } from '../../test/harness/popup';

const size = { width: 1280, height: 800 };
const paint = { animations: 'disabled', caret: 'hide' } as const;

export interface StorePictures {
  /** A page as it is. */
  page(name: string, page: Page): Promise<void>;
  /** The popup under the toolbar's right end, over a page. */
  popup(name: string, popup: Popup, over: Buffer): Promise<void>;
  /** A window of ours in the middle, over a page. */
  window(name: string, window: Page, over: Buffer): Promise<void>;
  /** The small promotional tile that the Chrome Web Store asks for: the icon, the name and the short description. */
  tile(name: string, title: string, text: string): Promise<void>;
  /** What a page shows in the stores' size, to lay something over it. */
  behind(page: Page): Promise<Buffer>;
}

export function storePictures(context: BrowserContext, folder: string): StorePictures {
  mkdirSync(folder, { recursive: true });
  const file = (name: string) => path.join(folder, `${name}.png`);
  const behind = async (page: Page): Promise<Buffer> => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    return page.screenshot(paint);
  };

  /** @param place CSS for where the front stands */
  const lay = async (name: string, front: Buffer, over: Buffer, place: string): Promise<void> => {
    const page = await context.newPage();
    await page.setViewportSize(size);
    const source = (bytes: Buffer) => `data:image/png;base64,${bytes.toString('base64')}`;
    await page.setContent(`<!doctype html>
      <style>
        body { margin: 0; } .back { display: block; filter: brightness(.82); }
        .front { position: fixed; ${place}; border-radius: 10px; box-shadow: 0 0 0 1px #0003, 0 18px 50px #0006; }
      </style>
      <img class="back" src="${source(over)}"><img class="front" src="${source(front)}">`);
    await page.screenshot({ path: file(name) });
    await page.close();
  };

  return {
    behind,
    async tile(name, title, text) {
      const page = await context.newPage();
      await page.setViewportSize({ width: 440, height: 280 });
      const icon = readFileSync('extension/icons/128.png').toString('base64');
      await page.setContent(`<!doctype html>
        <style>
          body { margin: 0; block-size: 280px; box-sizing: border-box; padding: 30px 40px; background: #f3f6f5; color: #12201f; }
          body { font: 17px/1.4 Arial, sans-serif; text-wrap: balance; display: grid; align-content: center; }
          img { inline-size: 72px; display: block; } h1 { font-size: 32px; line-height: 1.2; margin: 14px 0 6px; } p { margin: 0; }
        </style>
        <img src="data:image/png;base64,${icon}"><h1></h1><p></p>`);
      await page.locator('h1').evaluate((element, words) => (element.textContent = words), title);
      await page.locator('p').evaluate((element, words) => (element.textContent = words), text);
      await page.screenshot({ path: file(name) });
      await page.close();
    },
    async page(name, page) {
      await page.bringToFront();
      await behind(page);
      await page.screenshot({ path: file(name), ...paint });
    },
    async popup(name, popup, over) {
      const shot = path.join(mkdtempSync(path.join(os.tmpdir(), 'countersign-popup-')), 'popup.png');
      await popup.screenshot(shot, { colorScheme: 'light', width: 360 });
      await lay(name, readFileSync(shot), over, 'inset: 8px 24px auto auto');
      rmSync(path.dirname(shot), { recursive: true });
    },
    async window(name, window, over) {
      await window.bringToFront();
      await window.setViewportSize({ width: 480, height: 720 });
      await window.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await window.locator('button.primary[aria-disabled=false], main a').first().waitFor();
      await lay(name, await window.screenshot(paint), over, 'inset: 40px auto auto 400px');
    },
  };
}
