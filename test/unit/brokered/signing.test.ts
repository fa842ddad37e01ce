/** What belongs to a connector: its own paths, however they are spelt, with headers that no caller sets; and which services are its broker. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBrokerOf } from '../../../src/core/broker';
import { percentDecode } from '../../../src/crypto/percent-encoding';
import { asConnector } from '../../../src/protocols/brokered/signing';
import { connectorEntry } from '../../practice/cyclr-entries';

const origin = 'https://api.example';
const entry = connectorEntry('page', { origin, pageOrigin: 'https://pages.example' });
const values = { account: 'acc-1', connector: '5', user: 'alice' };
const dress = (path: string, headers: Record<string, string> = {}) =>
  asConnector(entry, values, { method: 'POST', url: new URL(path, origin), headers: new Headers(headers) });

test('its methods are called with the header that names the account, whatever the caller says', () => {
  const { headers, url } = dress('/v1.0/account/connectors/5/methods/list_files?x=1', {
    'x-cyclr-account': 'acc-2',
    accept: '*/*',
  });
  expect([...headers]).toEqual([
    ['accept', '*/*'],
    ['x-cyclr-account', 'acc-1'],
  ]);
  expect(url.href).toBe(`${origin}/v1.0/account/connectors/5/methods/list_files?x=1`);
});

const outside = [
  '/v1.0/account/connectors/5',
  '/v1.0/account/connectors/5/',
  '/v1.0/account/connectors/5/properties',
  '/v1.0/account/connectors/55/methods/x',
  '/v1.0/account/connectors/6/methods/x',
  '/v1.0/accounts/acc-1/signintoken',
  '/oauth/token',
  '/V1.0/account/connectors/5/methods/x',
  '/v1.0/account/connectors/5/methods/../../6/methods/x',
  '/v1.0/account/connectors/5/methods/%2e%2e/%2e%2e/6/methods/x',
  '/v1.0/account/connectors/5/methods/..%2f..%2f6',
  '/v1.0/account/connectors/5/methods/%252e%252e%252f6',
  '/v1.0/account/connectors/5/methods/..;/..;/6',
  '/v1.0/account/connectors/5/methods\\..\\..\\6',
  '/v1.0/account/connectors/5/methods/..%5c..%5c6',
  '/v1.0/account/connectors/5/methods/x%00',
  '/v1.0/account/connectors/5/methods//6',
];
describe('outside of it', () => {
  test.each(outside)('%s', (path) => {
    expect(() => dress(path)).toThrow(expect.objectContaining({ code: 'outside_connector' }) as Error);
  });
  test('another host', () => {
    expect(() => dress('https://other.example/v1.0/account/connectors/5/methods/x')).toThrow();
  });
  test('whatever is typed after it, nothing that is taken leaves its methods', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), (more) => {
        const text = `${origin}/v1.0/account/connectors/5/methods/${more}`;
        if (!URL.canParse(text)) return;
        let path: string;
        try {
          path = asConnector(entry, values, { method: 'GET', url: new URL(text), headers: new Headers() }).url.pathname;
        } catch {
          return;
        }
        const parts = percentDecode(path).split('/');
        expect(parts.slice(0, 6).join('/')).toBe('/v1.0/account/connectors/5/methods');
        expect(parts).not.toContain('..');
      }),
    );
  });
});

test('its broker is the service of that id, any made of that entry of the catalogue, or its neighbour in a pack', () => {
  const isBroker = (one: Parameters<typeof isBrokerOf>[1]) => isBrokerOf({ id: 'acme.files', broker: 'cyclr' }, one);
  expect(isBroker({ id: 'cyclr' })).toBe(true);
  expect(isBroker({ id: 'cyclr.eu', source: { kind: 'catalogue', id: 'cyclr', values: {} } })).toBe(true);
  expect(isBroker({ id: 'cyclr.eu', source: { kind: 'catalogue', id: 'other', values: {} } })).toBe(false);
  expect(isBroker({ id: 'acme.cyclr', source: { kind: 'pack', pack: 'acme' } })).toBe(true);
  expect(isBroker({ id: 'other.cyclr', source: { kind: 'pack', pack: 'other' } })).toBe(false);
  expect(isBroker({ id: 'acme.cyclr' })).toBe(false);
  expect(isBroker({ id: 'cyclr.eu' })).toBe(false);
});
