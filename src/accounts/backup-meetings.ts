/** How what a backup holds meets what is here, and which of the two stays. Pure functions: the preview shows what the restore does. */
import type { BackupAccount, BackupPreview, ServiceMeeting } from '../core/backup';
import type { AccountInBackup, BackupContent, ServiceInBackup } from '../core/backup-content';
import { callerKey } from '../core/caller';
import type { Template } from '../core/catalogue';
import { updated } from '../services/in-use';
import { canonical } from '../services/places';
import type { AccountRow, ServiceRow } from '../vault/rows';

/** The account here that is the same person at the same service; where the service tells no subject, the same account. */
export function sameHere(account: AccountInBackup, here: readonly AccountRow[]): AccountRow | undefined {
  const { id, subject, service } = account;
  const atService = here.filter((row) => row.serviceId === service.id);
  const person = subject === undefined ? undefined : atService.find((row) => row.subject === subject);
  return person ?? atService.find((row) => row.id === id && (row.subject === undefined || row.subject === subject));
}

/** When an account's secret was issued. */
function issued({ signedInAt, facts }: Pick<AccountRow, 'signedInAt' | 'facts'>): number {
  return Math.max(signedInAt, facts.issuedAt ?? 0);
}

export function accountMeeting(account: AccountInBackup, row: AccountRow | undefined): BackupAccount {
  const { id, label, service, secret } = account;
  const at = issued(account);
  const atHere = row && issued(row);
  const meeting = atHere === undefined ? 'new' : atHere === at ? 'same' : atHere > at ? 'newer-here' : 'older-here';
  const nothing = row !== undefined && secret === undefined;
  const mends = meeting === 'same' && row?.state !== 'fine';
  const wins = !nothing && (meeting === 'new' || meeting === 'older-here' || mends) ? 'file' : 'here';
  return {
    id,
    label,
    serviceId: service.id,
    serviceName: service.name,
    hue: service.hue,
    secret: secret ? 'kept' : 'sign-in',
    meeting,
    wins,
    ...(nothing && { nothing }),
    at,
    ...(atHere !== undefined && { atHere }),
  };
}

/** A service of the catalogue is as this version's catalogue has it, whatever the file says of it. */
export function current(one: ServiceInBackup, templates: readonly Template[]): ServiceRow {
  const row: ServiceRow = { id: one.service.id, service: one.service, ...(one.source && { source: one.source }) };
  const [now = row] = updated([row], templates);
  return now;
}

export function serviceMeeting(row: ServiceRow, here: ServiceRow | undefined): ServiceMeeting {
  if (!here) return 'new';
  return canonical(here.service) === canonical(row.service) ? 'same' : 'different';
}

export function previewOf(
  content: BackupContent,
  createdAt: number,
  here: { readonly accounts: readonly AccountRow[]; readonly services: readonly ServiceRow[] },
  templates: readonly Template[],
): BackupPreview {
  return {
    createdAt,
    moved: content.moved,
    accounts: content.accounts.map((account) => accountMeeting(account, sameHere(account, here.accounts))),
    services: content.services.map((one) => {
      const row = current(one, templates);
      const { id, name, hue } = row.service;
      const meeting = serviceMeeting(
        row,
        here.services.find((other) => other.id === id),
      );
      return { id, name, hue, meeting };
    }),
    apps: content.apps.filter(({ clientId }) => clientId !== '').length,
    permits: content.permits.length,
    callers: [...new Map(content.permits.map(({ caller }) => [callerKey(caller), caller])).values()],
    sites: content.sites.length,
  };
}
