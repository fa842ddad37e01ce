/** Keeps what is dear to make, such as imported keys: the last few that were used, and nothing that failed. In memory only. */

/**
 * A memory of promises.
 *
 * @param most how many are kept; beyond, the one that was used least recently is forgotten
 * @returns gives what is kept under an id, else makes and keeps it
 */
export function remembering<T>(most: number): (id: string, make: () => Promise<T>) => Promise<T> {
  /** In the order of their last use. */
  const kept = new Map<string, Promise<T>>();
  return (id, make) => {
    let promise = kept.get(id);
    if (promise) kept.delete(id);
    else {
      promise = make();
      promise.catch(() => kept.delete(id));
    }
    kept.set(id, promise);
    if (kept.size > most) kept.delete(kept.keys().next().value as string);
    return promise;
  };
}
