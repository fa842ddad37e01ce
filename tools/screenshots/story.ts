/**
 * A small real life before the pictures: four services, five accounts, a site that was allowed two of them and has called. Nothing
 * here looks for words, so that it runs in every language.
 */
import type { Page } from 'playwright';
import { poll } from '../../test/harness/poll';
import { answerService } from '../../test/e2e/pages/stage';
import { keysEntry } from '../../test/practice/key-entries';
import { enterMicroblog } from '../../test/practice/microblog';
import { enterServices, ownCall, practiceHosts } from '../../test/practice/set-up';
import { connectWindow } from '../../test/practice/windows';
import { begin, press } from '../demo/album';
import type { Kind } from '../demo/stage';
import type { Stage } from './stage';

/** The button of the consent window that allows for longer than once, as soon as it counts. */
export const allow = 'button.primary[aria-disabled=false]';

/** Enters the services and signs in to them. One account needs a new sign-in: its access was ended at the service. */
export async function signInEverywhere(stage: Stage): Promise<void> {
  const { browser, world, microblog, weather, own } = stage;
  await browser.grantHosts(practiceHosts(browser));
  await enterServices(browser, world);
  await enterMicroblog(browser, microblog);
  const service = keysEntry('header', weather.origin);
  await ownCall(own, 'services.save', { service });
  await signIn(stage, 'practice-photos', () => answerService(browser, 'alice'));
  await signIn(stage, 'practice-files', () => answerService(browser, 'alice'));
  await signIn(stage, 'practice-files', () => answerService(browser, 'bob'));
  await signIn(stage, 'practice-x', () => answerService(browser, 'alice'));
  await signIn(stage, service.id, async (id) => {
    await poll(async () => (await signInOf(own, id))?.wait?.for === 'ask', 'the question for the key');
    await ownCall(own, 'signIn.answer', { id, values: weather.entered('alice') });
  });
  world.files.revokeGrants('bob');
  const bob = (await ownCall(own, 'overview', {})).accounts.find(({ label }) => label === 'bob');
  await ownCall(own, 'accounts.renew', { id: bob?.id ?? '' }).catch(() => undefined);
}

async function signIn({ browser, own }: Stage, serviceId: string, answer: (id: string) => Promise<unknown>): Promise<void> {
  const before = (await ownCall(own, 'overview', {})).accounts.length;
  const id = await ownCall(own, 'signIn.start', { serviceId });
  const window = await browser.page(`extension/pages/connect/connect.html#${new URLSearchParams({ signIn: id })}`);
  await answer(id);
  await poll(async () => (await ownCall(own, 'overview', {})).accounts.length > before, `the account at ${serviceId}`);
  await window.close();
}

async function signInOf(own: Page, id: string) {
  return (await ownCall(own, 'overview', {})).signIns.find((one) => one.id === id);
}

/** The practice site, enabled, allowed to use two accounts and busy with them. @returns its page */
export async function useSite(stage: Stage): Promise<Page> {
  const { browser, world, own } = stage;
  const site = await enabledSite(stage, world.site.origin);
  for (const kind of ['photos', 'files'] as const) {
    await asksAndMay(stage, site, kind);
    for (const doing of ['list', 'add', 'add', 'rename', 'list', 'upload', 'stream', 'add', 'delete'] as const) {
      await press(site, kind, doing);
    }
  }
  await ownCall(own, 'sites.enable', { origin: world.site.origin.replace('127.0.0.1', 'localhost') });
  await browser.grantHosts(['http://localhost/*']);
  return site;
}

async function enabledSite({ browser, own }: Stage, origin: string): Promise<Page> {
  await ownCall(own, 'sites.enable', { origin });
  const site = await browser.tab(origin);
  await site.locator('#status[data-here=yes]').waitFor();
  return site;
}

async function asksAndMay({ browser }: Stage, site: Page, kind: Kind): Promise<void> {
  const done = await begin(site, kind, 'connect-change');
  const window = await connectWindow(browser, 'ask');
  await window.bringToFront();
  await window.locator(allow).click({ noWaitAfter: true });
  await done();
}

/** A question that is still open: another site wants to read. @returns the window with it */
export async function openQuestion(stage: Stage): Promise<Page> {
  const { browser, world } = stage;
  const other = await enabledSite(stage, world.site.origin.replace('127.0.0.1', 'localhost'));
  await begin(other, 'photos', 'connect-change');
  const window = await connectWindow(browser, 'ask');
  await window.bringToFront();
  await window.locator(allow).waitFor();
  return window;
}
