/** Which places an entry names, and whether two versions of it name the same ones. */
import type { Service } from '../core/service';

/** What may change in an entry without a secret going elsewhere or in another way: words, and what is asked for. */
const words = new Set(['name', 'hue', 'areas', 'registerUrl', 'appType', 'docs', 'checked', 'scopes', 'ways', 'keyUrl']);

/** Whether the second version would send an account's secret elsewhere, or in another way, than the first. */
export function hasMoved(before: Service, now: Service): boolean {
  return placesOf(before) !== placesOf(now);
}

/** A thousand accounts are compared with the same few entries. */
const known = new WeakMap<Service, string>();

function placesOf(service: Service): string {
  const before = known.get(service);
  if (before !== undefined) return before;
  const places = canonical(Object.fromEntries(Object.entries(service).filter(([key]) => !words.has(key))));
  known.set(service, places);
  return places;
}

/** JSON with sorted names: the same text for the same entry. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

/** Whether an account's access can be ended at the service. */
export function isRevocable(service: Service): boolean {
  if (service.protocol === 'oauth2') return service.revokeUrl !== undefined || service.revokeBy !== undefined;
  return service.protocol === 'oauth1' && service.revokeUrl !== undefined;
}
