/** Signs, sends and reacts, as often as it takes to have an answer for the caller: a renewal, a clock, a redirect. */
import { isRenewing, needsSignIn, renew, renewsAt, requireSignIn, restsUntil } from '../accounts/renew';
import { contextFor } from '../accounts/ports';
import { checkpoint } from '../core/checkpoint';
import { CountersignError, toProblem, type Details } from '../core/errors';
import { quoterOf } from '../core/quoted';
import type { Context, Held, Incoming, Outgoing } from '../core/protocol';
import type { Caller } from '../core/words';
import { isOwnNetwork } from '../core/urls';
import { checkReach } from '../permits/check';
import { protocolOf } from '../protocols/protocols';
import { accountRow, openAccount, update, type AccountBox } from '../vault/accounts';
import { openApp } from '../vault/apps';
import type { AccountRow, PermitRow } from '../vault/schema';
import { incomingHeaders, outgoingHeaders } from './headers';
import { look } from './incoming';
import { noteTrace } from './lens';
import type { Answer, Call, Ports } from './ports';
import { ledOut, mostRedirects, redirected } from './redirects';
import { targetOf } from './target';

/** Bytes of a refusal's body that its caller gets with the error. */
const bodyBytes = 4096;

/** An account opened for one call. */
interface Opened {
  readonly row: AccountRow;
  readonly context: Context;
  readonly held: Held;
  readonly apiHosts: readonly string[];
}

type Right = { readonly caller: Caller; readonly accountId: string; readonly permit?: PermitRow | undefined };

/** @throws CountersignError with the reason; nothing was sent unless the reason is the service's or the network's */
export async function send(
  ports: Ports,
  { caller, accountId: id, permit }: Right,
  call: Call,
  signal: AbortSignal,
): Promise<Omit<Answer, 'ended' | 'signal'>> {
  const account = await read(ports, id);
  let request = await plainRequest(ports, account.box, call);
  let opened = await openFresh(ports, account);
  let redirects = 0;
  for (let again = true; ;) {
    signal.throwIfAborted();
    const { context, held, apiHosts } = opened;
    const protocol = protocolOf(context.service);
    const sent = await protocol.sign(context, held, request);
    await checkpoint('call:signed');
    const { response, redirect } = await transmit(ports, sent, signal);
    const quotesSecret = quoterOf(secretsOf(opened));
    if (response.type === 'opaqueredirect') {
      if (!redirect?.location || (redirects += 1) > mostRedirects)
        throw new CountersignError('redirect_refused', { about: sent.url.host });
      request = redirected(request, sent, redirect, quotesSecret);
      if (!apiHosts.includes(request.url.origin)) throw ledOut(request.url);
      targetOf(request.url.href, context.service, apiHosts);
      if (isOwnNetwork(request.url) && !isOwnNetwork(sent.url)) throw ledOut(request.url);
      await checkHost(ports, request.url);
      if (permit) checkReach(permit, request.method, request.url);
      continue;
    }
    const looked = look(response);
    const { got, body } = looked;
    const reaction = await protocol.react(context, held, sent, got);
    noteTrace(ports, { protocol, context, held, row: opened.row, caller, sent, looked });
    if (reaction.do === 'sign-in-again') {
      await requireSignIn(ports, opened.row, reaction.problem);
      throw new CountersignError('needs_sign_in', await lastWords(got, reaction.problem, quotesSecret));
    }
    if (again && (reaction.do === 'renew' || reaction.do === 'retry')) {
      again = false;
      const said = reaction.do === 'renew' ? await lastWords(got, { status: got.status }, quotesSecret) : undefined;
      await body()?.cancel();
      if (reaction.do === 'renew') await renewOr(said, () => renew(ports, id, { issuedAt: held.facts.issuedAt }));
      else await learn(ports, id, reaction.notes);
      opened = await usable(ports, await read(ports, id));
      continue;
    }
    if (reaction.do === 'deliver' && reaction.notes) await learn(ports, id, reaction.notes);
    const statusText = quotesSecret(response.statusText) ? '' : response.statusText;
    const headers = incomingHeaders(got.headers, quotesSecret);
    return { status: got.status, statusText, headers, body: body(), ...(redirects > 0 && { url: withoutFragment(request.url) }) };
  }
}

