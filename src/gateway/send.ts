/** Signs, sends and reacts, as often as it takes to have an answer for the caller: a renewal, a clock, a redirect. */
import { learn } from '../accounts/broker';
import { openFresh, readAccount, usable, type Account, type Opened } from '../accounts/opened';
import { renew, requireSignIn } from '../accounts/renew';
import { checkpoint } from '../core/checkpoint';
import { CountersignError, isStorageProblem, toProblem, type Details } from '../core/errors';
import { quoterOf } from '../core/quoted';
import type { Incoming, Outgoing } from '../core/protocol';
import type { Caller } from '../core/words';
import { isOwnNetwork } from '../core/urls';
import { checkReach } from '../permits/check';
import { protocolOf } from '../protocols/protocols';
import type { PermitRow } from '../vault/rows';
import { incomingHeaders, outgoingHeaders } from './headers';
import { look } from './incoming';
import { noteTrace } from './lens';
import type { Answer, Call, Ports } from './ports';
import { ledOut, mostRedirects, redirected } from './redirects';
import { throughOf, type Through } from './through';

/** Bytes of a refusal's body that its caller gets with the error. */
const bodyBytes = 4096;

type Right = { readonly caller: Caller; readonly permit?: PermitRow | undefined };

/** A call whose account is open, its secret fresh, and whose request was checked against it: from here on the vault may be locked. */
export interface Prepared {
  readonly account: Account;
  readonly through: Through;
  readonly request: Outgoing;
  readonly opened: Opened;
}

/** @throws CountersignError with the reason. Nothing of the call was sent */
export async function prepare(ports: Ports, id: string, call: Call): Promise<Prepared> {
  const account = await readAccount(ports, id);
  const through = await throughOf(ports, account);
  const request = await plainRequest(ports, account, through, call);
  return { account, through, request, opened: await openFresh(ports, through.signer) };
}

/**
 * @throws CountersignError with the reason; nothing was sent unless the reason is the service's or the network's. `locked` where the service
 *   wants a fresh secret, and the vault was locked meanwhile
 */
export async function send(
  ports: Ports,
  { account, through, ...prepared }: Prepared,
  { caller, permit }: Right,
  signal: AbortSignal,
): Promise<Omit<Answer, 'ended' | 'signal'>> {
  let { request, opened } = prepared;
  let redirects = 0;
  for (let again = true; ;) {
    signal.throwIfAborted();
    const { context, held, apiHosts } = opened;
    const protocol = protocolOf(context.service);
    const sent = await protocol.sign(context, held, await through.dress(request));
    await checkpoint('call:signed');
    const { response, redirect } = await transmit(ports, sent, signal);
    const quotesSecret = quoterOf(secretsOf(opened));
    if (response.type === 'opaqueredirect') {
      if (!redirect?.location || (redirects += 1) > mostRedirects)
        throw new CountersignError('redirect_refused', { about: sent.url.host });
      request = redirected(request, sent, redirect, quotesSecret);
      if (!apiHosts.includes(request.url.origin)) throw ledOut(request.url);
      through.target(request.url.href);
      if (isOwnNetwork(request.url) && !isOwnNetwork(sent.url)) throw ledOut(request.url);
      await checkHost(ports, request.url);
      if (permit) checkReach(permit, request.method, request.url);
      continue;
    }
    const looked = look(response);
    const { got, body } = looked;
    const reaction = await protocol.react(context, held, sent, got);
    noteTrace(ports, { protocol, context, held, row: account.row, caller, sent, looked });
    if (reaction.do === 'sign-in-again') {
      await requireSignIn(ports, opened.row, reaction.problem).catch(unlessStorage);
      throw new CountersignError('needs_sign_in', await lastWords(got, reaction.problem, quotesSecret));
    }
    if (again && (reaction.do === 'renew' || reaction.do === 'retry')) {
      again = false;
      const said = reaction.do === 'renew' ? await lastWords(got, { status: got.status }, quotesSecret) : undefined;
      await body()?.cancel();
      const { id: signer } = opened.row;
      if (reaction.do === 'renew') await renewOr(said, () => renew(ports, signer, { issuedAt: held.facts.issuedAt }));
      else await learn(ports, signer, reaction.notes).catch(unlessStorage);
      const fresh = await usable(ports, await readAccount(ports, signer));
      // What was learnt counts for this call, whether or not it could be stored.
      const notes = { ...fresh.held.notes, ...(reaction.do === 'retry' && reaction.notes) };
      opened = { ...fresh, held: { ...fresh.held, notes } };
      continue;
    }
    if (reaction.do === 'deliver' && reaction.notes) await learn(ports, opened.row.id, reaction.notes).catch(unlessStorage);
    await checkpoint('call:answered');
    const statusText = quotesSecret(response.statusText) ? '' : response.statusText;
    const headers = incomingHeaders(got.headers, quotesSecret);
    return { status: got.status, statusText, headers, body: body(), ...(redirects > 0 && { url: withoutFragment(request.url) }) };
  }
}

/** The service has answered: that the vault could not note something takes the answer from nobody. */
function unlessStorage(error: unknown): void {
  if (!isStorageProblem(error)) throw error;
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

/** The caller's request, checked against the account: what is signed is made from this and from nothing else. */
async function plainRequest(ports: Ports, { box }: Account, through: Through, call: Call): Promise<Outgoing> {
  const url = through.target(call.url);
  const { service: signs } = through.signer.box;
  const headers = outgoingHeaders(call.headers, box.service.headers, 'tokenHeader' in signs ? signs.tokenHeader : undefined);
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
