/** What a consent would cover: never more than was asked, and what the boxes say. */
import { describe, expect, test, vi } from 'vitest';
import { offeredParts, pathsOf, toggled } from '../../extension/pages/connect/scope-choice';
import { covers, overlap } from '../../extension/pages/shared/paths';
import { ask as asked, microblog, photos } from './gallery/fixtures';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

const ask = (...paths: string[]) => ({ ...asked, paths });
const ids = (...paths: string[]): string[] => offeredParts(ask(...paths), photos).map(({ id }) => id);

describe('patterns', () => {
  test.each([
    ['/v1/*', '/v1/photos/*', true],
    ['/v1/photos/*', '/v1/*', false],
    ['/v1/photos*', '/v1/photos/1', true],
    ['/*/photos', '/v1/*/photos', true],
    ['/a', '/a*', false],
    ['/a*', '/a', true],
  ])('%s covers %s: %s', (outer, inner, is) => expect(covers(outer, inner)).toBe(is));

  test.each([
    ['/v1/*', '/v1/photos/*', true],
    ['/v1/photos/*', '/v1/albums/*', false],
    ['/*/photos', '/v1/*', true],
    ['/a', '/b*', false],
  ])('%s and %s meet: %s', (a, b, is) => expect(overlap(a, b)).toBe(is));
});

describe('parts', () => {
  test('the areas that were asked for, and the rest when more was asked', () => {
    expect(ids('/v1/albums/*', '/v1/photos/*')).toEqual(['albums', 'photos']);
    expect(ids('/v1/*')).toEqual(['albums', 'photos', 'shares', 'rest']);
    expect(ids()).toEqual(['albums', 'photos', 'shares', 'rest']);
  });

  test('an area is narrowed to what was asked of it', () => {
    expect(offeredParts(ask('/v1/photos/7/*'), photos)).toMatchObject([{ id: 'photos', paths: ['/v1/photos/7/*'] }]);
  });

  test('a service without areas offers the asked patterns', () => {
    expect(offeredParts(ask('/1.1/x*', '/1.1/y'), microblog).map(({ paths }) => paths)).toEqual([['/1.1/x*'], ['/1.1/y']]);
    expect(offeredParts(ask(), microblog)).toMatchObject([{ paths: ['/*'] }]);
  });

  test('all ticked is what was asked, in its own words', () => {
    const parts = offeredParts(ask(), photos);
    expect(pathsOf(ask(), parts, new Set(parts.map(({ id }) => id)))).toEqual([]);
  });

  test('unticking one narrows to the others, and "the rest" goes with it', () => {
    const parts = offeredParts(ask(), photos);
    const after = toggled(parts, new Set(parts.map(({ id }) => id)), 'shares');
    expect([...after]).toEqual(['albums', 'photos']);
    expect(pathsOf(ask(), parts, after)).toEqual(['/v1/albums/*', '/v1/photos/*']);
  });

  test('ticking "the rest" ticks all', () => {
    const parts = offeredParts(ask(), photos);
    expect(toggled(parts, new Set(['albums']), 'rest').size).toBe(4);
  });
});
