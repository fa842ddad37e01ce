/** A site's page that the user allows to use an account: enabled, asked from a click, answered with yes. */
import type { Page } from 'playwright';
import type { Access } from '../../../src/core/words';
import { poll } from '../../harness/poll';
import { ownCall } from '../../practice/set-up';
import { clickConnect, openApp } from '../pages/app';
import type { TestSite } from '../pages/site';
import type { Bench } from './bench';

/** Opens the site's page with the bridge in it. */
export async function openEnabled(bench: Bench, site: TestSite): Promise<Page> {
  await ownCall(bench.desk, 'sites.enable', { origin: site.origin });
  return openApp(await bench.browser.context.newPage(), site.origin);
}

/**
 * Lets the page ask, and allows everything it asked for.
 * @returns the handle that the page holds
 */
export async function permit(
  bench: Bench,
  page: Page,
  service: string,
  accountId: string,
  access: Access = 'change',
): Promise<string> {
  const told = await clickConnect(page, { service, access });
  const question = await poll(async () => (await bench.overview()).asks[0], 'the question');
  await ownCall(bench.desk, 'asks.allow', { id: question.id, accountId, access, paths: [], lasting: 'day' });
  const { handle, code } = await told();
  if (!handle) throw new Error(`The page was told ${code}.`);
  for (const other of bench.browser.context.pages()) if (other.url().includes('#ask=')) await other.close();
  return handle;
}