function secretsOf({ context, held }: Opened): string[] {
  const values = [...Object.values(held.secret), context.app.clientSecret];
  return values.filter((value): value is string => typeof value === 'string' && value.length > 7);
}

/** The service said that the account's secret is dead: its status, its code and the beginning of its body go to the caller. */
async function lastWords(got: Incoming, details: Details, quotesSecret: (text: string) => boolean): Promise<Details> {
  const serviceBody = await got.peek(bodyBytes);
  return { ...details, ...(!quotesSecret(serviceBody) && { serviceBody }) };
}

/** Where no renewal helps, the caller gets what the service said to its own call. */
async function renewOr(said: Details | undefined, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const problem = toProblem(error);
    throw problem.code === 'needs_sign_in' ? new CountersignError('needs_sign_in', { ...problem, ...said }) : error;
  }
}

async function learn(ports: Ports, id: string, notes: object): Promise<void> {
  await update(ports.vault, id, (row) => Object.assign(row.notes, notes));
}

/** The caller's request, checked against the account: what is signed is made from this and from nothing else. */
async function plainRequest(ports: Ports, { service, apiHosts }: AccountBox, call: Call): Promise<Outgoing> {
  const url = targetOf(call.url, service, apiHosts);
  const headers = outgoingHeaders(call.headers, service.headers);
  await checkHost(ports, url);
  ports.wire.expect(url.origin);
  const form = /^application\/x-www-form-urlencoded\b/i.test(headers.get('content-type') ?? '');
  const body = form && call.body ? await formBody(call.body) : call.body;
  return { method: call.method, url, headers, ...(body !== undefined && { body }) };
}

/** A form's text takes part in some signatures; one that is not UTF-8 goes as the bytes that it is. */
async function formBody(body: Blob): Promise<string | Blob> {
  const text = await body.text();
  return new Blob([text]).size === body.size ? text : body;
}

async function checkHost(ports: Ports, url: URL): Promise<void> {
  if (!(await ports.hosts.granted([url.origin]))) throw new CountersignError('host_access_missing', { about: url.host });
}

interface Account {
  readonly row: AccountRow;
  readonly box: AccountBox;
}

/** An account, opened: read and decrypted once for the many calls between two changes. */
function read({ vault }: Ports, id: string): Promise<Account> {
  return vault.remember(`opened ${id}`, async () => {
    const row = await accountRow(vault, id);
    return { row, box: await openAccount(vault, row) };
  });
}

/** The account ready for use, its secret renewed first when it is about to expire. */
async function openFresh(ports: Ports, account: Account): Promise<Opened> {
  const opened = await usable(ports, account);
  const { id, facts } = opened.row;
  const due = renewsAt(facts);
  const now = ports.clock.now();
  const expired = (facts.expiresAt ?? Infinity) <= now;
  const patient = !expired && now < restsUntil(opened.row); // a try has failed, and the old secret works
  if (!isRenewing(id) && (due === undefined || now < due || patient)) return opened;
  try {
    await renew(ports, id, { issuedAt: facts.issuedAt });
  } catch (error) {
    if (expired || toProblem(error).code === 'needs_sign_in') throw error; // else the old secret still works
  }
  return usable(ports, await read(ports, id));
}

/** @throws CountersignError `needs_sign_in` */
async function usable(ports: Ports, { row, box }: Account): Promise<Opened> {
  if (row.state !== 'fine') throw needsSignIn(row);
  const app = await ports.vault.remember(`app ${row.appId ?? row.serviceId}`, () =>
    openApp(ports.vault, row.appId, row.serviceId),
  );
  const context = contextFor(ports, box.service, app, row.keyId);
  return { row, context, held: { secret: box.secret, facts: row.facts, notes: row.notes }, apiHosts: box.apiHosts };
}

/** Sends without cookies, cache or referrer. No redirect is followed by the browser: it could carry the secret elsewhere. */
async function transmit(ports: Ports, sent: Outgoing, signal: AbortSignal): ReturnType<Ports['wire']['send']> {
  try {
    return await ports.wire.send(sent.url, {
      method: sent.method,
      headers: sent.headers,
      ...(sent.body === undefined ? {} : { body: sent.body }),
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new CountersignError('network_failed', { about: sent.url.host });
  }
}

function withoutFragment(url: URL): string {
  return url.href.replace(/#.*$/, '');
}
