/** How far permits go: methods by name or by access, and whether one covers another. */
import { expect, test } from 'vitest';
import { covered, coversMethod, type Reach } from '../../../src/permits/reach';

const read: Reach = { access: 'read', paths: [] };
const change: Reach = { access: 'change', paths: [] };
const some = (...methods: string[]): Reach => ({ access: 'change', methods, paths: [] });

test.each([
  [read, 'GET', true],
  [read, 'HEAD', true],
  [read, 'OPTIONS', true],
  [read, 'POST', false],
  [read, 'PROPFIND', false],
  [change, 'DELETE', true],
  [change, 'GET', true],
  [some('GET', 'POST'), 'POST', true],
  [some('GET', 'POST'), 'DELETE', false],
  [some('POST'), 'GET', false],
  [{ ...some('GET', 'POST'), access: 'read' }, 'POST', false],
] as const)('%j covers %s: %s', (reach, method, expected) => {
  expect(coversMethod(reach, method)).toBe(expected);
});

test.each([
  [read, change, true],
  [change, read, false],
  [change, change, true],
  [some('POST'), change, true],
  [change, some('GET', 'POST', 'PUT', 'PATCH', 'DELETE'), false],
  [some('GET'), read, true],
  [some('GET', 'POST'), read, false],
  [some('POST'), some('GET', 'POST'), true],
  [some('GET', 'DELETE'), some('GET', 'POST'), false],
  [read, some('GET', 'HEAD', 'OPTIONS', 'POST'), true],
  [read, some('GET'), false],
  [{ ...read, paths: ['/v1/photos/*'] }, { ...read, paths: ['/v1/*'] }, true],
  [read, { ...read, paths: ['/v1/*'] }, false],
  [{ ...change, paths: ['/v1/photos'] }, { ...read, paths: ['/v1/*'] }, false],
] as const)('%j is within %j: %s', (inner, outer, expected) => {
  expect(covered(inner, outer)).toBe(expected);
});
