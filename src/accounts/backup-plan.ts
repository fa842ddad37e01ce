/** What a restore writes: the file's rows as they become here. A pure function of the file, of what is here, and of the user's choice. */
import type { AccountInBackup, BackupContent, PermitInBackup } from '../core/backup-content';
import type { Template } from '../core/catalogue';
import { callerKey } from '../core/caller';
import { CountersignError } from '../core/errors';
import type { Instant, Origin } from '../core/words';
import { hasMoved } from '../services/places';
import type { VaultRows } from '../vault/backup-rows';
import type { RestoredAccount, RestoredApp, Restoring } from '../vault/backup-write';
import type { AccountRow, PermitRow, ServiceRow } from '../vault/rows';
import { accountMeeting, current, sameHere, serviceMeeting } from './backup-meetings';

/** The vault as a backup meets it. */
export interface VaultHere extends VaultRows {
  /** API hosts of the accounts here that are also in the file. */
  readonly apiHosts: ReadonlyMap<string, readonly Origin[]>;
}

export interface Choice {
  /** Ids of the file's accounts. */
  readonly accounts: readonly string[];
  readonly services: readonly string[];
  readonly permits: boolean;
  readonly sites: boolean;
}

interface Given {
  readonly content: BackupContent;
  readonly here: VaultHere;
  readonly choice: Choice;
  readonly templates: readonly Template[];
  readonly now: Instant;
}

/** @throws CountersignError `invalid_input` for an account or service that is not in the file */
export function planRestore(given: Given): Restoring {
  const { content, choice } = given;
  known(
    choice.accounts,
    content.accounts.map(({ id }) => id),
  );
  known(
    choice.services,
    content.services.map(({ service }) => service.id),
  );
  const taken = takenAccounts(given);
  const services = takenServices(given, taken);
  const apps = takenApps(given, taken, services);
  const ids = idsHere(given, taken);
  const accounts = taken.map((account) => restored(given, account, ids, withApp(given, account, apps, services)));
  return {
    accounts,
    apps,
    services,
    permits: choice.permits ? takenPermits(given, ids, accounts) : [],
    sites: choice.sites ? takenSites(given) : [],
  };
}

function known(ids: readonly string[], all: readonly string[]): void {
  const inFile = new Set(all);
  const stranger = ids.find((id) => !inFile.has(id));
  if (stranger !== undefined) throw new CountersignError('invalid_input', { about: stranger.slice(0, 60) });
}

/** An account without a secret takes the place of none that is here. */
function takenAccounts({ content, here, choice }: Given): readonly AccountInBackup[] {
  const chosen = new Set(choice.accounts);
  return content.accounts.filter(
    (account) => chosen.has(account.id) && !accountMeeting(account, sameHere(account, here.accounts)).nothing,
  );
}

/** Those that were chosen, and those without which an account could not be signed in again. One that is here as it is in the file stays. */
function takenServices({ content, here, choice, templates }: Given, taken: readonly AccountInBackup[]): readonly ServiceRow[] {
  const chosen = new Set(choice.services);
  const needed = new Map(taken.map(({ service }) => [service.id, service]));
  const rows = content.services.map((one) => current(one, templates));
  const inFile = new Set(rows.map(({ id }) => id));
  const missing = [...needed.values()].filter(({ id }) => !inFile.has(id)).map((service) => ({ id: service.id, service }));
  return [...rows, ...missing].filter((row) => {
    const meeting = serviceMeeting(
      row,
      here.services.find(({ id }) => id === row.id),
    );
    return meeting === 'new' ? chosen.has(row.id) || needed.has(row.id) : meeting === 'different' && chosen.has(row.id);
  });
}

/**
 * The apps of what is taken. One that is here stays, unless it lacks the secret that the file has; and none comes whose service leads elsewhere
 * here than in the file: its secret would go there with the next sign-in.
 */
function takenApps(
  { content, here, choice }: Given,
  taken: readonly AccountInBackup[],
  services: readonly ServiceRow[],
): readonly RestoredApp[] {
  const wanted = new Set([...choice.services, ...taken.map(({ service }) => service.id)]);
  return content.apps.flatMap(({ clientSecret, ...app }) => {
    const id = `${app.serviceId}/${app.clientId}`;
    const before = here.apps.find((row) => row.id === id);
    const isBetter = !before || (!before.hasSecret && clientSecret !== '');
    if (!wanted.has(app.serviceId) || !isBetter) return [];
    const row = [...services, ...here.services].find((one) => one.id === app.serviceId);
    const inFile =
      content.services.find(({ service }) => service.id === app.serviceId)?.service ??
      taken.find(({ service }) => service.id === app.serviceId)?.service;
    if (!row || !inFile || (row.source?.kind !== 'catalogue' && hasMoved(inFile, row.service))) return [];
    return [{ row: { ...app, id, hasSecret: clientSecret !== '' }, clientSecret }];
  });
}

