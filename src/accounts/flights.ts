/** The journalled actions that this worker is at just now: another look at the journal must not begin them a second time. */

const flights = new Map<string, Promise<unknown>>();

/** Does an action's work, known as under way from now until it has ended. */
export function fly<T>(id: string, work: () => Promise<T>): Promise<T> {
  const flight = work().finally(() => flights.delete(id));
  flights.set(id, flight);
  return flight;
}

/** Whether this worker is at it. */
export function isFlying(id: string): boolean {
  return flights.has(id);
}
