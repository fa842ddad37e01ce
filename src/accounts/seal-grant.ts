/** The last step of a sign-in: whose account this is, and its secret into the vault, in one durable write. */
import { CountersignError, toProblem } from '../core/errors';
import type { Step } from '../core/protocol';
import type { Origin } from '../core/words';
import { openAccount, sealAccount } from '../vault/accounts';
import { broughtApp, clientIdOf } from '../vault/apps';
import type { SignInBox } from '../vault/journal';
import { hasOwnKey } from '../vault/own-keys';
import type { AccountRow, SignInRow } from '../vault/rows';
import type { Database } from '../vault/schema';
import type { Ports } from './ports';

/**
 * Seals a grant into the account it belongs to: the same subject updates its account, another subject is another account.
 * A service that tells no subject updates only the account that was to be signed in again.
 */
export async function sealGrant(
  ports: Ports,
  row: SignInRow,
  box: SignInBox,
  { grant, app: brought }: Extract<Step, { do: 'done' }>,
): Promise<void> {
  const { vault, clock } = ports;
  const { db } = vault;
  const { facts } = grant;
  const expected = row.accountId ? await db.accounts.get(row.accountId) : undefined;
  const known = await knownAccount(ports, row.serviceId, facts.subject, expected);
  const otherPerson = expected !== undefined && known?.id !== expected.id;
  const id = known?.id ?? crypto.randomUUID();
  const apiHosts = [...new Set([...box.service.apiHosts, ...(facts.apiHosts ?? [])])];
  const app = brought && (await broughtApp(vault, { ...brought, serviceId: row.serviceId }));
  const appId = app?.id ?? box.appId;
  const before = known && (await openAccount(vault, known).catch(unlessDamaged));
  const ownsKey = await hasOwnKey(vault, row.id);
  const sealed = await sealAccount(vault, id, { secret: grant.secret, service: box.service, apiHosts });
  const label = facts.label ?? facts.subject ?? box.service.name;
  const granted = facts.scopes ?? [];
  const account: AccountRow = {
    id,
    serviceId: row.serviceId,
    ...(appId !== undefined && { appId }),
    clientId: app?.clientId ?? (appId === undefined ? '' : await clientIdOf(vault, appId)),
    label,
    ...(facts.subject !== undefined && { subject: facts.subject }),
    ...(box.way && { way: box.way }),
    ...(row.parentId !== undefined && { parentId: row.parentId }),
    ...(ownsKey && { keyId: row.id }),
    state: 'fine',
    signedInAt: clock.now(),
    renewals: 0,
    facts,
    notes: {},
    sealed,
  };
  const { wait: _, sealed: __, ...open } = row;
  const result = {
    accountId: id,
    label,
    granted,
    notGranted: facts.scopes ? (facts.asked ?? []).filter((scope) => !granted.includes(scope)) : [], // untold is not refused
    otherPerson,
  };
  await db.transaction('rw', db.accounts, db.journal, db.apps, db.keys, db.permits, async () => {
    const now = await db.journal.get(row.id);
    if (now?.state !== 'running') throw new CountersignError('sign_in_stopped');
    if (app) await db.apps.put(app);
    await db.accounts.put(account);
    if (before && apiHosts.some((origin) => !before.apiHosts.includes(origin))) await keepToHosts(db, id, before.apiHosts);
    if (known?.keyId !== undefined && known.keyId !== account.keyId) await db.keys.delete(known.keyId);
    await db.journal.put({ ...open, state: 'done', stage: 'seal', since: clock.now(), result });
  });
  vault.changed();
}

/** What can't be opened any more is replaced by what the user has signed in to now. */
function unlessDamaged(error: unknown): undefined {
  if (toProblem(error).code !== 'record_damaged') throw error;
}

/** An API host that the account gets now lies outside the permits that were given before: they go on for the hosts that it had. */
async function keepToHosts({ permits }: Database, accountId: string, hosts: readonly Origin[]): Promise<void> {
  await permits.where({ accountId }).modify((permit: { hosts?: readonly Origin[] }) => {
    permit.hosts ??= hosts;
  });
}

async function knownAccount(
  ports: Ports,
  serviceId: string,
  subject: string | undefined,
  expected: AccountRow | undefined,
): Promise<AccountRow | undefined> {
  if (subject === undefined) return expected;
  if (expected && expected.subject === undefined) return expected;
  return ports.vault.db.accounts.where({ serviceId, subject }).first();
}
