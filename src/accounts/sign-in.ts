/** A sign-in as its callers know it: started, answered, ended, recovered. What happens between is in `drive.ts`. */
import { checkpoint } from '../core/checkpoint';
import { CountersignError, type Code } from '../core/errors';
import type { OAuth1Way, Service } from '../core/words';
import { protocolOf } from '../protocols/protocols';
import { accountRow } from '../vault/accounts';
import { currentApp } from '../vault/apps';
import { addSignIn, moveSignIn, openSignIn, signInRow, type SignInBox } from '../vault/journal';
import type { SignInRow } from '../vault/schema';
import { drive, failSignIn } from './drive';
import type { Ports } from './ports';
import { stageAfter, stagesOf, wayOf } from './stages';

/** A sign-in that nobody finished is given up after this long, in milliseconds. */
const lifetime = 30 * 60_000;

export interface Start {
  readonly service: Service;
  /** Sign in this account again. */
  readonly accountId?: string;
  readonly askId?: string;
  /** The one in which the account was signed in before, or the service's first, unless told. */
  readonly way?: OAuth1Way;
}

/**
 * Starts a sign-in and drives it to its first pause.
 * @returns the sign-in's id
 * @throws CountersignError `app_missing` when no app is registered for the service and the sign-in brings none along
 */
export async function startSignIn(ports: Ports, start: Start): Promise<string> {
  const { vault, clock } = ports;
  const { service } = start;
  const again = start.accountId === undefined ? undefined : await accountRow(vault, start.accountId);
  const way = wayOf(service, start.way ?? again?.way);
  const app = way === 'credentials' ? undefined : await currentApp(vault, service.id);
  if (!app && way !== 'credentials') throw new CountersignError('app_missing', { about: service.name });
  const stages = stagesOf(service, way);
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
  const origins = originsOf(service, way, ports);
  const granted = await ports.hosts.granted(origins);
  const box: SignInBox = { service, ...(app && { appId: app.id }), ...(way && { way }) };
  await addSignIn(vault, granted ? row : { ...row, state: 'waiting', wait: { for: 'reach', origins } }, box);
  if (granted) void drive(ports, row.id);
  return row.id;
}

/** Every host that a sign-in at this service and the calls after it will reach. */
function originsOf(service: Service, way: OAuth1Way | undefined, ports: Pick<Ports, 'redirectHosts'>): string[] {
  const visits = way === undefined || way === 'redirect';
  const endpoints = visits || way === 'pin' ? protocolOf(service).endpoints(service) : [service.revokeUrl];
  const identity = service.protocol === 'oauth1' && service.identityUrl?.startsWith('http') ? service.identityUrl : undefined;
  const urls = way === 'app' ? [] : [...endpoints, identity].filter((url) => url !== undefined);
  const redirects = visits ? ports.redirectHosts : [];
  return [...new Set([...urls.map((url) => new URL(url).origin), ...service.apiHosts, ...redirects])];
}

/** The redirect came back: from the page that showed the window, or from the listener after nobody waited any more. */
export async function visited(ports: Ports, id: string, url: string): Promise<void> {
  await answer(ports, id, 'visit', (step) => (step?.do === 'visit' && isBack(url, step.back) ? { to: 'visit', url } : undefined));
}

/** The user entered what was asked for. Values beside the fields are dropped. */
export async function entered(ports: Ports, id: string, values: Readonly<Record<string, string>>): Promise<void> {
  await answer(ports, id, 'ask', (step) => {
    if (step?.do !== 'ask') return undefined;
    const given = step.fields.map(({ name }) => [name, values[name]] as const).filter(([, value]) => value !== undefined);
    return { to: 'ask', values: Object.fromEntries(given) as Record<string, string> };
  });
}

/** The user granted, or refused, access to hosts. */
export async function reached(ports: Ports, id: string, granted: boolean): Promise<void> {
  if (!granted) return failSignIn(ports, id, new CountersignError('host_access_refused').problem);
  await answer(ports, id, 'reach', () => ({ to: 'reach' }));
}

/** The sign-in ends without an account: the window closed, the page failed, the user stopped it. */
export async function endSignIn(ports: Ports, id: string, code: Code): Promise<void> {
  const row = await signInRow(ports.vault, id);
  if (row?.state !== 'waiting' && row?.state !== 'running') return;
  if (code === 'page_not_loaded' && isExpired(row, ports.clock.now())) code = 'request_token_expired';
  const claim = row.wait?.for === 'visit' ? row.wait.claim : undefined;
  if (claim?.tabId !== undefined && claim.session === (await ports.session())) await ports.windows.closeTab(claim.tabId);
  await failSignIn(ports, id, new CountersignError(code, { about: row.serviceName }).problem);
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
  return row.wait !== undefined && row.wait.for !== 'reach' && row.wait.until !== undefined && now > row.wait.until;
}

/** Journals the answer to the step a sign-in waits for, then works on it. An answer to nothing is ignored: it came twice. */
async function answer(
  ports: Ports,
  id: string,
  to: 'visit' | 'ask' | 'reach',
  make: (step: SignInBox['step']) => SignInBox['reply'] | undefined,
): Promise<void> {
  const row = await signInRow(ports.vault, id);
  if (!row || row.state !== 'waiting' || row.wait?.for !== to) return;
  const box = await openSignIn(ports.vault, row);
  if (!box) return;
  const reply = make(box.step);
  if (!reply) return failSignIn(ports, id, new CountersignError('state_mismatch', { about: row.serviceName }).problem);
  const { wait: _, ...open } = row;
  const stage = stageAfter(box.step, row.stages);
  const answered: SignInBox = box.step ? { ...box, reply } : box;
  const running: SignInRow = { ...open, state: 'running', stage, attempt: 0, since: ports.clock.now() };
  if (!(await moveSignIn(ports.vault, ['waiting'], running, answered))) return; // the same answer came by another way just now
  if (to === 'visit') await checkpoint('sign-in:redirected');
  await drive(ports, id); // awaited by the page's message, whose pending answer keeps the worker awake meanwhile
}
