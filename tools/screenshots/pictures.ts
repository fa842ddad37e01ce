/** Takes the pictures of one page in light and dark, narrow and wide, into the language's folder. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import type { Popup } from '../../test/harness/popup';

/** CSS pixels. The popup is as high as what it shows. */
const sizes = {
  popup: { narrow: [320, 600], wide: [360, 600] },
  connect: { narrow: [400, 720], wide: [480, 720] },
  options: { narrow: [420, 800], wide: [1280, 800] },
} as const;
export type Size = keyof typeof sizes;

const schemes = ['light', 'dark'] as const;
const breadths = ['narrow', 'wide'] as const;

export interface Folder {
  /** @param ready is awaited before each picture, in its size and scheme */
  take(name: string, size: Size, page: Page, ready?: () => Promise<unknown>): Promise<void>;
  takePopup(popup: Popup): Promise<void>;
}

/** @param folder is made where it is missing; each picture replaces the one of its name */
export function pictureFolder(folder: string): Folder {
  mkdirSync(folder, { recursive: true });
  const variants = schemes.flatMap((scheme) => breadths.map((breadth) => [scheme, breadth] as const));
  const file = (name: string, scheme: string, breadth: string) => path.join(folder, `${name}-${scheme}-${breadth}.png`);
  return {
    async take(name, size, page, ready) {
      await page.bringToFront();
      for (const [colorScheme, breadth] of variants) {
        const [width, height] = sizes[size][breadth];
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await ready?.();
        await page.screenshot({ path: file(name, colorScheme, breadth), animations: 'disabled', caret: 'hide' });
      }
    },
    async takePopup(popup) {
      for (const [colorScheme, breadth] of variants) {
        await popup.screenshot(file('popup', colorScheme, breadth), { colorScheme, width: sizes.popup[breadth][0] });
      }
    },
  };
}
