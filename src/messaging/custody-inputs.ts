/** The schemas of the inputs of the calls around custody. */
import * as v from 'valibot';
import type { CustodyCalls } from './custody-calls';

const none = v.strictObject({});
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const ids = v.pipe(v.array(id), v.maxLength(10_000));
const bytes = (length: number, more = length) =>
  v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9_-]+$/),
    v.minLength(Math.ceil((length * 4) / 3)),
    v.maxLength(Math.ceil((more * 4) / 3)),
  );
const key = bytes(32);
const count = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
/** Weaker than these is refused; stronger would hold a page for minutes. */
const kdf = v.strictObject({
  name: v.literal('argon2id'),
  memory: count(19_456, 1_048_576),
  passes: count(1, 64),
  lanes: count(1, 16),
  salt: bytes(16),
});
const fresh = v.strictObject({ kdf, key });
/** In characters; what makes a backup too large is said by its reader. */
const text = v.pipe(v.string(), v.maxLength(64_000_000));

export const custodyInputs: {
  readonly [K in keyof CustodyCalls]: v.GenericSchema<unknown, Parameters<CustodyCalls[K]>[0]>;
} = {
  'lock.params': none,
  'lock.unlock': v.strictObject({ key, upgrade: v.exactOptional(fresh) }),
  'lock.unlockByPasskey': v.strictObject({ id: bytes(1, 1100), key }),
  'lock.now': none,
  'lock.set': v.strictObject({ current: v.exactOptional(key), next: fresh }),
  'lock.remove': v.strictObject({ current: key }),
  'lock.addPasskey': v.strictObject({
    current: key,
    id: bytes(1, 1100),
    salt: bytes(32),
    key,
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
  }),
  'lock.removePasskey': v.strictObject({ id: bytes(1, 1100) }),
  'lock.settings': v.strictObject({
    minutes: v.exactOptional(v.picklist([0, 1, 5, 15, 30, 60, 240])),
    onSystemLock: v.exactOptional(v.boolean()),
  }),
  'lock.olderSeen': none,
  'mark.draw': none,
  'backup.make': v.strictObject({ kdf, key, ids: v.exactOptional(ids), move: v.exactOptional(v.literal(true)) }),
  'backup.forget': v.strictObject({ moveId: id }),
  'backup.handed': v.strictObject({ moveId: id }),
  'backup.keep': v.strictObject({ moveId: id }),
  'backup.read': v.strictObject({ text, key }),
  'backup.restore': v.strictObject({ text, key, accounts: ids, services: ids, permits: v.boolean(), sites: v.boolean() }),
  'settings.export': none,
  'health.check': v.strictObject({
    name: v.picklist(['vault', 'keys', 'storage', 'redirect', 'alarms', 'clock', 'hosts', 'services', 'actions', 'update']),
    serviceId: v.exactOptional(id),
  }),
  'health.services': none,
  'health.repair': v.strictObject({ repair: v.picklist(['damaged', 'alarms', 'actions']) }),
  'health.report': none,
  'forget.everything': none,
  'vault.lostSeen': none,
  'actions.dismiss': v.strictObject({ id }),
};
