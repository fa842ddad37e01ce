/** What a protocol is told of the redirect URL. */
import { expect, test } from 'vitest';
import { contextFor, redirectOf, type Ports } from '../../../src/accounts/ports';
import { photosEntry } from '../../practice/entries';

const ports = { redirectUrl: 'https://ours.test/cb' } as Ports;
const service = photosEntry('https://photos.test');
const far = { ...service, redirectUrl: 'https://entry.test/cb' };
const app = { serviceId: service.id, clientId: 'c', clientSecret: 's' };
const registered = { ...app, redirectUrl: 'https://app.test/cb?x=1' };

test.each([
  [service, app, 'https://ours.test/cb'],
  [far, app, 'https://entry.test/cb'],
  [service, registered, 'https://app.test/cb?x=1'],
  [far, registered, 'https://app.test/cb?x=1'],
] as const)('the app’s, else the entry’s, else this browser’s (%#)', (entry, used, expected) => {
  expect(redirectOf(ports, entry, used)).toBe(expected);
  expect(contextFor(ports, entry, used, undefined).redirectUrl).toBe(expected);
});

test('a sign-in keeps the one that it began with', () => {
  const { redirectUrl } = contextFor(ports, far, registered, undefined, { scopes: [] }, 'https://before.test/cb');
  expect(redirectUrl).toBe('https://before.test/cb');
});
