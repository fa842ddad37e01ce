/** The URL that a sign-in opens is told to the page that opens it, and to nobody else: a test reads it from that page. */
import type { BrowserContext, Page } from 'playwright';
import { poll } from '../../harness/poll';

interface Visit {
  readonly url: string;
  readonly back: string;
}

interface Api {
  readonly runtime?: { sendMessage(message: unknown): Promise<unknown> };
}
declare const browser: Api;
declare const chrome: Api;

/** From now on, pages of ours remember what their last claim was answered. */
export async function rememberClaims(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const { runtime } = typeof browser === 'object' ? browser : typeof chrome === 'object' ? chrome : {};
    if (!runtime) return;
    const send = runtime.sendMessage.bind(runtime);
    runtime.sendMessage = async (message) => {
      const answer = await send(message);
      const { value } = (answer ?? {}) as { value?: unknown };
      if ((message as { own?: unknown }).own === 'signIn.claim' && value) Object.assign(globalThis, { claimed: value });
      return answer;
    };
  });
}

/** What the connect page has opened. */
export function claimOf(connect: Page): Promise<Visit> {
  return poll(() => connect.evaluate(() => (globalThis as { claimed?: Visit }).claimed), 'the page to have its claim');
}
