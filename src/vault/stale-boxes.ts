/** Keeps a box that was sealed before everything was sealed anew from being written after it: nobody could open it any more. */
import { Dexie } from 'dexie';
import { CountersignError } from '../core/errors';
import type { SealedBox } from '../crypto/seal';
import type { Database } from './schema';

/** How often everything was sealed anew in this life of the worker: at the time of each box, and now. */
export interface Stamp {
  readonly of: WeakMap<object, number>;
  now: number;
}

/** From now on, writing such a box fails with `storage_blocked`, and its whole transaction with it. */
export function refuseStale(db: Database, stamps: Stamp): void {
  const isStale = (row: unknown): boolean => {
    const box = (row as { sealed?: SealedBox } | undefined)?.sealed;
    const stamp = typeof box === 'object' ? stamps.of.get(box) : undefined;
    return stamp !== undefined && stamp !== stamps.now;
  };
  db.use({
    stack: 'dbcore',
    name: 'stale-boxes',
    create: (core) => ({
      ...core,
      table(name) {
        const table = core.table(name);
        return {
          ...table,
          mutate: (request) =>
            'values' in request && request.values.some(isStale)
              ? Dexie.Promise.reject(new CountersignError('storage_blocked'))
              : table.mutate(request),
        };
      },
    }),
  });
}
