/** The end of a question: answered, or given up. A service that came with it goes with it, unless the user has begun to use it. */
import type { AskRow } from '../vault/rows';
import { dropUnused } from '../vault/services';
import type { Ports } from './ports';

/** Keeps the answer for the asker, who is told that there is one. */
export async function settle(ports: Ports, row: AskRow, answer: NonNullable<AskRow['answer']>): Promise<void> {
  await ports.vault.db.asks.update(row.id, { answer });
  if ('code' in answer) await forget(ports, row);
  ports.vault.changed();
}

/** A service that came with the question goes with it, unless the user has begun to use it. */
export async function forget(ports: Ports, { took, serviceId }: AskRow): Promise<void> {
  if (took) await dropUnused(ports.vault, serviceId);
}

/** Forgets questions of earlier runs of the browser or whose asker has gone. */
export async function sweepAsks(ports: Ports, maximumAge: number): Promise<void> {
  const before = ports.clock.now() - maximumAge;
  for (const row of await ports.vault.db.asks.filter(({ at }) => at < before).toArray()) {
    await ports.vault.db.asks.delete(row.id);
    if (!row.answer) await forget(ports, row);
  }
}
