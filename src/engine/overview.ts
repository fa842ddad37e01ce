/** Everything that our own pages paint, read from the vault in one go. No secret is in it, nor the URL of a sign-in. */
import { withoutSecret } from '../accounts/backup-rules';
import { isRenewing, renewsAt } from '../accounts/renew';
import { turnHolder } from '../accounts/sign-in-window';
import { renewalHosts } from '../core/endpoints';
import { toProblem } from '../core/errors';
import type { LockView } from '../core/lock';
import type { Step } from '../core/protocol';
import type { Service } from '../core/service';
import type { Origin } from '../core/words';
import type {
  AccountView,
  ActivityView,
  AskView,
  Overview,
  PermitView,
  ServiceView,
  SignInStage,
  SignInView,
  SiteView,
} from '../messaging/views';
import { inForce } from '../permits/check';
import { isSilenced } from '../permits/silence';
import { isEverywhere } from '../permits/sites';
import { hasMoved, isRevocable } from '../services/places';
import { actionViews } from '../vault/actions';
import { shownPart, type ShownPart } from '../vault/shown-part';
import { lastBackup } from '../vault/backup-rows';
import { usesOf, usesOfSite } from '../vault/activity-queries';
import { currentApp } from '../vault/apps';
import { waitingKey } from '../vault/made-keys';
import { lookForLoss } from '../vault/loss';
import { stepOf } from '../vault/journal';
import type { AccountRow, ActivityRow, AskRow, PermitRow, ServiceRow, SignInRow, SiteRow } from '../vault/rows';
import { withHeld } from '../vault/unstored';
import { markSeed } from '../vault/settings';
import { isReadOnly } from '../vault/schema';
import { damagedView } from './damaged-view';
import type { House } from './house';

export async function overview(house: House): Promise<Overview> {
  const { db } = house.vault;
  const lock = await house.vault.lockView();
  if (lock.state === 'locked') return whileLocked(house, lock);
  const services = await db.services.toArray();
  const accounts = (await db.accounts.toArray()).toSorted((one, other) => one.signedInAt - other.signedInAt);
  const { lost } = await lookForLoss(house.vault, house.marker, accounts.length, house.clock.now());
  const held = await house.unstored.read();
  const backupAt = await lastBackup(house.vault);
  const counts = new Map<string, number>();
  for (const { serviceId } of accounts) counts.set(serviceId, (counts.get(serviceId) ?? 0) + 1);
  const current = new Map(services.map(({ id, service }) => [id, service]));
  return {
    ...((await isReadOnly(db)) && { readOnly: true }),
    ...(lost && { lost }),
    everywhere: await isEverywhere(house),
    mark: await markSeed(house.vault, house.random),
    redirectUrl: house.redirectUrl,
    ...(house.loopbackUrl !== undefined && { loopbackUrl: house.loopbackUrl }),
    lock,
    actions: await actionViews(house.vault),
    ...(backupAt !== undefined && { backupAt }),
    accounts: await Promise.all(accounts.map((row) => accountView(house, withHeld(held, row), current.get(row.serviceId)))),
    services: await Promise.all(services.map((row) => serviceView(house, row, counts))),
    ...(await uses(house)),
    signIns: await Promise.all(
      (await db.journal.orderBy('id').toArray()).toSorted(byCreation).map((row) => signInView(house, row)),
    ),
    asks: (await db.asks.toArray())
      .filter((row) => !row.answer)
      .toSorted((one, other) => one.at - other.at)
      .map(askView),
  };
}

/** What changes with every call. */
export async function uses(house: House): Promise<Pick<Overview, 'permits' | 'sites'>> {
  const { db } = house.vault;
  const permits = await db.permits.toArray();
  const live = await Promise.all(permits.map((permit) => inForce(house, permit)));
  return {
    permits: await Promise.all(permits.filter((_, index) => live[index]).map((row) => permitView(house, row))),
    sites: await Promise.all((await db.sites.toArray()).map((row) => siteView(house, row))),
  };
}

/** Nothing but what the unlock page needs: whom it belongs to is seen by the mark. */
async function whileLocked({ vault, random, redirectUrl }: House, lock: LockView): Promise<Overview> {
  const none = { accounts: [], services: [], permits: [], sites: [], signIns: [], asks: [], actions: [] };
  return { everywhere: false, mark: await markSeed(vault, random), redirectUrl, lock, ...none };
}

const byCreation = (one: SignInRow, other: SignInRow): number => one.createdAt - other.createdAt;

function askView({ callerKey: _, answer: __, windowId: ___, took: ____, again, ...view }: AskRow): AskView {
  return { ...view, ...(again && { again: { accountId: again.accountId } }) };
}

/** A line of the activity as our pages see it. */
export function activityView({ callerKey: _, ...view }: ActivityRow & { id: number }): ActivityView {
  return view;
}

