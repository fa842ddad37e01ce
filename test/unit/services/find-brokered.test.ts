/** A URL of an API host that several services share: it means the hosting service, not the connectors that it hosts. */
import { expect, test } from 'vitest';
import { findService } from '../../../src/services/find';
import { connectorEntry, cyclrEntry } from '../../practice/cyclr-entries';

const place = { origin: 'https://api.hosting.example', pageOrigin: 'https://pages.hosting.example' };
const hosting = cyclrEntry(place);
const connectors = [connectorEntry('page', place), connectorEntry('key', place)];

test('the hosting service is found by its host, each connector by its name or id', () => {
  const all = [...connectors, hosting];
  expect(findService(all, `${place.origin}/v1.0/x`)).toBe(hosting);
  expect(findService(connectors, place.origin)).toBeUndefined();
  for (const one of connectors) {
    expect(findService(all, one.id)).toBe(one);
    expect(findService(all, one.name.toUpperCase())).toBe(one);
  }
});
