/**
 * The versions of the database. One that was released is never changed: a new one is added at the end, with its snapshot in
 * test/vault-snapshots (CONTRIBUTING.md tells how).
 */
export const versions: readonly (readonly [number, Readonly<Record<string, string | null>>])[] = [
  [
    1,
    {
      keys: 'id',
      settings: 'id',
      services: 'id',
      apps: 'id, serviceId',
      accounts: 'id, serviceId, [serviceId+subject]',
      journal: 'id, state',
      permits: 'id, &handle, callerKey, accountId',
      sites: 'origin',
      asks: 'id, callerKey',
      activity: '++id, accountId, callerKey, at',
    },
  ],
  [2, { activity: '++id, at, [callerKey+at], [accountId+at], [callerKey+accountId+at]' }],
  [3, { keyring: 'id', actions: 'id' }],
];

export const schemaVersion = Math.max(...versions.map(([version]) => version));
