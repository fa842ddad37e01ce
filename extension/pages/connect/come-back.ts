/** A sign-in that another one has to come before: where this window goes on afterwards. It is forgotten with the window. */
import { go, type Route } from './route';

type Place = Pick<Route, 'service' | 'account' | 'askId'>;

const key = 'come-back';

/** Remembers the place for when somebody has signed in at one of these services. */
export function comeBackAfter(
  services: readonly string[],
  place: { readonly [Name in keyof Place]: Place[Name] | undefined },
): void {
  sessionStorage.setItem(key, JSON.stringify({ services, place }));
}

/** The place to go on at, after a sign-in at this service. */
export function placeAfter(serviceId: string): Place | undefined {
  const kept = sessionStorage.getItem(key);
  if (kept === null) return undefined;
  const { services, place } = JSON.parse(kept) as { services: readonly string[]; place: Place };
  // An instance of a catalogue's entry has the entry's id before its dot.
  return services.some((id) => serviceId === id || serviceId.startsWith(`${id}.`)) ? place : undefined;
}

export function comeBack(place: Place): void {
  sessionStorage.removeItem(key);
  go(place);
}
