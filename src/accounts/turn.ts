/** One change of an account's secret at a time: a renewal, or its end. */

/** Waits until nothing else renews or ends this account, and keeps it so for the work. */
export function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(`renew:${id}`, work) as Promise<T>;
}
