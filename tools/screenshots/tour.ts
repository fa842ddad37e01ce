/** Goes through the pages of one language and takes a picture of each. */
import type { Page } from 'playwright';
import { ownCall } from '../../test/practice/set-up';
import { leave } from '../../test/practice/windows';
import { pictureFolder } from './pictures';
import type { Stage } from './stage';
import type { StorePictures } from './store';
import { allow, openQuestion, signInEverywhere, useSite } from './story';

/** Pages of the options page: how each is reached, and what stands on it when it has come to rest. */
const optionsPages: Readonly<Record<string, string>> = {
  accounts: 'article',
  sites: 'table, li',
  activity: 'table tbody tr',
  security: 'h2',
  health: 'header .button.primary[aria-disabled=false]',
};

/**
 * @param folder for the pictures
 * @param store where the stores' pictures go; with them, every page of the options page is taken, else the accounts only
 */
export async function takeTour(stage: Stage, folder: string, store?: StorePictures): Promise<void> {
  const pictures = pictureFolder(folder);
  await signInEverywhere(stage);
  const site = await useSite(stage);
  const behind = await store?.behind(site);

  const popup = await stage.browser.popup(site);
  await popup.waitFor('.permit');
  await pictures.takePopup(popup);
  if (store && behind) await store.popup('1-popup', popup, behind);
  await leave(popup);

  const connect = await stage.browser.page('extension/pages/connect/connect.html');
  await connect.locator('main a').first().waitFor();
  await pictures.take('connect', 'connect', connect);
  if (store && behind) await store.window('5-connect', connect, behind);
  await connect.close();

  for (const [name, rest] of Object.entries(optionsPages)) {
    if (!store && name !== 'accounts') continue;
    const page = await openOptions(stage, name, rest);
    await pictures.take(`options-${name}`, 'options', page);
    const number = ['accounts', 'activity'].indexOf(name);
    if (number >= 0) await store?.page(`${number + 3}-${name}`, page);
    await page.close();
  }

  const question = await openQuestion(stage);
  await pictures.take('consent', 'connect', question, () => question.locator(allow).waitFor());
  if (store && behind) await store.window('2-consent', question, behind);
}

async function openOptions({ browser, own }: Stage, name: string, rest: string): Promise<Page> {
  const { accounts } = await ownCall(own, 'overview', {});
  const shown = accounts.find(({ serviceId, label }) => serviceId === 'practice-files' && label === 'alice');
  const view = name === 'accounts' ? `accounts/${shown?.id ?? ''}` : name;
  const page = await browser.page(`extension/pages/options/options.html#${view}`);
  await page.locator(rest).first().waitFor();
  return page;
}
