/** Makes a backup: gathers what belongs into it, by the rules of what may be in two places at once, and seals it. */
import type { BackupHead } from '../core/backup';
import type { AccountInBackup, AppInBackup, BackupContent, PermitInBackup } from '../core/backup-content';
import { backupVersion } from '../core/backup-head';
import { checkpoint } from '../core/checkpoint';
import type { Kdf } from '../core/lock';
import { checkedBackup } from '../services/backup-schema';
import { writeBackup } from '../vault/backup-file';
import { beginMove } from '../vault/backup-move';
import {
  appSecret,
  chosenRows,
  noteBackup,
  openForBackup,
  readRows,
  type OpenedAccount,
  type VaultRows,
} from '../vault/backup-rows';
import type { AccountRow, AppRow, PermitRow } from '../vault/rows';
import type { Vault } from '../vault/vault';
import { withoutSecret } from './backup-rules';
import type { Ports } from './ports';

export interface Wish {
  readonly kdf: Kdf;
  /** 32 bytes in base64url. */
  readonly key: string;
  /** Chosen accounts; everything unless told. */
  readonly ids?: readonly string[];
  readonly move?: true;
}

/**
 * @returns the file's text; of a move, also the id by which it is ended
 * @throws CountersignError `locked`, `invalid_input` for an account that is not there
 */
export async function makeBackup(
  { vault, clock }: Pick<Ports, 'vault' | 'clock'>,
  { kdf, key, ids, move }: Wish,
): Promise<{ text: string; createdAt: number; moveId?: string }> {
  const rows = await readRows(vault);
  const chosen = chosenRows(rows, ids);
  const createdAt = clock.now();
  const opened: OpenedAccount[] = [];
  for (const row of chosen) opened.push(...[await openForBackup(vault, row, rows.services)].filter((one) => one !== undefined));
  const accounts = opened.map((one) => inBackup(one, move === true));
  const content: BackupContent = {
    moved: move === true,
    accounts,
    ...(await belongings(vault, rows, ids && chosen, createdAt)),
  };
  const head: BackupHead = { countersign: 'backup', version: backupVersion, createdAt, kdf };
  const text = await writeBackup(head, key, { ...checkedBackup(content) }); // what is written can be read
  if (!move) {
    if (!ids) await noteBackup(vault, createdAt);
    return { text, createdAt };
  }
  const moveId = crypto.randomUUID();
  const leaving = new Set(accounts.filter(({ secret }) => secret).map(({ id }) => id));
  await beginMove(
    vault,
    moveId,
    chosen.filter(({ id }) => leaving.has(id)),
    createdAt,
  );
  await checkpoint('move:written');
  return { text, createdAt, moveId };
}

function inBackup({ row, box, damaged }: OpenedAccount, move: boolean): AccountInBackup {
  const { id, label, subject, parentId, way, signedInAt, usedAt, renewals, facts } = row;
  const without = damaged ? 'ended' : withoutSecret(row, box.service.protocol, move);
  return {
    id,
    label,
    ...(subject !== undefined && { subject }),
    ...(parentId !== undefined && { parentId }),
    ...(row.appId !== undefined && { app: row.clientId }),
    ...(way && { way }),
    signedInAt,
    ...(usedAt !== undefined && { usedAt }),
    renewals,
    facts,
    service: { ...box.service, id: row.serviceId },
    apiHosts: box.apiHosts,
    ...(without ? { without } : { secret: box.secret }),
  };
}

/** What goes along: of everything, all of it; of chosen accounts, what is theirs. */
async function belongings(
  vault: Vault,
  { apps, services, permits, sites }: VaultRows,
  chosen: readonly AccountRow[] | undefined,
  now: number,
): Promise<Pick<BackupContent, 'apps' | 'services' | 'permits' | 'sites'>> {
  const of = <T>(pick: (row: AccountRow) => T): ReadonlySet<T> | undefined => chosen && new Set(chosen.map(pick));
  const [ids, appIds, serviceIds] = [of(({ id }) => id), of(({ appId }) => appId), of(({ serviceId }) => serviceId)];
  const lasting = permits
    .filter(({ accountId }) => ids?.has(accountId) ?? true)
    .filter((row) => goesAlong(row, now))
    .map(permitInBackup);
  const callers = new Set(lasting.map(({ caller }) => (caller.kind === 'site' ? caller.origin : '')));
  const sealedApps = apps.filter(({ id }) => appIds?.has(id) ?? true);
  const openApps: AppInBackup[] = [];
  for (const row of sealedApps) openApps.push(appInBackup(row, await appSecret(vault, row)));
  return {
    apps: openApps,
    services: services
      .filter(({ id }) => serviceIds?.has(id) ?? true)
      .map(({ service, source }) => ({ service, ...(source && { source }) })),
    permits: lasting,
    sites: sites
      .filter(({ origin, off, noted }) => !off && !noted && (!chosen || callers.has(origin)))
      .map(({ origin, enabledAt }) => ({ origin, enabledAt })),
  };
}

/** Those of this browser's session, and of its containers, mean nothing elsewhere. */
function goesAlong(row: PermitRow, now: number): row is PermitRow & { readonly lasting: 'day' | 'always' } {
  const { lasting, endedAt, until = Infinity, caller } = row;
  const isContained = caller.kind === 'site' && caller.container !== undefined;
  return (lasting === 'day' || lasting === 'always') && endedAt === undefined && until > now && !isContained;
}

function permitInBackup(row: PermitRow & { readonly lasting: 'day' | 'always' }): PermitInBackup {
  const { callerKey: _, session: __, endedAt: ___, spent: ____, ...permit } = row;
  return permit;
}

function appInBackup(row: AppRow, clientSecret: string): AppInBackup {
  const { id: _, hasSecret: __, sealed: ___, ...open } = row;
  return { ...open, clientSecret };
}
