/** A fresh secret without the user: one renewal at a time for each account, journalled before it is asked for. */
import { checkpoint } from '../core/checkpoint';
import { CountersignError, isCoded, isStorageProblem, toProblem, type Problem } from '../core/errors';
import type { App } from '../core/service';
import { protocolOf } from '../protocols/protocols';
import { openAccount, storeRenewal, update, updateUnlessReplaced, wholeRow, type AccountBox } from '../vault/accounts';
import { openApp } from '../vault/apps';
import type { AccountRow } from '../vault/rows';
import { hold, storeHeld, withHeld } from '../vault/unstored';
import { contextFor, type Ports } from './ports';
import { inTurn } from './turn';

/** Renewed this long before the secret expires, in milliseconds, but never earlier than at three quarters of its life. */
const margin = 60_000;

/** When the next call renews the secret first. Absent where it does not expire or cannot be renewed. */
export function renewsAt(facts: AccountRow['facts']): number | undefined {
  if (facts.expiresAt === undefined || !facts.renewable) return undefined;
  const life = facts.issuedAt === undefined ? Infinity : facts.expiresAt - facts.issuedAt;
  return facts.expiresAt - Math.min(margin, life / 4);
}

/** After a renewal that failed, calls go on for this long without another try while the old secret works, in milliseconds. */
const breath = 20_000;

/** Until when calls with a secret that still works do not ask for a fresh one. What lies further off than any pause is of a clock set back. */
export function restsUntil({ renewNotBefore = 0, problem }: AccountRow, now: number): number {
  const ends = [renewNotBefore, problem?.at === undefined ? 0 : problem.at + breath];
  return Math.max(...ends.filter((end) => end <= now + longestPause * 1000), 0);
}

/** A service that has had too many requests is left alone for this long where it does not say for how long, in seconds. */
const usualPause = 60;
/** However long it says, in seconds: the user's calls rest on the next try. */
const longestPause = 60 * 60;

const flights = new Map<string, Promise<void>>();

/** Whether a renewal of this account is under way in this worker. */
export function isRenewing(id: string): boolean {
  return flights.has(id);
}

/**
 * Renews an account's secret, or joins the renewal that is under way.
 * @param seen what the caller saw: a secret issued later is fresh already, and nothing is sent; `byUser`: also before the time that the
 *   service asked to be left alone for
 * @throws CountersignError `needs_sign_in` when only the user can help; `renewal_failed` when it may work later, with the secret left as it was
 */
export function renew(ports: Ports, id: string, seen: Seen): Promise<void> {
  const flying = flights.get(id);
  if (flying) return flying;
  const flight = inTurn(id, () => ports.vault.during((vault) => renewAlone({ ...ports, vault }, id, seen))).finally(() => {
    flights.delete(id);
    ports.vault.changed();
  });
  flights.set(id, flight);
  return flight;
}

interface Seen {
  readonly issuedAt: number | undefined;
  readonly byUser?: boolean;
}

async function renewAlone(ports: Ports, id: string, seen: Seen): Promise<void> {
  await storeHeld(ports.vault, ports.unstored);
  const stored = await wholeRow(ports.vault, id);
  const row = withHeld(await ports.unstored.read(), stored);
  if (row.state !== 'fine') throw needsSignIn(row);
  if (row.facts.issuedAt !== seen.issuedAt) return; // renewed by someone else since
  // The next one could not be stored either, because it belongs to a secret that the vault has not seen.
  if (row !== stored) throw new CountersignError('renewal_failed', { ...row.problem });
  const left = (row.renewNotBefore ?? 0) - ports.clock.now();
  if (!seen.byUser && left > 0 && left <= longestPause * 1000)
    // more is of a clock that was set back
    throw new CountersignError('renewal_failed', { ...row.problem, retryAfter: Math.ceil(left / 1000) });
  const box = await openAccount(ports.vault, row);
  const protocol = protocolOf(box.service);
  if (!row.facts.renewable || !protocol.renew) {
    const problem = new CountersignError('needs_sign_in', { about: box.service.name }).problem;
    await requireSignIn(ports, row, problem);
    throw CountersignError.from(problem);
  }
  const app = await openApp(ports.vault, row.appId, row.serviceId); // before anything is journalled: the vault may be locked
  const attempt = (row.renewing?.attempt ?? 0) + 1;
  await update(ports.vault, id, (open) => {
    open.renewing = { attempt, at: ports.clock.now() };
  });
  await checkpoint('renewal:journalled');
  await ask(ports, row, { box, app }, attempt);
}