/** The id here of every account of the file that is here, or will be. */
function idsHere({ content, here }: Given, taken: readonly AccountInBackup[]): ReadonlyMap<string, string> {
  const used = new Set(here.accounts.map(({ id }) => id));
  const ids = new Map<string, string>();
  const claimed = new Set<string>();
  for (const account of content.accounts) {
    const same = sameHere(account, here.accounts);
    if (same && !claimed.has(same.id)) {
      claimed.add(same.id);
      ids.set(account.id, same.id);
    } else if (taken.includes(account)) ids.set(account.id, used.has(account.id) ? crypto.randomUUID() : account.id);
  }
  return ids;
}

/**
 * Whether an account has its app, or needs none. The secret of an app that is here goes to no place that the service here does not name: a file
 * could bring an account of this app whose own entry leads elsewhere.
 */
function withApp(
  { here }: Given,
  { app, service }: AccountInBackup,
  apps: readonly RestoredApp[],
  services: readonly ServiceRow[],
): boolean {
  const id = `${service.id}/${app}`;
  if (app === undefined || apps.some(({ row }) => row.id === id)) return true;
  const known = here.apps.find((row) => row.id === id);
  const now = [...services, ...here.services].find((row) => row.id === service.id);
  return known !== undefined && (!known.hasSecret || (now !== undefined && !hasMoved(now.service, service)));
}

function restored(
  { here, now }: Given,
  account: AccountInBackup,
  ids: ReadonlyMap<string, string>,
  hasApp: boolean,
): RestoredAccount {
  const { service, apiHosts, app, secret, without: _, parentId, subject, way, label, signedInAt, renewals, facts } = account;
  const id = ids.get(account.id) ?? account.id;
  const before = here.accounts.find((row) => row.id === id);
  const appId = app === undefined ? undefined : `${service.id}/${app}`;
  const parent = parentId === undefined ? undefined : parentHere(parentId, ids, here.accounts);
  const code = !secret || !hasApp ? 'needs_sign_in' : parentId !== undefined && !parent ? 'broker_missing' : undefined;
  const problem = code && { ...new CountersignError(code, { about: service.name }).problem, at: now };
  const usedAt = Math.max(account.usedAt ?? 0, before?.usedAt ?? 0);
  const hostsBefore = before && here.apiHosts.get(id);
  return {
    row: {
      id,
      serviceId: service.id,
      ...(hasApp && appId !== undefined && { appId }),
      clientId: app ?? '',
      label,
      ...(subject !== undefined && { subject }),
      ...(parentId !== undefined && { parentId: parent ?? parentId }),
      ...(way && { way }),
      state: problem ? 'needs-sign-in' : 'fine',
      ...(problem && { problem }),
      signedInAt,
      ...(usedAt > 0 && { usedAt }),
      renewals,
      facts,
      notes: {},
    },
    box: { secret: hasApp ? (secret ?? {}) : {}, service, apiHosts },
    ...(before && { before }),
    ...(hostsBefore && beyond(apiHosts, hostsBefore) && { keepTo: hostsBefore }),
  };
}

function parentHere(id: string, ids: ReadonlyMap<string, string>, here: readonly AccountRow[]): string | undefined {
  return ids.get(id) ?? here.find((row) => row.id === id)?.id;
}

/** Whether one list has hosts that the other has not. */
function beyond(hosts: readonly Origin[], known: readonly Origin[]): boolean {
  return hosts.some((host) => !known.includes(host));
}

/** Permits for accounts that are here afterwards, with their handles; one whose handle is here already is here itself. */
function takenPermits(
  { content, here, now }: Given,
  ids: ReadonlyMap<string, string>,
  accounts: readonly RestoredAccount[],
): readonly PermitRow[] {
  const handles = new Set(here.permits.map(({ handle }) => handle));
  const used = new Set(here.permits.map(({ id }) => id));
  return content.permits.flatMap((permit) => {
    const accountId = ids.get(permit.accountId);
    if (accountId === undefined || handles.has(permit.handle) || (permit.until ?? Infinity) <= now) return [];
    const id = used.has(permit.id) ? crypto.randomUUID() : permit.id;
    used.add(id);
    const then = content.accounts.find((account) => account.id === permit.accountId)?.apiHosts ?? [];
    const hosts = accounts.find(({ row }) => row.id === accountId)?.box.apiHosts ?? here.apiHosts.get(accountId) ?? [];
    return [{ ...narrowed(permit, hosts, then), id, accountId, callerKey: callerKey(permit.caller) }];
  });
}

/** A permit covers no host that its account did not have when it was given. */
function narrowed(permit: PermitInBackup, hosts: readonly Origin[], then: readonly Origin[]): PermitInBackup {
  return permit.hosts === undefined && beyond(hosts, then) ? { ...permit, hosts: then } : permit;
}

function takenSites({ content, here }: Given): Restoring['sites'] {
  const known = new Set(here.sites.map(({ origin }) => origin));
  return content.sites
    .filter(({ origin }) => !known.has(origin))
    .map(({ origin, enabledAt }) => ({ origin, enabledAt, refusals: 0 }));
}
