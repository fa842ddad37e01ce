/** The catalogue in a page: fetched once, and found in by name, host and pasted URL, fast enough for every key. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Catalogue, Template } from '../../src/core/catalogue';
import { loadCatalogue, searchCatalogue, templateOf } from '../../extension/pages/shared/catalogue';
import { apiHostTexts, hostText, signInHostTexts } from '../../extension/pages/shared/template-places';
import { catalogue } from './gallery/catalogue-fixtures';
import { files } from './gallery/fixtures';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

const namesOf = (query: string, unverified = false): string[] =>
  searchCatalogue(catalogue, query, { unverified }).map(({ name }) => name);

afterEach(() => vi.unstubAllGlobals());

test('is fetched once; a failure is not kept', async () => {
  const fetched = vi
    .fn<typeof fetch>()
    .mockRejectedValueOnce(new Error('gone'))
    .mockImplementation(async () => Response.json(catalogue));
  vi.stubGlobal('fetch', fetched);
  await expect(loadCatalogue()).rejects.toThrow('gone');
  const [one, other] = await Promise.all([loadCatalogue(), loadCatalogue()]);
  expect(one).toBe(other);
  expect(one).toEqual(catalogue);
  expect(fetched).toHaveBeenCalledTimes(2);
});

describe('search', () => {
  test('nothing typed: all that were checked, by name; the others behind them where they are wanted', () => {
    const all = namesOf('', true);
    const unverified = catalogue.services.filter((each) => each.unverified).map(({ name }) => name);
    expect(all.slice(-unverified.length)).toEqual(unverified.toSorted());
    expect(namesOf('')).toEqual(all.slice(0, -unverified.length));
    expect(namesOf('')).toEqual(namesOf('').toSorted());
  });

  test.each([
    ['pho', 'Practice Photos'],
    ['PHOTOS', 'Practice Photos'],
    ['photos practice', 'Practice Photos'],
    ['café', 'Café Orders'],
    ['cafe', 'Café Orders'],
    ['cafeorders', 'Café Orders'],
    ['api.micro', 'Practice Microblog'],
    ['https://photos.test/albums/7?x=1#top', 'Practice Photos'],
    ['upload.photos.test', 'Practice Photos'],
    ['www.photos.test', 'Practice Photos'],
    ['https://my-shop.store.example/admin', 'Example Store'],
    ['garden.social.example', 'Example Social'],
  ])('%j finds %s first', (query, name) => {
    expect(namesOf(query)[0]).toBe(name);
  });

  test('a word’s beginning comes before what stands inside another word or a host', () => {
    const service = (id: string, name: string, host: string): Template => ({ ...files, id, name, apiHosts: [`https://${host}`] });
    const made: Catalogue = {
      services: [
        service('one', 'Overbox', 'a.example'),
        service('two', 'Else', 'boxes.example'),
        service('three', 'My Box', 'b.example'),
        service('four', 'Box', 'c.example'),
        service('five', 'Box Office', 'd.example'),
      ],
    };
    expect(searchCatalogue(made, 'box', { unverified: false }).map(({ id }) => id)).toEqual([
      'four',
      'five',
      'three',
      'one',
      'two',
    ]);
  });

  test('another site is not found, nor one under the same public suffix', () => {
    expect(namesOf('https://nothing.test/')).toEqual([]);
    const made: Catalogue = {
      services: [{ ...files, apiHosts: ['https://api.files.co.uk'], authorizeUrl: 'https://files.co.uk/a' }],
    };
    expect(searchCatalogue(made, 'https://other.co.uk', { unverified: true })).toEqual([]);
    expect(searchCatalogue(made, 'https://www.files.co.uk', { unverified: true })).toHaveLength(1);
  });

  test('what nobody checked is found only when it is wanted', () => {
    expect(namesOf('library')).toEqual([]);
    expect(namesOf('library', true)).toEqual(['Practice Library']);
  });

  test('takes a fraction of a frame with 600 entries, for every key of a long query', () => {
    const services = Array.from({ length: 600 }, (_, at): Template => ({
      ...files,
      id: `service-${at}`,
      name: `Service number ${at} of many`,
      apiHosts: [`https://api.service-${at}.example`, `https://upload.service-${at}.example`],
    }));
    const many: Catalogue = { services };
    searchCatalogue(many, '', { unverified: true });
    const query = 'https://api.service-599.example/v1/things';
    const took = Array.from(query, (_, at) => {
      const before = performance.now();
      searchCatalogue(many, query.slice(0, at + 1), { unverified: true });
      return performance.now() - before;
    }).toSorted((one, other) => one - other);
    expect(took[Math.floor(took.length / 2)]).toBeLessThan(16);
    expect(searchCatalogue(many, query, { unverified: true })[0]?.id).toBe('service-599');
  });
});

test('an entry by its id', () => {
  expect(templateOf(catalogue, 'practice-photos')?.name).toBe('Practice Photos');
  expect(templateOf(catalogue, 'nothing')).toBeUndefined();
  expect(templateOf(undefined, 'practice-photos')).toBeUndefined();
});

test('hosts stand as text, with their places', () => {
  const store = templateOf(catalogue, 'example-store') as Template;
  expect(apiHostTexts(store)).toEqual(['{shop}.store.example']);
  expect(signInHostTexts(store)).toEqual(['{shop}.store.example']);
  expect(hostText('https://a.example:8443/x?y')).toBe('a.example:8443');
  expect(hostText('https://{apiHost}/v1')).toBe('{apiHost}');
  expect(hostText('/v1/me')).toBe('');
});
