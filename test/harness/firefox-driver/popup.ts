/** The real toolbar popup of Firefox in a test's hands. */
import { writeFile } from 'node:fs/promises';
import { getByRoleSelector, getByTextSelector } from 'ivya';
import { poll } from '../poll';
import type { Popup } from '../popup';
import type { Where } from '../where';
import type { FirefoxContext } from './context';
import { Frame } from './frame';
import { Locator } from './locator';
import { PageGone, type Remote } from './remote';
import { picture } from './tabs';

/** Takes hold of the popup that is open. */
export async function holdPopup(remote: Remote, context: FirefoxContext, blur: () => Promise<void>): Promise<Popup> {
  const id = context.now.popup;
  let isGone = false;
  const closed = (async () => {
    await poll(() => context.now.popup !== id, 'the popup to close', { timeout: 24 * 3_600_000, every: 20 }).catch(() => {});
    isGone = true;
  })();
  const isClosed = () => isGone || context.now.popup !== id;
  const frame = new Frame(remote, {
    place: { frame: id },
    url: () => 'the toolbar popup',
    isClosed,
    bringToFront: async () => {},
    settled: () => context.look().catch(() => {}),
  });
  const at = (where: Where): Locator => {
    if (typeof where === 'string') return new Locator(frame, where).first();
    if ('text' in where) return new Locator(frame, getByTextSelector(where.text, { exact: true }), { visible: true }).first();
    return new Locator(
      frame,
      getByRoleSelector(where.role, where.name === undefined ? {} : { name: where.name, exact: true }),
    ).first();
  };
  await poll(() => frame.evaluate(() => document.readyState === 'complete'), 'the popup to load');
  return {
    evaluate: (run, ...args) => remote.page({ frame: id }, String(run), ...args) as never,
    waitFor: (where, timeout = 10_000) => at(where).waitFor({ timeout }),
    click: (where) => at(where).click({ timeout: 10_000 }),
    async type(where, text) {
      await at(where).fill(text, { timeout: 10_000 });
    },
    press: (key) => frame.keyboard.press(key),
    text: () => frame.evaluate(() => document.body.innerText),
    async screenshot(file) {
      await writeFile(file, await remote.main(picture, id), 'base64');
    },
    async leave() {
      await blur().catch((error: unknown) => {
        if (!(error instanceof PageGone)) throw error;
      });
      await closed;
    },
    isClosed,
    closed,
  };
}