async function ask(ports: Ports, row: AccountRow, { box, app }: { box: AccountBox; app: App }, attempt: number): Promise<void> {
  const context = contextFor(ports, box.service, app, row.keyId);
  const held = { secret: box.secret, facts: row.facts, notes: row.notes };
  try {
    const grant = await protocolOf(box.service).renew!(context, held, attempt);
    await checkpoint('renewal:answered');
    await storeRenewal(ports.vault, row, box, grant).catch(async (error: unknown) => {
      if (!isStorageProblem(error)) throw error;
      const problem = { ...toProblem(error), at: ports.clock.now() };
      await hold(ports.vault, ports.unstored, row, box, grant, problem);
      storeLater(ports);
    });
    await checkpoint('renewal:stored');
  } catch (error) {
    if (isCoded(error) && error.code === 'host_access_missing') {
      // Nothing was sent: all is as it was, an earlier try of which nothing is known included, and the user can allow it.
      await updateUnlessReplaced(ports.vault, row, (open) => {
        if (row.renewing) open.renewing = row.renewing;
        else delete open.renewing;
      });
      throw error;
    }
    const problem = withWhen(toProblem(error, 'renewal_failed'), box.service.name, ports.clock.now());
    if (isCoded(error) && (error.code === 'needs_sign_in' || error.code === 'renewal_interrupted')) {
      if (!(await requireSignIn(ports, row, problem))) return; // signed in again meanwhile
      throw new CountersignError('needs_sign_in', { ...problem });
    }
    const same = await updateUnlessReplaced(ports.vault, row, (open) => {
      // The service may have rotated: the next try counts as the second, unless it answered that it did not.
      if ((problem.status ?? 0) >= 400) delete open.renewing;
      open.problem = problem;
      const pause = problem.retryAfter ?? (problem.status === 429 ? usualPause : undefined);
      if (pause !== undefined) open.renewNotBefore = ports.clock.now() + Math.min(pause, longestPause) * 1000;
    });
    if (same) throw new CountersignError('renewal_failed', { ...problem });
  }
}

/** A secret that could not be stored is tried again after this long, in milliseconds. */
const retry = 5000;
let retrying = false;

/** Tries until everything is stored, while the worker lives; the next life goes on with it. */
export function storeLater(ports: Pick<Ports, 'vault' | 'unstored'>): void {
  if (retrying) return;
  retrying = true;
  setTimeout(() => {
    retrying = false;
    void storeHeld(ports.vault, ports.unstored).then((left) => left > 0 && storeLater(ports));
  }, retry);
}

/**
 * Only the user can bring this account back: says so, and keeps everything else.
 * @param seen the account whose secret is dead
 * @returns false where it has been signed in again or revoked since, and stays as it is
 */
export function requireSignIn(ports: Ports, seen: AccountRow, problem: Problem): Promise<boolean> {
  return updateUnlessReplaced(ports.vault, seen, (row) => {
    row.state = 'needs-sign-in';
    row.problem = { ...problem, at: problem.at ?? ports.clock.now() };
    delete row.renewing;
  });
}

/** The error for a call through an account that waits for the user. */
export function needsSignIn(row: AccountRow): CountersignError {
  const { code: _, message: __, at: ___, ...details } = row.problem ?? { code: 0, message: 0 };
  return new CountersignError('needs_sign_in', details);
}

function withWhen(problem: Problem, about: string, at: number): Problem {
  return { ...problem, about: problem.about ?? about, at };
}
