/** Which service a caller means, what is added for it, and that nothing stands in the place of another. */
import { expect, test } from 'vitest';
import type { Template } from '../../../src/core/catalogue';
import { checkOwnId, takenFrom, updated, wished, type InUse } from '../../../src/services/in-use';

const entry = (id: string, at: string, more: object = {}): Template => ({
  id,
  name: id.slice(0, 1).toUpperCase() + id.slice(1),
  hue: 10,
  protocol: 'oauth2',
  authorizeUrl: `https://${at}/authorize`,
  tokenUrl: `https://${at}/token`,
  apiHosts: [`https://${at}`],
  clientAuth: 'none',
  scopes: [],
  ...more,
});
const photos = entry('photos', 'api.photos.example.com');
const social = entry('social', '{site}', {
  variables: [{ name: 'site', label: 'Instance', kind: 'host', example: 'social.example' }],
});
const shops = entry('shops', '{shop}.shops.example.com', {
  variables: [{ name: 'shop', label: 'Shop', kind: 'label', example: 'mine' }],
});
const loose = entry('loose', 'loose.example.com', {
  apiHosts: ['https://{apiHost}'],
  variables: [
    { name: 'apiHost', label: 'API host', kind: 'host', example: 'api.loose.example.com', usual: 'api.loose.example.com' },
  ],
  unverified: true,
});
const all = [photos, social, shops, loose];
const own: InUse = { id: 'mine', service: entry('mine', 'api.mine.example.com') };
const one = takenFrom([], social, { site: 'one.example' });
const two = takenFrom([one], social, { site: 'two.example' });
const coded = (code: string): unknown => expect.objectContaining({ code });

test('a service comes under the entry’s id, with where it came from', () => {
  expect(takenFrom([], photos)).toEqual({
    id: 'photos',
    service: photos,
    source: { kind: 'catalogue', id: 'photos', values: {} },
  });
  expect(one).toMatchObject({
    id: 'social.one-example',
    service: { id: 'social.one-example', name: 'Social (one.example)' },
    source: { kind: 'catalogue', id: 'social', values: { site: 'one.example' } },
  });
  expect(takenFrom([], loose)).toMatchObject({ id: 'loose.api-loose-example-com', source: { unverified: true } });
});

test('taken again, it is the one that is there, untouched', () => {
  const stored = { ...one, service: { ...one.service, name: 'As it was' } };
  expect(takenFrom([stored, two], social, { site: 'https://one.example/@alice' })).toEqual(stored);
});

test('two hosts that are written alike never share an id, and so never an app', () => {
  const dots = takenFrom([], social, { site: 'a.b.example' });
  const dash = takenFrom([dots], social, { site: 'a-b.example' });
  expect([dots.id, dash.id]).toEqual(['social.a-b-example', 'social.a-b-example-2']);
  expect(dash.service).toMatchObject({ id: dash.id, apiHosts: ['https://a-b.example'] });
  expect(takenFrom([dots, dash], social, { site: 'a-b.example' })).toEqual(dash);
});

test('what the user made keeps its id', () => {
  const older = { id: 'photos', service: entry('photos', 'api.mine.example.com') };
  expect(takenFrom([older], photos).id).toBe('photos.2');
});

test.each([
  ['mine', own],
  ['MINE', own],
  ['https://api.mine.example.com/v1', own],
  ['social', one],
  ['Social', one],
  ['https://one.example/api', one],
])('in use: %s', (wanted, expected) => {
  expect(wished([own, one], all, wanted, false)).toBe(expected);
});

test.each(['photos', 'Photos', 'https://api.photos.example.com/v1/me'])(
  'of the catalogue, without anything to say: %s',
  (wanted) => {
    expect(wished([own], all, wanted, true)).toEqual({ add: takenFrom([], photos) });
    expect(() => wished([own], all, wanted, false)).toThrow(coded('no_activation'));
  },
);

test.each(['social', 'shops', 'Shops', 'https://mine.shops.example.com/x', 'loose', 'Loose'])(
  'only the user can set up %s',
  (wanted) => {
    expect(() => wished([own], all, wanted, true)).toThrow(coded('service_not_set_up'));
    expect(() => wished([own], all, wanted, false)).toThrow(coded('no_activation'));
  },
);

test('of several sites of one entry, the address tells which', () => {
  expect(wished([one, two], all, 'https://two.example/api', true)).toBe(two);
  expect(() => wished([one, two], all, 'social', true)).toThrow(coded('service_ambiguous'));
  const twin = { ...own, id: 'twin', service: { ...own.service, id: 'twin' } };
  expect(() => wished([own, twin], all, 'Mine', true)).toThrow(coded('service_ambiguous'));
});

test.each(['nothing', '', 'https://other.example', 'https://evil.com/.shops.example.com', 'https://a.b.shops.example.com'])(
  'nobody knows %j',
  (wanted) => {
    expect(() => wished([own, one], all, wanted, true)).toThrow(coded('unknown_service'));
  },
);

test('an entry that nobody checked never stands before one that was', () => {
  const twin: Template = { ...loose, id: 'loose2', name: 'Photos' };
  expect(wished([], [twin, ...all], 'Photos', true)).toMatchObject({ add: { id: 'photos' } });
});

test('an update brings what changed in the catalogue, under the same id and with the same values', () => {
  const moved = { ...social, tokenUrl: 'https://{site}/oauth/token' };
  expect(updated([own, one, two], [moved, photos])).toEqual(
    [one, two].map((before) => ({
      ...before,
      service: { ...before.service, tokenUrl: `${String(before.service.apiHosts[0])}/oauth/token` },
    })),
  );
  expect(updated([own, one, two], all)).toEqual([]);
  expect(updated([one], [photos])).toEqual([]); // gone from the catalogue
});

test('an update may ask for less, and leaves alone what it asks more of', () => {
  const before = takenFrom([], loose);
  const checked = entry('loose', 'loose.example.com');
  expect(updated([before], [checked])).toEqual([
    { id: before.id, service: { ...checked, id: before.id }, source: { kind: 'catalogue', id: 'loose', values: {} } },
  ]);
  const more = {
    ...social,
    variables: [...(social.variables ?? []), { name: 'realm', label: 'Realm', kind: 'word', example: 'x' } as const],
  };
  expect(updated([one], [more])).toEqual([]);
});

test('the user’s own services stand apart', () => {
  for (const id of ['photos', 'social.new', 'acme.calendar', one.id]) {
    expect(() => checkOwnId([own, one], all, id), id).toThrow(coded('invalid_input'));
  }
  expect(() => checkOwnId([own, one], all, 'mine')).not.toThrow();
  expect(() => checkOwnId([own, one], all, 'fresh')).not.toThrow();
  expect(() => checkOwnId([{ ...own, id: 'photos' }], all, 'photos')).not.toThrow(); // it was there before the catalogue’s
});
