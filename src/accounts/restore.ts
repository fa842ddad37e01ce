/** Reads a backup and restores from it: looked at first, then written whole or not at all. */
import type { BackupPreview, Restored } from '../core/backup';
import type { BackupContent } from '../core/backup-content';
import { checkpoint } from '../core/checkpoint';
import type { ReadCatalogue } from '../core/ports';
import type { Origin } from '../core/words';
import { checkedBackup } from '../services/backup-schema';
import { openBackup } from '../vault/backup-file';
import { openForBackup, readRows, type VaultRows } from '../vault/backup-rows';
import { sealRestoring, writeRestoring } from '../vault/backup-write';
import type { AccountRow, SiteRow } from '../vault/rows';
import { sameHere, previewOf } from './backup-meetings';
import { planRestore, type Choice, type VaultHere } from './backup-plan';
import type { Ports as AccountPorts } from './ports';

type Ports = Pick<AccountPorts, 'vault' | 'clock' | 'hosts'> & { readonly catalogue: ReadCatalogue };

export interface BackupText {
  readonly text: string;
  /** 32 bytes in base64url. */
  readonly key: string;
}

/**
 * What is in a file, and what would change.
 * @throws CountersignError `backup_invalid`, `backup_newer`, `backup_wrong_key`, `locked`
 */
export async function readBackup(ports: Ports, file: BackupText): Promise<BackupPreview> {
  const { createdAt, content } = await contentOf(file);
  const rows = await readRows(ports.vault);
  await hostsHere(ports, content, rows.accounts, rows);
  return previewOf(content, createdAt, rows, (await ports.catalogue()).services);
}

/**
 * Takes what was chosen, in one transaction.
 * @throws CountersignError as {@link readBackup}; `invalid_input` for what is not in the file; `storage_blocked` when an account changed meanwhile
 */
export function restoreBackup(ports: Ports, file: BackupText, choice: Choice): Promise<Restored> {
  const { vault, clock, catalogue } = ports;
  return vault.during(async () => {
    const { content } = await contentOf(file);
    const rows = await readRows(vault);
    const here: VaultHere = { ...rows, apiHosts: await hostsHere(ports, content, rows.accounts, rows) };
    const templates = (await catalogue()).services;
    const plan = planRestore({ content, here, choice, templates, now: clock.now() });
    const { open, closed } = await reachable(ports, plan.sites);
    const sealed = await sealRestoring(vault, { ...plan, sites: open });
    await checkpoint('import:read');
    await writeRestoring(vault, sealed);
    await checkpoint('import:written');
    return {
      accounts: plan.accounts.length,
      needSignIn: plan.accounts
        .filter(({ row }) => row.state !== 'fine')
        .map(({ row, box }) => ({ id: row.id, label: row.label, serviceName: box.service.name, hue: box.service.hue })),
      services: plan.services.length,
      apps: plan.apps.length,
      permits: plan.permits.length,
      sites: open.length,
      closedSites: closed.map(({ origin }) => origin),
    };
  });
}

async function contentOf({ text, key }: BackupText): Promise<{ createdAt: number; content: BackupContent }> {
  const { head, content } = await openBackup(text, key);
  return { createdAt: head.createdAt, content: checkedBackup(content) };
}

/** @throws CountersignError `locked`, also where there is nothing to open: a backup is not read into a vault that is locked */
async function hostsHere(
  { vault }: Ports,
  content: BackupContent,
  accounts: readonly AccountRow[],
  { services }: VaultRows,
): Promise<ReadonlyMap<string, readonly Origin[]>> {
  await vault.seal('accounts', '', {});
  const met = content.accounts.map((account) => sameHere(account, accounts)).filter((row) => row !== undefined);
  const hosts = new Map<string, readonly Origin[]>();
  for (const row of met) hosts.set(row.id, (await openForBackup(vault, row, services))?.box.apiHosts ?? []);
  return hosts;
}

/** A site's bridge can be put only into pages that the browser lets us reach. */
async function reachable({ hosts }: Ports, sites: readonly SiteRow[]): Promise<Record<'open' | 'closed', readonly SiteRow[]>> {
  const granted = await Promise.all(sites.map(({ origin }) => hosts.granted([origin])));
  return { open: sites.filter((_, index) => granted[index]), closed: sites.filter((_, index) => !granted[index]) };
}
