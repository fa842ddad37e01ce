/**
 * Takes pictures of every screen into `out/pages/`, light and dark, wide and narrow.
 * Run it by `node test/pages/shoot.mjs [part of a screen's name] [light|dark] [--language=de|ar|pseudo]`.
 */
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright';
import { pseudoLanguage } from '../../tools/pseudo';
import { serveGallery } from './gallery-server';
import { screens } from './gallery/screens';

const sizes = {
  popup: [
    [360, 600],
    [320, 600],
  ],
  connect: [
    [480, 720],
    [400, 720],
  ],
  options: [
    [1280, 800],
    [420, 800],
  ],
  unlock: [
    [1280, 800],
    [420, 800],
  ],
} as const;

export async function shoot(
  only = '',
  schemes: readonly ('light' | 'dark')[] = ['light', 'dark'],
  language?: string,
): Promise<void> {
  const tag = language === 'pseudo' ? pseudoLanguage : language;
  mkdirSync('out/pages', { recursive: true });
  const gallery = await serveGallery();
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
  for (const colorScheme of schemes) {
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce', timezoneId: 'UTC' });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.log('ERROR', page.url(), error.message));
    page.on('console', (message) => message.type() === 'error' && console.log('CONSOLE', page.url(), message.text()));
    for (const [name, screen] of Object.entries(screens)) {
      if (!name.includes(only)) continue;
      for (const [width, height] of sizes[screen.page]) {
        await page.setViewportSize({ width, height });
        await page.goto('about:blank');
        await page.goto(gallery.address(name, tag));
        await page.waitForSelector('html[data-ready]', { timeout: 10_000 });
        await page.waitForTimeout(name.includes('ask') ? 800 : 50);
        const path = `out/pages/${name}-${width}-${colorScheme}${language ? `-${language}` : ''}.png`;
        await page.screenshot({ path, fullPage: screen.page === 'options' && !('press' in screen) });
      }
    }
    await context.close();
  }
  await browser.close();
  await gallery.close();
}