async function accountView(house: House, row: AccountRow, current: Service | undefined): Promise<AccountView> {
  let shown: ShownPart;
  try {
    shown = await shownPart(house.vault, row);
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code !== 'record_damaged') throw error;
    return damagedView(row, current, problem);
  }
  const { service, apiHosts } = shown;
  const { facts } = row;
  const renews = renewsAt(facts);
  const without = withoutSecret(row, service.protocol, false);
  const unreached = await unreachedOf(house, [...apiHosts, ...(facts.renewable ? renewalHosts(service) : [])]);
  return {
    id: row.id,
    serviceId: row.serviceId,
    serviceName: service.name,
    hue: service.hue,
    label: row.label,
    state: isRenewing(row.id) ? 'renewing' : row.state,
    ...(row.subject !== undefined && { subject: row.subject }),
    ...(row.parentId !== undefined && { parentId: row.parentId }),
    ...(row.problem && { problem: row.problem }),
    protocol: service.protocol,
    clientId: row.clientId,
    ...(row.way && { way: row.way }),
    apiHosts,
    ...(unreached.length > 0 && { unreached }),
    ...(facts.scopes && { scopes: facts.scopes }),
    asked: facts.asked ?? [],
    signedInAt: row.signedInAt,
    ...(facts.issuedAt !== undefined && { issuedAt: facts.issuedAt }),
    ...(facts.expiresAt !== undefined && { expiresAt: facts.expiresAt }),
    ...(renews !== undefined && { renewsAt: renews }),
    renewable: facts.renewable,
    revocable: isRevocable(service),
    entryChanged: current !== undefined && hasMoved(service, current),
    bound: row.keyId !== undefined,
    ...(without && { notInBackup: without }),
    renewals: row.renewals,
    extra: facts.extra,
  };
}

/** Those of these hosts that the browser does not let us reach, each once. */
async function unreachedOf({ hosts }: House, origins: readonly Origin[]): Promise<Origin[]> {
  const all = [...new Set(origins)];
  const granted = await Promise.all(all.map((origin) => hosts.granted([origin])));
  return all.filter((_, index) => granted[index] !== true);
}

async function serviceView(
  house: House,
  { service, source }: ServiceRow,
  accounts: ReadonlyMap<string, number>,
): Promise<ServiceView> {
  const app = await currentApp(house.vault, service.id);
  const count = accounts.get(service.id) ?? 0;
  const publicKey = app?.publicKey === undefined ? {} : { publicKey: app.publicKey };
  const redirectUrl = app?.redirectUrl === undefined ? {} : { redirectUrl: app.redirectUrl };
  const madeKey = (await waitingKey(house.vault, service.id))?.publicKey;
  return {
    service,
    ...(source && { source }),
    accounts: count,
    ...(app && {
      app: {
        clientId: app.clientId,
        hasSecret: app.hasSecret,
        registered: app.registered === true,
        ...publicKey,
        ...redirectUrl,
      },
    }),
    ...(madeKey !== undefined && { madeKey }),
  };
}

async function permitView(house: House, row: PermitRow): Promise<PermitView> {
  const { handle: _, callerKey, session: __, endedAt: ___, spent: ____, ...permit } = row;
  const { calls, lastUsed } = await usesOf(house.vault, { callerKey, accountId: row.accountId });
  return { ...permit, calls, ...(lastUsed !== undefined && { lastUsed }) };
}

async function siteView(house: House, row: SiteRow): Promise<SiteView> {
  const { origin, enabledAt } = row;
  const today = new Date(house.clock.now()).setHours(0, 0, 0, 0);
  const { calls, lastUsed } = await usesOfSite(house.vault, origin, today);
  return {
    origin,
    enabledAt,
    silenced: isSilenced(row),
    off: row.off === true,
    // Scripts that the manifest puts into a site need no host access.
    ...(house.doors.tellTabs && !(await house.hosts.granted([origin])) && { blocked: true }),
    callsToday: calls,
    ...(lastUsed !== undefined && { lastUsed }),
  };
}

async function signInView(house: House, row: SignInRow): Promise<SignInView> {
  const { id, serviceId, serviceName, hue, state, since, problem, result, askId } = row;
  const wait = await waitOf(house, row);
  return {
    id,
    serviceId,
    serviceName,
    hue,
    stages: row.stages as SignInStage[],
    stage: row.stage as SignInStage,
    state: wait?.for === 'code' ? 'waiting' : state, // each question whether the code was entered is no step that people see
    since,
    ...(wait && { wait }),
    ...(problem && { problem }),
    ...(askId && { askId }),
    ...(row.way && { way: row.way }),
    ...(row.accountId !== undefined && { accountId: row.accountId }),
    ...result,
  };
}

async function waitOf(house: House, row: SignInRow): Promise<SignInView['wait']> {
  const { wait } = row;
  if (wait?.for === 'reach') return { for: 'reach', origins: wait.origins };
  if (row.stage === 'code' && (row.state === 'running' || wait)) return codeOf(await stepOf(house.vault, row));
  if (!wait) return undefined;
  if (wait.for === 'ask') return askOf(await stepOf(house.vault, row));
  if (wait.for === 'state') return { for: 'state', seconds: wait.seconds };
  if (wait.for === 'code') return undefined;
  const through = row.through ?? 'window';
  const behind = await turnHolder(house, row);
  if (behind) return { for: 'turn', behind: behind.serviceName };
  const open = wait.claim?.windowId !== undefined;
  return { for: 'visit', through, open, ...(wait.until !== undefined && { until: wait.until }) };
}

function codeOf(step: Step | undefined): SignInView['wait'] {
  return step?.do === 'wait' && step.show ? { for: 'code', until: step.until, seconds: step.seconds, ...step.show } : undefined;
}

function askOf(step: Step | undefined): SignInView['wait'] {
  if (step?.do !== 'ask') return undefined;
  const { fields, open, problem, until } = step;
  const isOwn = fields.some(({ kind }) => kind === 'pin'); // its URL carries the request token
  const page = open === undefined ? {} : isOwn ? { page: true as const } : { open };
  return { for: 'ask', fields, ...page, ...(problem && { problem }), ...(until !== undefined && { until }) };
}
