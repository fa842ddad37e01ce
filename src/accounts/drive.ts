/**
 * Drives a sign-in: a protocol's steps through the journal, until it pauses or ends.
 * Before anything is sent, what is about to happen is durable; so after the worker's death the next life finds where it stood.
 */
import { checkpoint } from '../core/checkpoint';
import { CountersignError, toProblem, type Problem } from '../core/errors';
import { samePlace } from '../core/urls';
import type { Context, Intent, Outgoing, Step } from '../core/protocol';
import { protocolOf } from '../protocols/protocols';
import { broughtApp, openApp } from '../vault/apps';
import { openSignIn, signInRow, touchSignIn, moveSignIn, type SignInBox } from '../vault/journal';
import type { AppRow, SignInRow, SignInWait } from '../vault/rows';
import { leadRedirects } from './lead-redirects';
import { asBroker } from './broker';
import { contextFor, type Ports } from './ports';
import { sealGrant } from './seal-grant';
import { stageAfter } from './stages';

/** The sign-ins that this worker is driving just now. */
const flights = new Map<string, Promise<void>>();

/** Runs a sign-in until it pauses or ends. One flight for each at a time. */
export function drive(ports: Ports, id: string): Promise<void> {
  const flying = flights.get(id);
  if (flying) return flying;
  const flight = run(ports, id)
    .catch((error: unknown) => {
      const problem = toProblem(error);
      return problem.code === 'locked' ? undefined : failSignIn(ports, id, problem); // goes on once the vault is open
    })
    .finally(() => flights.delete(id));
  flights.set(id, flight);
  return flight;
}

async function run(ports: Ports, id: string): Promise<void> {
  for (;;) {
    if (await ports.vault.during((vault) => turn({ ...ports, vault }, id))) return;
  }
}

/** One step, from the journal into the journal. @returns whether the sign-in rests now */
async function turn(ports: Ports, id: string): Promise<boolean> {
  const row = await signInRow(ports.vault, id);
  if (row?.state !== 'running') return true;
  const box = await openSignIn(ports.vault, row);
  if (!box) throw new CountersignError('storage_failed');
  const attempt = row.attempt + 1;
  const stage = stageAfter(box.reply ? box.step : undefined, row.stages);
  await touchSignIn(ports.vault, id, (open) => Object.assign(open, { attempt, stage }));
  await checkpoint('sign-in:counted');
  const step = await advance(ports, row, box, attempt);
  await checkpoint('sign-in:answered');
  return settle(ports, id, box, step);
}

/** One turn of the protocol's reducer. */
async function advance(ports: Ports, row: SignInRow, box: SignInBox, attempt: number): Promise<Step> {
  const app = await openApp(ports.vault, box.appId, row.serviceId);
  const { parentId } = row;
  const context: Context = {
    ...contextFor(ports, box.service, app, row.id, await intentOf(ports, row, box), box.redirectUrl),
    ...(parentId !== undefined && { parent: (request: Outgoing) => asBroker(ports, parentId, request) }),
  };
  const protocol = protocolOf(box.service);
  if (!box.step || !box.reply) return protocol.begin(context);
  return protocol.resume(context, box.step.pending, { ...box.reply, attempt });
}

async function intentOf({ vault }: Ports, row: SignInRow, { way, scopes = [], force }: SignInBox): Promise<Intent> {
  const again = row.accountId === undefined ? undefined : await vault.db.accounts.get(row.accountId);
  const another = !again && (await vault.db.accounts.where({ serviceId: row.serviceId }).count()) > 0;
  const expect = again && { label: again.label, ...(again.subject !== undefined && { subject: again.subject }) };
  return { scopes, another, ...(way && { way }), ...(force && { force }), ...(expect && { expect }) };
}

/** Journals a step. @returns whether the sign-in rests now */
async function settle(ports: Ports, id: string, box: SignInBox, step: Step): Promise<boolean> {
  const { vault, clock } = ports;
  const row = await signInRow(vault, id);
  if (row?.state !== 'running') return true; // stopped meanwhile
  if (step.do === 'done') {
    await sealGrant(ports, row, box, step);
    await checkpoint('sign-in:sealed');
    return true;
  }
  const { reply: _, ...lasting } = box;
  const next: SignInBox = { ...lasting, step };
  if (step.do === 'visit') {
    const wait = { for: 'visit' as const, ...(step.until !== undefined && { until: step.until }) };
    const through = needsTab(ports, step) ? { through: 'tab' as const } : {};
    const paused: SignInRow = { ...row, ...through, state: 'waiting', stage: 'visit', attempt: 0, since: clock.now(), wait };
    if (await moveSignIn(vault, ['running'], paused, next)) await checkpoint('sign-in:journalled');
    return true;
  }
  if (step.do === 'ask') {
    const wait = { for: 'ask' as const, ...(step.until !== undefined && { until: step.until }) };
    const paused: SignInRow = { ...row, state: 'waiting', stage: 'enter', attempt: 0, since: clock.now(), wait };
    if (await moveSignIn(vault, ['running'], paused, next)) await checkpoint('sign-in:journalled');
    return true;
  }
  if (step.do === 'wait') {
    const { seconds, until } = step;
    const wait: SignInWait = { for: step.show ? 'code' : 'state', seconds, until, next: clock.now() + seconds * 1000 };
    const paused: SignInRow = {
      ...row,
      state: 'waiting',
      stage: step.show ? 'code' : 'probe',
      attempt: 0,
      since: clock.now(),
      wait,
    };
    if (await moveSignIn(vault, ['running'], paused, next)) await checkpoint('sign-in:journalled');
    return true;
  }
  if (step.do === 'reach' && !(await ports.hosts.granted(step.origins))) {
    const wait = { for: 'reach' as const, origins: step.origins };
    const paused: SignInRow = { ...row, state: 'waiting', stage: 'reach', attempt: 0, since: clock.now(), wait };
    if (await moveSignIn(vault, ['running'], paused, next)) await checkpoint('sign-in:journalled');
    return true;
  }
  const going = { ...row, attempt: 0, since: clock.now() };
  if (step.do === 'next' && step.app) {
    const app = await broughtApp(vault, { ...step.app, serviceId: row.serviceId }, clock.now());
    return !(await goesOn(vault, going, { ...next, appId: app.id, reply: { to: 'next' } }, app));
  }
  return !(await goesOn(vault, going, { ...next, reply: { to: step.do } }));
}

/** Writes a step that goes on by itself. @returns false where the sign-in was stopped meanwhile */
async function goesOn(vault: Ports['vault'], going: SignInRow, box: SignInBox, app?: AppRow): Promise<boolean> {
  const moved = await moveSignIn(vault, ['running'], going, box, app);
  if (moved) await checkpoint('sign-in:advanced');
  return moved;
}

/** Ends a sign-in with its problem. What was sealed for it is wiped; no account is touched. */
export async function failSignIn(ports: Ports, id: string, problem: Problem): Promise<void> {
  const row = await signInRow(ports.vault, id);
  if (!row || row.state === 'done' || row.state === 'failed') return;
  const { wait: _, ...open } = row;
  const at = ports.clock.now();
  const about = problem.about ?? row.serviceName;
  const failed: SignInRow = { ...open, state: 'failed', since: at, problem: { ...problem, about, at } };
  await moveSignIn(ports.vault, ['running', 'waiting'], failed);
  await leadRedirects(ports);
}

/** Whether the browser's sign-in window cannot show the page. */
function needsTab({ windowShows, redirectUrl }: Ports, { back, once }: Step & { do: 'visit' }): boolean {
  return !windowShows({ foreign: !samePlace(back, redirectUrl), once: once === true });
}
