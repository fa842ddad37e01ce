/** The end of an account's access at its service: asked for between two checkpoints, and how it is told. */
import { CountersignError, toProblem } from '../core/errors';
import type { Ended } from '../core/action';
import { checkpoint } from '../core/checkpoint';
import { isNoAnswer } from '../core/no-answer';
import { endingPageOf } from '../core/keys-page';
import type { Service } from '../core/service';
import { protocolOf } from '../protocols/protocols';
import { isRevocable } from '../services/places';
import { openAccount, type AccountBox } from '../vault/accounts';
import { openApp } from '../vault/apps';
import type { AccountRow } from '../vault/rows';
import { contextFor, type Ports } from './ports';

/**
 * Asks the service to end an account's access. The account must not be renewed meanwhile. To be asked twice does no harm: what is dead
 * already is what was asked for.
 * @throws CountersignError with the service's answer, or `service_unreachable`
 */
export async function endAtService(ports: Ports, row: AccountRow, box: AccountBox): Promise<'revoked' | 'unsupported'> {
  const protocol = protocolOf(box.service);
  if (!protocol.revoke) return 'unsupported';
  const context = contextFor(ports, box.service, await openApp(ports.vault, row.appId, row.serviceId), row.keyId);
  await checkpoint('revoke:journalled');
  const outcome = await protocol
    .revoke(context, { secret: box.secret, facts: row.facts, notes: row.notes })
    .catch((error: unknown) => {
      throw isNoAnswer(error) ? new CountersignError('service_unreachable', { about: box.service.name }) : error;
    });
  await checkpoint('revoke:answered');
  return outcome;
}

/**
 * The same, with every outcome as data. An account whose secret cannot be opened is told as one that could not be revoked.
 * @param unasked the vault is locked, and nobody waits until it is open
 * @throws CountersignError `locked` when the vault was locked just now
 */
export async function tryToEnd(ports: Ports, row: AccountRow, unasked: boolean): Promise<Ended> {
  const service = await serviceOf(ports, row);
  const said = (revoked: Ended['revoked'], problem?: Ended['problem']): Ended =>
    toldOf(row, service, { revoked, wiped: true, ...(problem && { problem }) });
  if (row.state === 'revoked') return said('already');
  if (unasked && service && !isRevocable(service)) return said('unsupported');
  if (unasked) return said('failed', new CountersignError('locked').problem);
  try {
    return said(await endAtService(ports, row, await openAccount(ports.vault, row)));
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code === 'locked') throw error;
    return said('failed', problem);
  }
}

/** What became of an account, without any secret. Where it goes on at the service, the page there that tells how to end it. */
export function toldOf(
  row: AccountRow,
  service: Service | undefined,
  { revoked, ...more }: Pick<Ended, 'revoked' | 'wiped' | 'problem'>,
): Ended {
  const page = revoked === 'failed' || revoked === 'unsupported' ? service && endingPageOf(service) : undefined;
  return { label: row.label, serviceName: service?.name ?? row.serviceId, revoked, ...more, ...(page && { keysPage: page }) };
}

/** The entry with which an account was signed in; while that cannot be opened, the one that is in use. */
export async function serviceOf({ vault }: Pick<Ports, 'vault'>, row: AccountRow): Promise<Service | undefined> {
  try {
    return (await openAccount(vault, row)).service;
  } catch {
    return (await vault.db.services.get(row.serviceId))?.service;
  }
}
