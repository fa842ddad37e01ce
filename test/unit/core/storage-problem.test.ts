/** The database's failures become codes of ours at one place, however deep the library has wrapped them. */
import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import { CountersignError, isStorageProblem, toProblem } from '../../../src/core/errors';

const dom = (name: string): DOMException => new DOMException('told by the browser', name);
const wrapped = (name: string, inner: unknown): Error => Object.assign(new Error(name), { name, inner });

test.each([
  ['no room', dom('QuotaExceededError'), 'storage_full'],
  [
    'no room, told by the end of the transaction',
    new Dexie.AbortError(dom('QuotaExceededError') as unknown as string),
    'storage_full',
  ],
  ['no room, for one of many rows', new Dexie.BulkError('some', [dom('QuotaExceededError') as unknown as Error]), 'storage_full'],
  ['a newer version', dom('VersionError'), 'vault_newer'],
  ['closed', new Dexie.DatabaseClosedError(), 'storage_blocked'],
  ['closing', dom('InvalidStateError'), 'storage_blocked'],
  ['closed for another reason', wrapped('DatabaseClosedError', dom('UnknownError')), 'storage_blocked'],
  ['a damaged disk', dom('UnknownError'), 'storage_failed'],
  ['an aborted transaction', new Dexie.AbortError(), 'storage_failed'],
  ['a row that cannot be cloned', new Dexie.DataCloneError(), 'storage_failed'],
  ['our own error within a transaction', wrapped('OpenFailedError', new CountersignError('vault_newer')), 'vault_newer'],
])('%s', (_, error, code) => {
  expect(toProblem(error).code).toBe(code);
  expect(toProblem(error, 'renewal_failed').code).toBe(code);
  expect(isStorageProblem(error)).toBe(true);
});

test.each([
  ['an aborted request', dom('AbortError')],
  ['a key that cannot be imported', dom('DataError')],
  ['a mistake of ours', new TypeError('no')],
  ['a text', 'no'],
  ['an error that contains itself', Object.assign(new Error('x'), { failures: [] })],
])('%s is none of the database', (_, error) => {
  expect(toProblem(error).code).toBe('unexpected');
  expect(toProblem(error, 'renewal_failed').code).toBe('renewal_failed');
  expect(isStorageProblem(error)).toBe(false);
});

test('an error that contains itself is told too', () => {
  const round: Record<string, unknown> = { name: 'UnknownError' };
  round['inner'] = round;
  expect(toProblem(round).code).toBe('storage_failed');
});
