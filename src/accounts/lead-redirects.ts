/** Which answers are led to our own redirect URL: those of sign-ins whose page is open, at services that redirect elsewhere. */
import type { Lead } from '../core/ports';
import { samePlace } from '../core/urls';
import { stepOf } from '../vault/journal';
import type { SignInRow } from '../vault/rows';
import type { Ports } from './ports';

let last: Promise<void> = Promise.resolve();

/**
 * Sets what is led to exactly what the journal wants just now; so what an earlier life of the worker left behind goes too.
 * One after the other: an older look at the journal must not undo a newer one. What is led while the vault is locked stays so until it is
 * open: an answer that comes meanwhile is kept (`held-answers.ts`).
 */
export function leadRedirects(ports: Ports): Promise<void> {
  last = last
    .catch(() => undefined)
    .then(async () => {
      if (await ports.vault.isLocked()) return;
      const session = await ports.session();
      const rows = await ports.vault.db.journal.where({ state: 'waiting' }).toArray();
      const leads = await Promise.all(rows.map((row) => leadFor(ports, session, row)));
      await ports.redirects.lead(leads.filter((lead) => lead !== undefined));
    });
  return last;
}

/**
 * From the page's claim on, before its window or tab exists, since a service may answer at once; the value alone tells the answer then
 * (the browser's sign-in window belongs to no tab until it is shown). Once the tab is known, in that tab only.
 */
async function leadFor(ports: Ports, session: string, row: SignInRow): Promise<Lead | undefined> {
  const claim = row.wait?.for === 'visit' ? row.wait.claim : undefined;
  if (claim?.session !== session) return undefined;
  const step = await stepOf(ports.vault, row);
  if (step?.do !== 'visit' || samePlace(step.back, ports.redirectUrl)) return undefined;
  const { tabId, page } = claim;
  if (!(await ports.windows.tabExists(tabId ?? page))) return undefined;
  return { from: step.back, carrying: step.ours, ...(tabId !== undefined && { tabId }) };
}
