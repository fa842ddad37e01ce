/** Every version of the database has its snapshot, with which the browser tests begin (test/e2e/migrations.test.ts). */
import { expect, test } from 'vitest';
import { versions } from '../../../src/vault/versions';
import { readSnapshot, snapshotVersions, testKey } from '../../vault-snapshots/snapshots';
import { tablesOf } from '../../vault-snapshots/schema-of';

test('every version has a snapshot: after a new one, add its rows to test/vault-snapshots/rows.ts and run make.ts', () => {
  expect(snapshotVersions()).toEqual(versions.map(({ version }) => version));
});

test.each(snapshotVersions())(
  'the snapshot of version %i has rows for the tables of its version, and for no others',
  (version) => {
    expect(Object.keys(readSnapshot(version).tables).toSorted()).toEqual(Object.keys(tablesOf(version)).toSorted());
  },
);

test.each(snapshotVersions())('the boxes of version %i open with the test key, each at its own place', async (version) => {
  const key = await crypto.subtle.importKey('raw', testKey, 'AES-GCM', false, ['decrypt']);
  const { tables } = readSnapshot(version);
  let opened = 0;
  for (const [table, rows] of Object.entries(tables))
    for (const { id, sealed } of rows as readonly {
      id: string;
      sealed?: { iv: { $bytes: string }; data: { $buffer: string } };
    }[]) {
      if (!sealed) continue;
      const iv = Buffer.from(sealed.iv.$bytes, 'base64');
      const additionalData = Buffer.from(`${table}/${id}`);
      const data = Buffer.from(sealed.data.$buffer, 'base64');
      const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, data);
      expect(JSON.parse(Buffer.from(plain).toString())).toBeTypeOf('object');
      opened += 1;
    }
  expect(opened).toBeGreaterThanOrEqual(6);
});
