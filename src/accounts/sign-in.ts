/**
 * A sign-in from "connect" to an account: drives a protocol's steps through the journal.
 * Before anything is sent, what is about to happen is durable; so after the worker's death `recover` finds where it stood.
 */
import { checkpoint } from '../core/checkpoint';
import { CountersignError, toProblem, type Code, type Problem } from '../core/errors';
import type { Step } from '../core/protocol';
import type { Service } from '../core/words';
import { protocolOf } from '../protocols/protocols';
import { accountRow } from '../vault/accounts';
import { currentApp, openApp } from '../vault/apps';
import { openSignIn, signInRow, touchSignIn, writeSignIn, type SignInBox } from '../vault/journal';
import type { SignInRow } from '../vault/schema';
import { contextFor, type Ports } from './ports';
import { sealGrant } from './seal-grant';
import { stageAfter, stagesOf } from './stages';

/** A sign-in that nobody finished is given up after this long, in milliseconds. */
const lifetime = 30 * 60_000;

export interface Start {
  readonly service: Service;
  /** Sign in this account again. */
  readonly accountId?: string;
  readonly askId?: string;
}

/** The sign-ins that this worker is driving just now. */
const flights = new Map<string, Promise<void>>();

/**
 * Starts a sign-in and drives it to its first pause.
 * @returns the sign-in's id
 * @throws CountersignError `app_missing` when no app is registered for the service
 */
export async function startSignIn(ports: Ports, start: Start): Promise<string> {
  const { vault, clock } = ports;
  const { service } = start;
  const app = await currentApp(vault, service.id);
  if (!app) throw new CountersignError('app_missing', { about: service.name });
  if (start.accountId) await accountRow(vault, start.accountId);
  const stages = stagesOf(service);
  const row: SignInRow = {
    id: crypto.randomUUID(),
    serviceId: service.id,
    serviceName: service.name,
    hue: service.hue,
    ...(start.accountId && { accountId: start.accountId }),
    ...(start.askId && { askId: start.askId }),
    state: 'running',
    stages,
    stage: 'reach',
    attempt: 0,
    createdAt: clock.now(),
    since: clock.now(),
  };
  const origins = originsOf(service, ports);
  const granted = await ports.hosts.granted(origins);
  const box: SignInBox = { service, appId: app.id };
  await writeSignIn(vault, granted ? row : { ...row, state: 'waiting', wait: { for: 'reach', origins } }, box);
  if (granted) void drive(ports, row.id);
  return row.id;
}

/** Every host that a sign-in at this service and the calls after it will reach. */
export function originsOf(service: Service, ports: Pick<Ports, 'redirectHosts'>): string[] {
  const endpoints = protocolOf(service)
    .endpoints(service)
    .map((url) => new URL(url).origin);
  return [...new Set([...endpoints, ...service.apiHosts, ...ports.redirectHosts])];
}

/** The redirect came back: from the page that showed the window, or from the listener after nobody waited any more. */
export async function visited(ports: Ports, id: string, url: string): Promise<void> {
  await answer(ports, id, 'visit', (step) => (step?.do === 'visit' && isBack(url, step.back) ? { to: 'visit', url } : undefined));
}

/** The user granted, or refused, access to hosts. */
export async function reached(ports: Ports, id: string, granted: boolean): Promise<void> {
  if (!granted) return fail(ports, id, new CountersignError('host_access_refused').problem);
  await answer(ports, id, 'reach', () => ({ to: 'reach' }));
}

/** The sign-in ends without an account: the window closed, the page failed, the user stopped it. */
export async function endSignIn(ports: Ports, id: string, code: Code): Promise<void> {
  const row = await signInRow(ports.vault, id);
  if (row?.state !== 'waiting' && row?.state !== 'running') return;
  if (code === 'page_not_loaded' && isExpired(row, ports.clock.now())) code = 'request_token_expired';
  const claim = row.wait?.for === 'visit' ? row.wait.claim : undefined;
  if (claim?.tabId !== undefined && claim.session === (await ports.session())) await ports.windows.closeTab(claim.tabId);
  await fail(ports, id, new CountersignError(code, { about: row.serviceName }).problem);
}

/** A redirect that the browser saw, whoever waits for it. Takes it only for the sign-in whose own value it carries. */
export async function redirected(ports: Ports, url: string): Promise<void> {
  const values = new Set(new URL(url).searchParams.values());
  for (const row of await ports.vault.db.journal.where({ state: 'waiting' }).toArray()) {
    const step = (await openSignIn(ports.vault, row))?.step;
    if (step?.do === 'visit' && values.has(step.ours)) return visited(ports, row.id, url);
  }
}

/** Goes on with what an earlier life of the worker left unfinished, and gives up what took too long. */
export async function recoverSignIns(ports: Ports): Promise<void> {
  const rows = await ports.vault.db.journal.toArray();
  for (const row of rows) {
    const ended = row.state === 'failed' || row.state === 'done';
    const old = ports.clock.now() - row.since > lifetime;
    if (ended && old) await ports.vault.db.journal.delete(row.id);
    else if (ended) continue;
    else if (old) await endSignIn(ports, row.id, 'sign_in_expired');
    else if (row.state === 'running') void drive(ports, row.id);
  }
}

