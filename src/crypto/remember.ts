/** Keeps what is dear to make, such as imported keys: the last few that were used, and nothing that failed. In memory only. */

/** How every memory is emptied. */
const emptiers: (() => void)[] = [];

/** Forgets everything that any memory keeps: keys must not outlast the lock of the vault. */
export function forgetAll(): void {
  for (const empty of emptiers) empty();
}

/**
 * A memory of what takes a while to make.
 *
 * @param most how many are kept; beyond, the one that was used least recently is forgotten
 * @returns gives what is kept under an id, at once where it is made already; else makes and keeps it
 */
export function remembering<T>(most: number): (id: string, make: () => Promise<T>) => T | Promise<T> {
  /** In the order of their last use. */
  const kept = new Map<string, T | Promise<T>>();
  emptiers.push(() => kept.clear());
  const keep = (id: string, value: T | Promise<T>): T | Promise<T> => {
    kept.delete(id);
    kept.set(id, value);
    if (kept.size > most) kept.delete(kept.keys().next().value as string);
    return value;
  };
  return (id, make) => {
    const known = kept.get(id);
    if (known !== undefined) return keep(id, known);
    const made = make();
    made.then(
      (value) => kept.get(id) === made && keep(id, value),
      () => kept.delete(id),
    );
    return keep(id, made);
  };
}
