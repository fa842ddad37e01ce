/** The story's beginning: the extension runs, the services are entered, and nobody but an enabled site can tell that it is here. */
import { enableSiteFromPopup, openOptions } from '../../test/practice/drive';
import { enterServices, ownCall } from '../../test/practice/set-up';
import { startSite } from '../../test/practice/site';
import type { Look } from '../../test/practice/windows';
import { forgedCall, press } from './album';
import { markLog, nothingSent } from './ledger';
import { must, type Told } from './narrate';
import { kinds, type Stage } from './stage';

/** The worker is registered and runs, and the build is the one for people. */
export async function extensionRuns({ browser, page }: Stage): Promise<Told> {
  const manifest = await (await browser.worker()).evaluate(() => chrome.runtime.getManifest());
  must(await browser.workerRuns(), 'The service worker does not run.');
  const version = browser.context.browser()?.version() ?? 'of unknown version';
  const hosts = await (await browser.worker()).evaluate(() => chrome.permissions.getAll());
  must(hosts.origins.length === 0, `A fresh install should reach no host, but reaches ${hosts.origins.join(', ')}.`);
  return { line: `${manifest.name} ${manifest.version} runs in Chromium ${version}; it may reach no host yet`, picture: page };
}

declare const chrome: {
  readonly runtime: { getManifest(): { name: string; version: string } };
  readonly permissions: { getAll(): Promise<{ origins: string[] }> };
};

/** Both services are entered, each with an app. */
export async function servicesEntered(stage: Stage): Promise<Told> {
  const { browser, world } = stage;
  await enterServices(browser, world);
  const options = await openOptions(browser, 'services');
  const { services, redirectUrl } = await ownCall(options, 'overview', {});
  const entered = services.filter(({ service, app }) => service.id.startsWith('practice-') && app);
  must(entered.length === 2, `Two services with an app should be there, but ${entered.length} are.`);
  stage.mark = (await options.getByRole('navigation').innerText()).split('Your mark')[1]?.trim() ?? '';
  must(stage.mark, 'The options page shows no mark.');
  const names = entered.map(({ service }) => `${service.name} (${service.protocol === 'oauth1' ? 'OAuth 1.0a' : 'OAuth 2.0'})`);
  return { line: `Entered ${names.join(' and ')}, each with an app for ${redirectUrl}`, picture: options };
}

/** A site that is not enabled finds nothing. */
export async function siteIsBlind(stage: Stage): Promise<Told> {
  const { world } = stage;
  const page = await stage.browser.tab(world.site.origin);
  await page.locator('#status[data-here=no]').waitFor();
  stage.page = page;
  return { line: `${world.site.origin}: available() → false; the page can’t tell that Countersign is here`, picture: page };
}

/** The user enables the site in the popup; the page notices by itself. */
export async function siteEnabled({ browser, page }: Stage, look: Look): Promise<Told> {
  await enableSiteFromPopup(browser, page, { look });
  await page.locator('#status[data-here=yes]').waitFor();
  return { line: 'Enabled the site from the toolbar popup; the open page noticed: available() → true', picture: page };
}

/** Another site on the same host gets silence, although the browser puts the bridge into its pages too. */
export async function otherSiteIsBlind({ browser, world }: Stage): Promise<Told> {
  const { photos, files } = world;
  const other = await startSite({ photos: photos.origin, files: files.origin });
  try {
    const before = kinds.map((kind) => markLog(world[kind]));
    const page = await browser.tab(other.origin);
    await page.locator('#status[data-here=no]').waitFor();
    const line = await press(page, 'photos', 'connect-read');
    must(line.end === 'not_available', `connect() ended with ${line.end}.`);
    const forged = await forgedCall(page, `${photos.origin}/api/photos`, crypto.randomUUID(), 1000);
    must(forged === 'silence', `A forged call was answered with ${forged}.`);
    kinds.forEach((kind, index) => nothingSent(world[kind], before[index] ?? markLog(world[kind])));
    const said = `${other.origin}, never enabled: available() → false, connect() → ${line.end}, a forged call → ${forged}`;
    return { line: `${said}; nothing was sent`, picture: page };
  } finally {
    await other.close();
  }
}

/** An enabled site without a permit has no account, and an invented handle opens nothing. */
export async function noPermitNoCall({ page, world }: Stage): Promise<Told> {
  const before = markLog(world.photos);
  const forged = await forgedCall(page, `${world.photos.origin}/api/photos`, crypto.randomUUID(), 5000);
  must(forged === 'no_permit', `An invented handle was answered with ${forged}.`);
  nothingSent(world.photos, before);
  const states = await page.locator('.card .state').allInnerTexts();
  must(
    states.every((state) => state === 'Not connected'),
    `The cards say ${states.join(', ')}.`,
  );
  return {
    line: `The enabled site without a permit: no accounts, an invented handle → ${forged}; nothing was sent`,
    picture: page,
  };
}