/** Whether a redirect goes to our redirect URL: the same place exactly, whatever its parameters. */
function isBack(url: string, back: string): boolean {
  if (!URL.canParse(url)) return false;
  const got = new URL(url);
  const want = new URL(back);
  return got.origin === want.origin && got.pathname === want.pathname;
}

function isExpired(row: SignInRow, now: number): boolean {
  return row.wait?.for === 'visit' && row.wait.until !== undefined && now > row.wait.until;
}

/** Journals the answer to the step a sign-in waits for, then works on it. An answer to nothing is ignored: it came twice. */
async function answer(
  ports: Ports,
  id: string,
  to: 'visit' | 'reach',
  make: (step: SignInBox['step']) => SignInBox['reply'] | undefined,
): Promise<void> {
  const row = await signInRow(ports.vault, id);
  if (!row || row.state !== 'waiting' || row.wait?.for !== to) return;
  const box = await openSignIn(ports.vault, row);
  if (!box) return;
  const reply = make(box.step);
  if (!reply) return fail(ports, id, new CountersignError('state_mismatch', { about: row.serviceName }).problem);
  const { wait: _, ...open } = row;
  const stage = stageAfter(box.step, row.stages);
  const answered: SignInBox = box.step ? { ...box, reply } : box;
  await writeSignIn(ports.vault, { ...open, state: 'running', stage, attempt: 0, since: ports.clock.now() }, answered);
  if (to === 'visit') await checkpoint('sign-in:redirected');
  await drive(ports, id); // awaited by the page's message, whose pending answer keeps the worker awake meanwhile
}

/** Runs a sign-in until it pauses or ends. One flight for each at a time. */
export function drive(ports: Ports, id: string): Promise<void> {
  const flying = flights.get(id);
  if (flying) return flying;
  const flight = run(ports, id)
    .catch((error: unknown) => fail(ports, id, toProblem(error)))
    .finally(() => flights.delete(id));
  flights.set(id, flight);
  return flight;
}

async function run(ports: Ports, id: string): Promise<void> {
  for (;;) {
    const row = await signInRow(ports.vault, id);
    if (row?.state !== 'running') return;
    const box = await openSignIn(ports.vault, row);
    if (!box) throw new CountersignError('storage_failed');
    const attempt = row.attempt + 1;
    const stage = stageAfter(box.reply ? box.step : undefined, row.stages);
    await touchSignIn(ports.vault, id, (open) => Object.assign(open, { attempt, stage }));
    const step = await advance(ports, box, attempt);
    await checkpoint('sign-in:answered');
    if (await settle(ports, id, box, step)) return;
  }
}

/** One turn of the protocol's reducer. */
async function advance(ports: Ports, box: SignInBox, attempt: number): Promise<Step> {
  const context = contextFor(ports, box.service, await openApp(ports.vault, box.appId));
  const protocol = protocolOf(box.service);
  if (!box.step || !box.reply) return protocol.begin(context);
  return protocol.resume(context, box.step.pending, { ...box.reply, attempt });
}

/** Journals a step. @returns whether the sign-in rests now */
async function settle(ports: Ports, id: string, box: SignInBox, step: Step): Promise<boolean> {
  const { vault, clock } = ports;
  const row = await signInRow(vault, id);
  if (row?.state !== 'running') return true; // stopped meanwhile
  if (step.do === 'done') {
    await sealGrant(ports, row, box, step.grant);
    return true;
  }
  const next: SignInBox = { service: box.service, appId: box.appId, step };
  if (step.do === 'visit') {
    const wait = { for: 'visit' as const, ...(step.until !== undefined && { until: step.until }) };
    await writeSignIn(vault, { ...row, state: 'waiting', stage: 'visit', attempt: 0, since: clock.now(), wait }, next);
    await checkpoint('sign-in:journalled');
    return true;
  }
  if (step.do === 'reach' && !(await ports.hosts.granted(step.origins))) {
    const wait = { for: 'reach' as const, origins: step.origins };
    await writeSignIn(vault, { ...row, state: 'waiting', stage: 'reach', attempt: 0, since: clock.now(), wait }, next);
    return true;
  }
  await writeSignIn(vault, { ...row, attempt: 0, since: clock.now() }, { ...next, reply: { to: step.do } });
  return false;
}

/** Ends a sign-in with its problem. What was sealed for it is wiped; no account is touched. */
async function fail(ports: Ports, id: string, problem: Problem): Promise<void> {
  const row = await signInRow(ports.vault, id);
  if (!row || row.state === 'done' || row.state === 'failed') return;
  const { wait: _, ...open } = row;
  const at = ports.clock.now();
  const about = problem.about ?? row.serviceName;
  await writeSignIn(ports.vault, { ...open, state: 'failed', since: at, problem: { ...problem, about, at } });
}
