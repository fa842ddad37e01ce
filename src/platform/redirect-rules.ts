/**
 * Leads the answers of services that redirect to another place than this browser's own redirect URL: session rules of
 * declarativeNetRequest send them there instead, before anything of them leaves the browser. Nobody else's request is touched.
 */
import browser, { type DeclarativeNetRequest } from 'webextension-polyfill';
import type { Lead, Redirects } from '../core/ports';
import { filtersFor } from './url-filters';

/** @param to this browser's redirect URL: https, without a query */
export function redirectRules(to: string): Redirects {
  let last: Promise<void> = Promise.resolve();
  return {
    lead(leads) {
      last = last.catch(() => undefined).then(() => setRules(rulesFor(leads, to)));
      return last;
    },
  };
}

/**
 * The extension has no other session rules: these are all of them.
 * @throws TypeError when something shall be led in an extension without the permission `declarativeNetRequestWithHostAccess`
 */
async function setRules(rules: readonly DeclarativeNetRequest.Rule[]): Promise<void> {
  if (rules.length === 0 && !('declarativeNetRequest' in browser)) return;
  const there = await browser.declarativeNetRequest.getSessionRules();
  if (there.length === 0 && rules.length === 0) return;
  await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: there.map(({ id }) => id), addRules: [...rules] });
}

function rulesFor(leads: readonly Lead[], to: string): DeclarativeNetRequest.Rule[] {
  const { hostname, pathname } = new URL(to);
  const transform = { scheme: 'https' as const, host: hostname, port: '', path: pathname }; // query and fragment stay as they are
  const conditions = leads.flatMap(({ from, carrying, tabId }) =>
    filtersFor(from, carrying).map((urlFilter) => ({ urlFilter, ...(tabId !== undefined && { tabIds: [tabId] }) })),
  );
  return conditions.map((condition, index) => ({
    id: index + 1,
    action: { type: 'redirect', redirect: { transform } },
    condition: { ...condition, isUrlFilterCaseSensitive: true, resourceTypes: ['main_frame'] },
  }));
}
