/** The account through which a connector is reached: which ones there are, and requests that it signs for a connector's sign-in. */
import { isBrokerOf } from '../core/broker';
import type { BrokeredService } from '../core/brokered-service';
import { CountersignError, toProblem } from '../core/errors';
import { firstBytes } from '../core/first-bytes';
import type { Incoming, Outgoing } from '../core/protocol';
import { targetOf } from '../core/target';
import { protocolOf } from '../protocols/protocols';
import { update } from '../vault/accounts';
import type { AccountRow } from '../vault/rows';
import { openFresh, readAccount, usable, type Account, type Opened } from './opened';
import { sendToEndpoint, type Ports } from './ports';
import { needsSignIn, renew, requireSignIn } from './renew';

/**
 * The account through which a sign-in goes.
 * @param wanted the one that the user chose
 * @param before the one that it went through the last time
 * @throws CountersignError `broker_missing` where there is none; `invalid_input` where the one that was chosen is none of them, or the choice is open
 */
export async function brokerAccount(
  ports: Pick<Ports, 'vault' | 'unstored'>,
  service: BrokeredService,
  wanted: string | undefined,
  before: string | undefined,
): Promise<AccountRow> {
  const { db } = ports.vault;
  const brokers = (await db.services.toArray()).filter((row) => isBrokerOf(service, row)).map(({ id }) => id);
  const rows = await db.accounts.where('serviceId').anyOf(brokers).toArray();
  const fitting: AccountRow[] = [];
  for (const row of rows) if (reaches(await readAccount(ports, row.id), service)) fitting.push(row);
  if (fitting.length === 0) throw new CountersignError('broker_missing', { about: service.name });
  const chosen =
    fitting.find(({ id }) => id === wanted) ?? (wanted === undefined ? fitting.find(({ id }) => id === before) : undefined);
  const [only] = wanted === undefined && fitting.length === 1 ? fitting : [];
  const row = chosen ?? only;
  if (!row) throw new CountersignError('invalid_input', { about: 'parentId' });
  return row;
}

/** Whether all that a connector needs lies on hosts which the account's secret may go to, by the entry that is sealed into it. */
export function reaches({ box }: Account, { apiHosts }: BrokeredService): boolean {
  return box.service.protocol !== 'brokered' && apiHosts.every((origin) => box.apiHosts.includes(origin));
}

/**
 * One request signed by the broker's account, renewed first where it has to be.
 * @throws CountersignError `broker_missing`, `broker_needs_sign_in`, `renewal_failed`, `outside_api_hosts`, `sign_in_endpoint`
 * @throws TypeError when the service cannot be reached, as `fetch` does
 */
export async function asBroker(ports: Ports, id: string, request: Outgoing): Promise<Response> {
  const account = await readAccount(ports, id).catch((error: unknown) => {
    throw toProblem(error).code === 'unknown_account' ? new CountersignError('broker_missing') : error;
  });
  const { service, apiHosts } = account.box;
  targetOf(request.url.href, service, apiHosts);
  try {
    return await signed(ports, await openFresh(ports, account), request);
  } catch (error) {
    const { code, message: _, at: __, ...details } = toProblem(error);
    if (code !== 'needs_sign_in') throw error;
    throw new CountersignError('broker_needs_sign_in', { ...details, about: service.name });
  }
}

async function signed(ports: Ports, first: Opened, request: Outgoing): Promise<Response> {
  let opened = first;
  for (let again = true; ; again = false) {
    const { row, context, held } = opened;
    const protocol = protocolOf(context.service);
    const sent = await protocol.sign(context, held, request);
    const response = await sendToEndpoint(ports.fetch, sent);
    const reaction = await protocol.react(context, held, sent, incoming(response));
    if (reaction.do === 'sign-in-again') {
      await requireSignIn(ports, row, reaction.problem);
      throw needsSignIn({ ...row, problem: reaction.problem });
    }
    if (reaction.do === 'deliver' || !again) {
      if (reaction.do === 'deliver' && reaction.notes) await learn(ports, row.id, reaction.notes);
      return response;
    }
    if (reaction.do === 'renew') await renew(ports, row.id, { issuedAt: held.facts.issuedAt });
    else await learn(ports, row.id, reaction.notes);
    opened = await usable(ports, await readAccount(ports, row.id));
  }
}

function incoming(response: Response): Incoming {
  const { status, headers } = response;
  return { status, headers, peek: (bytes) => firstBytes(response.clone(), bytes) };
}

/** What the account's answers taught about its service: a clock, a nonce. */
export async function learn(ports: Pick<Ports, 'vault'>, id: string, notes: object): Promise<void> {
  await update(ports.vault, id, (row) => Object.assign(row.notes, notes));
}
