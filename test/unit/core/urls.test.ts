/** Which addresses lie in the user's own network, whatever way they are written. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOwnNetwork, samePlace } from '../../../src/core/urls';

test.each([
  'http://localhost:3000',
  'http://127.0.0.1',
  'http://2130706433/',
  'http://0x7f.1/',
  'https://192.168.1.1',
  'https://10.0.0.1:8443',
  'https://169.254.169.254/latest',
  'https://8.8.8.8',
  'https://[::1]',
  'https://[fd00::1]:8443',
  'https://[::ffff:127.0.0.1]',
  'https://router',
  'https://mylocal',
  'https://router.',
  'https://nas.local',
  'https://NAS.Local.',
  'https://id.corp.internal',
  'https://app.localhost',
  'https://printer.home.arpa',
  'https://box.lan',
])('%s does', (url) => {
  expect(isOwnNetwork(new URL(url))).toBe(true);
});

test.each([
  'https://example.org',
  'https://local.example',
  'https://lan.example.org',
  'https://notlocal.example',
  'https://xn--mller-kva.example',
  'https://1.2.3.4.example',
])('%s does not', (url) => {
  expect(isOwnNetwork(new URL(url))).toBe(false);
});

test('every address does', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.ipV4Extended(),
        fc.ipV6().map((address) => `[${address}]`),
      ),
      (host) => {
        fc.pre(URL.canParse(`https://${host}/`));
        expect(isOwnNetwork(new URL(`https://${host}/`))).toBe(true);
      },
    ),
  );
});

test.each([
  ['https://a.test/cb?x=1', 'https://a.test/cb#y', true],
  ['https://a.test:443/cb', 'https://a.test/cb', true],
  ['https://a.test/cb/', 'https://a.test/cb', false],
  ['http://a.test/cb', 'https://a.test/cb', false],
  ['https://a.test:8443/cb', 'https://a.test/cb', false],
  ['https://a.test/', 'https://a.test/cb', false],
  ['nothing', 'https://a.test/cb', false],
  ['nothing', 'nothing', false],
])('%s and %s are the same place: %s', (one, other, same) => {
  expect(samePlace(one, other)).toBe(same);
  expect(samePlace(other, one)).toBe(same);
});
