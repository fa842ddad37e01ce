/** A connector's entry: the catalogue's are taken; what would open more than one connector, or show a secret, is not. */
import { safeParse } from 'valibot';
import { describe, expect, test } from 'vitest';
import type { BrokeredService } from '../../../src/core/brokered-service';
import { serviceSchema } from '../../../src/services/schema';
import basic from '../../../src/services/catalogue/cyclr-basic-connector.json' with { type: 'json' };
import key from '../../../src/services/catalogue/cyclr-key-connector.json' with { type: 'json' };
import page from '../../../src/services/catalogue/cyclr-connector.json' with { type: 'json' };

function filled({ variables, $schema: _, ...entry }: typeof page | typeof key | typeof basic): BrokeredService {
  const text = variables.reduce((so, { name, example }) => so.replaceAll(`{${name}}`, example), JSON.stringify(entry));
  return JSON.parse(text) as BrokeredService;
}
const pageEntry = filled(page);
const keyEntry = filled(key);

test.each([page, key, basic])('the catalogue’s $id is taken', (template) => {
  expect(safeParse(serviceSchema, filled(template)).issues).toBeUndefined();
});

const { ticket: _, visitUrl: __, ...wayless } = pageEntry;
const wrong: readonly [string, object][] = [
  ['no way to sign in', wayless],
  ['both ways', { ...pageEntry, hand: keyEntry.hand }],
  ['a ticket without its page', { ...wayless, ticket: pageEntry.ticket }],
  ['a page without the ticket in it', { ...pageEntry, visitUrl: 'https://pages.example/?to={back}' }],
  ['a page without a way back', { ...pageEntry, visitUrl: 'https://pages.example/?t={ticket}' }],
  ['a page whose host is entered', { ...pageEntry, visitUrl: 'https://{user}.example/?t={ticket}&to={back}' }],
  ['a page that is not https', { ...pageEntry, visitUrl: 'http://pages.example/?t={ticket}&to={back}' }],
  ['a place without a field', { ...pageEntry, subject: '{nobody}' }],
  ['a secret in a path', { ...keyEntry, state: { ...keyEntry.state, path: '/v1.0/{key}' } }],
  ['a secret in a header', { ...keyEntry, apiHeaders: { 'X-Key': '{key}' } }],
  ['a secret in the subject', { ...keyEntry, subject: '{key}' }],
  ['a field with a name of ours', { ...pageEntry, fields: [...pageEntry.fields, { name: 'back', label: 'Back', kind: 'text' }] }],
  ['all paths', { ...pageEntry, apiPaths: ['/*'], apiHeaders: {} }],
  ['the sign-in’s own paths', { ...pageEntry, apiPaths: ['/v1.0/account/connectors/{connector}'] }],
  ['the sign-in’s own paths among others', { ...pageEntry, apiPaths: ['/v1.0/*'] }],
  ['any connector whose number begins so', { ...pageEntry, apiPaths: ['/v1.0/account/connectors/{connector}*'] }],
  ['any account’s', { ...pageEntry, apiPaths: ['/v1.0/*/methods/{connector}'] }],
  ['a path that leads out', { ...pageEntry, apiPaths: ['/v1.0/{connector}/../x'] }],
  ['a header that speaks for the account', { ...pageEntry, apiHeaders: { Authorization: '{account}' } }],
  ['a header that callers may set', { ...pageEntry, headers: ['x-cyclr-*'] }],
  ['base64 of no member', { ...keyEntry, hand: { ...keyEntry.hand, base64: ['Other'] } }],
  ['a redirect of its own', { ...pageEntry, redirectUrl: 'https://pages.example/' }],
  ['a state that is asked for without end', { ...pageEntry, state: { ...pageEntry.state, everySeconds: 0 } }],
];
describe('refused', () => {
  test.each(wrong)('%s', (_, entry) => {
    expect(safeParse(serviceSchema, entry).issues?.length).toBeGreaterThan(0);
  });
});
