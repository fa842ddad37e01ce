/** Who signs a call: the account itself, or the one through which a connector is reached. Then both say where the call may go. */
import { reaches } from '../accounts/broker';
import { readAccount, type Account } from '../accounts/opened';
import { contextFor } from '../accounts/ports';
import { needsSignIn } from '../accounts/renew';
import { CountersignError, isCoded } from '../core/errors';
import type { Outgoing } from '../core/protocol';
import { callTarget } from '../core/target';
import { protocolOf } from '../protocols/protocols';
import type { Ports } from './ports';

export interface Through {
  /** The account whose secret signs, renews and may die. */
  readonly signer: Account;
  /** A URL that every account on the way lets through. @throws CountersignError `invalid_input`, `outside_api_hosts`, `sign_in_endpoint` */
  target(url: string): URL;
  /** The request as the signer is to sign it. @throws CountersignError `outside_connector` */
  dress(request: Outgoing): Promise<Outgoing>;
}

/** @throws CountersignError `needs_sign_in`, for the connector or about the service through which it is reached */
export async function throughOf(ports: Ports, account: Account): Promise<Through> {
  const { row, box } = account;
  const { service } = box;
  const target = (url: string): URL => callTarget(url, service, box.apiHosts);
  if (service.protocol !== 'brokered') return { signer: account, target, dress: async (request) => request };
  if (row.state !== 'fine') throw needsSignIn(row);
  const signer = await parentOf(ports, row.parentId);
  // By the entries that are sealed into both accounts: the parent's secret goes nowhere that it could not go without the connector.
  if (!signer || !reaches(signer, service)) throw new CountersignError('needs_sign_in', { about: service.name });
  if (signer.row.state !== 'fine') throw new CountersignError('needs_sign_in', { about: signer.box.service.name });
  const context = contextFor(ports, service, { serviceId: service.id, clientId: '', clientSecret: '' }, undefined);
  const held = { secret: box.secret, facts: row.facts, notes: row.notes };
  return {
    signer,
    target: (url) => callTarget(target(url).href, signer.box.service, signer.box.apiHosts),
    dress: (request) => protocolOf(service).sign(context, held, request),
  };
}

async function parentOf(ports: Ports, id: string | undefined): Promise<Account | undefined> {
  if (id === undefined) return undefined;
  return readAccount(ports, id).catch((error: unknown) => {
    if (isCoded(error) && error.code === 'unknown_account') return undefined;
    throw error;
  });
}
