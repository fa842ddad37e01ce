/** One signed request: caller → permit → account → sign → send → react → the answer, and a line in the activity. */
import { isRenewing, needsSignIn, renew, renewsAt, requireSignIn } from '../accounts/renew';
import { contextFor, type Ports as AccountPorts } from '../accounts/ports';
import { callerKey } from '../core/caller';
import { checkpoint } from '../core/checkpoint';
import { CountersignError, toProblem } from '../core/errors';
import { quoterOf } from '../core/quoted';
import type { Context, Held, Outgoing } from '../core/protocol';
import type { Caller } from '../core/words';
import { checkPermit } from '../permits/check';
import { protocolOf } from '../protocols/protocols';
import { accountRow, openAccount, update } from '../vault/accounts';
import { noteActivity } from '../vault/activity';
import { openApp } from '../vault/apps';
import type { AccountRow } from '../vault/schema';
import { endOfRight } from './end-of-right';
import { incomingHeaders, outgoingHeaders } from './headers';
import { look } from './incoming';
import { targetOf } from './target';

export type Ports = AccountPorts;

export interface Call {
  readonly handle: string;
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Blob | undefined;
}

export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: [string, string][];
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

/** An account opened for one call. */
interface Opened {
  readonly row: AccountRow;
  readonly context: Context;
  readonly held: Held;
  readonly apiHosts: readonly string[];
}

/**
 * Makes a caller's request with the account's signature.
 * @throws CountersignError with the reason; nothing was sent unless the reason is the service's or the network's
 */
export async function signedCall(ports: Ports, caller: Caller, call: Call, stop: AbortSignal): Promise<Answer> {
  const { accountId, permitId } = await accountFor(ports, caller, call).catch(async (error: unknown) => {
    await noteRefusal(ports, caller, call, toProblem(error).code);
    throw error;
  });
  const signal = AbortSignal.any([stop, endOfRight(ports.vault, { accountId, permitId, method: call.method }, stop)]);
  const started = ports.clock.now();
  const renewedBefore = (await accountRow(ports.vault, accountId)).renewals;
  const note = async (answer: number | string): Promise<void> => {
    const row = await ports.vault.db.accounts.get(accountId);
    const took = ports.clock.now() - started;
    const renewed = row !== undefined && row.renewals !== renewedBefore;
    noteActivity(ports.vault, {
      at: started,
      caller,
      accountId,
      method: call.method,
      ...placeOf(call.url),
      answer,
      took,
      sent: 0,
      received: 0,
      renewed,
    });
  };
  try {
    const answer = await send(ports, accountId, call, signal);
    await note(answer.status);
    return answer;
  } catch (error) {
    const failure = stop.aborted ? 'aborted' : toProblem(error).code;
    await note(failure);
    throw error;
  }
}

/** A call that its permit does not cover stands in the activity too; one with a handle that is not the caller's has no account to stand with. */
async function noteRefusal(ports: Ports, caller: Caller, call: Call, answer: string): Promise<void> {
  const permit = await ports.vault.db.permits.where({ handle: call.handle }).first();
  if (permit?.callerKey !== callerKey(caller)) return;
  const { accountId } = permit;
  const at = ports.clock.now();
  noteActivity(ports.vault, {
    at,
    caller,
    accountId,
    method: call.method,
    ...placeOf(call.url),
    answer,
    took: 0,
    sent: 0,
    received: 0,
    renewed: false,
  });
}

/** Which account a handle stands for. Our own pages name the account itself. */
async function accountFor(ports: Ports, caller: Caller, call: Call): Promise<{ accountId: string; permitId?: string }> {
  if (caller.kind === 'own') return { accountId: (await accountRow(ports.vault, call.handle)).id };
  if (!URL.canParse(call.url)) throw new CountersignError('invalid_input', { about: 'URL' });
  const permit = await checkPermit(ports, caller, call.handle, call.method, new URL(call.url));
  return { accountId: permit.accountId, permitId: permit.id };
}

