/** Path patterns decide what a site may touch: every confusion between pattern and path must end in "no". */
import { describe, expect, test } from 'vitest';
import { checkPattern, covers, within } from '../../../src/permits/patterns';

describe('covers', () => {
  test.each([
    [[], '/anything', true],
    [['/v1/photos'], '/v1/photos', true],
    [['/v1/photos'], '/v1/photos/1', false],
    [['/v1/photos*'], '/v1/photos', true],
    [['/v1/photos*'], '/v1/photos/1/tags', true],
    [['/v1/photos/*'], '/v1/photos', false],
    [['/v1/*/tags'], '/v1/photos/1/tags', true],
    [['/v1/*/tags'], '/v1/tags', false],
    [['/v1/*/tags'], '/v1//tags', true],
    [['/a*a'], '/a', false],
    [['/a*a'], '/aa', true],
    [['/*x*x'], '/x', false],
    [['/*x*x'], '/xx', true],
    [['/v1/photos*', '/v1/albums'], '/v1/albums', true],
    [['/v1/photos*'], '/V1/photos', false],
    [['/v1/photos*'], '/v1/photos%2f..%2fadmin', false],
    [['/v1/photos*'], '/v1/photos/%2F', false],
    [['/v1/photos*'], '/v1/photos%5c..', false],
  ])('%j on %s: %s', (patterns, path, expected) => {
    expect(covers(patterns, path)).toBe(expected);
  });

  test('a hostile pattern takes no longer than a friendly one', () => {
    const pattern = `/${'*a'.repeat(90)}`;
    const started = performance.now();
    expect(covers([pattern], `/${'a'.repeat(80)}${'b'.repeat(100_000)}`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('within', () => {
  test.each([
    [['/a'], [], true],
    [[], [], true],
    [[], ['/a'], false],
    [['/a/b'], ['/a/*'], true],
    [['/a/*'], ['/a/*'], true],
    [['/a/*'], ['/a/b'], false],
    [['/a/b', '/c'], ['/a/*'], false],
  ])('%j within %j: %s', (inner, outer, expected) => {
    expect(within(inner, outer)).toBe(expected);
  });
});

test.each(['v1', '', '/a?b', '/a#b', '/a b', '/a\\b', '/a/../b', '/./b', '/..', '/a%2Fb', '/a%5cb', `/${'a'.repeat(200)}`])(
  'a pattern %j is refused',
  (pattern) => {
    expect(() => checkPattern(pattern)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  },
);
