/** The window in which questions are shown: one for all of them. What is asked and answered there is in `ask.ts`. */
import type { Ports } from './ports';
import { settle } from './settle';

/** Opens the consent window, once for all questions: those behind the first are shown after it. */
export async function showAsk(ports: Ports, id: string): Promise<void> {
  const open = await ports.vault.db.asks.filter((row) => row.windowId !== undefined && !row.answer).first();
  const shown = open?.windowId !== undefined && (await focused(ports, open.windowId)) ? open.windowId : undefined;
  const windowId = shown ?? (await ports.windows.openAsk(id));
  await ports.vault.db.asks.where({ id }).modify({ windowId });
}

/**
 * A window of ours was closed: what it asked was not answered. The page cannot be trusted to say so, since it is gone.
 * A question for which the user is signing in just now goes on waiting.
 */
export async function windowClosed(ports: Ports, windowId: number): Promise<void> {
  const { db } = ports.vault;
  for (const row of await db.asks.filter((ask) => ask.windowId === windowId && !ask.answer).toArray()) {
    const signingIn = db.journal.filter(({ askId, state }) => askId === row.id && (state === 'running' || state === 'waiting'));
    if ((await signingIn.count()) === 0) await settle(ports, row, { code: 'not_now' });
  }
}

async function focused(ports: Ports, windowId: number): Promise<boolean> {
  return ports.windows.focus(windowId).then(
    () => true,
    () => false,
  );
}