async function send(ports: Ports, id: string, call: Call, signal: AbortSignal): Promise<Answer> {
  const request = await plainRequest(ports, id, call);
  let opened = await openFresh(ports, id);
  for (let turn = 0; ; turn += 1) {
    const { context, held } = opened;
    const protocol = protocolOf(context.service);
    const sent = await protocol.sign(context, held, request);
    await checkpoint('call:signed');
    const response = await transmit(ports, sent, signal);
    const { got, body } = look(response);
    const reaction = await protocol.react(context, held, sent, got);
    const again = turn === 0;
    if (reaction.do === 'sign-in-again') {
      await requireSignIn(ports, id, reaction.problem);
      throw new CountersignError('needs_sign_in', { ...reaction.problem });
    }
    if (again && (reaction.do === 'renew' || reaction.do === 'retry')) {
      await body?.cancel();
      if (reaction.do === 'renew') await renew(ports, id, { issuedAt: held.facts.issuedAt });
      else await update(ports.vault, id, (row) => Object.assign(row.notes, reaction.notes));
      opened = await open(ports, id);
      continue;
    }
    const secrets = [...Object.values(held.secret), context.app.clientSecret].filter(
      (value) => typeof value === 'string' && value.length > 7,
    ) as string[];
    const quotesSecret = quoterOf(secrets);
    const statusText = quotesSecret(response.statusText) ? '' : response.statusText;
    return { status: got.status, statusText, headers: incomingHeaders(got.headers, quotesSecret), body };
  }
}

/** The caller's request, checked against the account: what is signed is made from this and from nothing else. */
async function plainRequest(ports: Ports, id: string, call: Call): Promise<Outgoing> {
  const { service, apiHosts } = await openAccount(ports.vault, await accountRow(ports.vault, id));
  const url = targetOf(call.url, service, apiHosts);
  const headers = outgoingHeaders(call.headers);
  if (!(await ports.hosts.granted([url.origin]))) throw new CountersignError('host_access_missing', { about: url.host });
  const form = /^application\/x-www-form-urlencoded\b/i.test(headers.get('content-type') ?? '');
  const body = form ? await call.body?.text() : call.body; // a form's text takes part in some signatures
  return { method: call.method, url, headers, ...(body !== undefined && { body }) };
}

/** Opens the account, renewing its secret first when it is about to expire. */
async function openFresh(ports: Ports, id: string): Promise<Opened> {
  const opened = await open(ports, id);
  const due = renewsAt(opened.row.facts);
  if (!isRenewing(id) && (due === undefined || ports.clock.now() < due)) return opened;
  const expired = (opened.row.facts.expiresAt ?? Infinity) <= ports.clock.now();
  try {
    await renew(ports, id, { issuedAt: opened.row.facts.issuedAt });
  } catch (error) {
    if (expired || toProblem(error).code === 'needs_sign_in') throw error; // else the old secret still works
  }
  return open(ports, id);
}

async function open(ports: Ports, id: string): Promise<Opened> {
  const row = await accountRow(ports.vault, id);
  if (row.state !== 'fine') throw needsSignIn(row);
  const box = await openAccount(ports.vault, row);
  const context = contextFor(ports, box.service, await openApp(ports.vault, row.appId));
  return { row, context, held: { secret: box.secret, facts: row.facts, notes: row.notes }, apiHosts: box.apiHosts };
}

/** Sends without cookies, cache or referrer. A redirect is not followed: it could carry the secret elsewhere. */
async function transmit(ports: Ports, sent: Outgoing, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await ports.fetch(sent.url, {
      method: sent.method,
      headers: sent.headers,
      ...(sent.body === undefined ? {} : { body: sent.body }),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new CountersignError('network_failed', { about: sent.url.host });
  }
  if (response.type === 'opaqueredirect') throw new CountersignError('redirect_refused', { about: sent.url.host });
  return response;
}

/** The place for the activity: never the query, which may hold anything. */
function placeOf(url: string): { host: string; path: string } {
  if (!URL.canParse(url)) return { host: '', path: '' };
  const { host, pathname } = new URL(url);
  return { host, path: pathname.slice(0, 300) };
}
