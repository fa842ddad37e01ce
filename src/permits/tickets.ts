/**
 * Tickets: a page prepares a question ahead of the click that asks it. A ticket is good once, for its caller, for minutes; it is made
 * without a look at what is here, so nobody learns from one whether there is a service or an account.
 */
import { callerKey, type Outsider } from '../core/caller';
import { CountersignError } from '../core/errors';
import type { Clock } from '../core/ports';
import { isSafeTarget } from '../core/urls';
import type { Instant } from '../core/words';

/** How long a ticket is good, in milliseconds. */
const lifetime = 5 * 60_000;
/** Tickets that one caller, and all together, may hold unused: their questions have to fit into the session's memory. */
const mostOfOne = 20;
const most = 200;
/** Used and expired ones are remembered for so many others, to tell them apart from those that never were. */
const remembered = 500;

/** What happens in the page when a ticket has led to an account. */
export interface End {
  /** A URL of the page's own origin, to which it goes. */
  readonly go?: string;
  /** A message that the page's window gets, as it stands. */
  readonly say?: string;
}

interface Row<W> {
  readonly ticket: string;
  readonly callerKey: string;
  readonly expiresAt: Instant;
  /** Absent once it cannot be used any more. */
  readonly use?: { readonly want: W; readonly end: End };
  /** The question that it is used for; empty when that has ended. */
  readonly usedFor?: string;
}

/** Memory that outlives the worker and ends with the browser. */
interface Store {
  read(): Promise<readonly unknown[]>;
  write(rows: readonly unknown[]): Promise<void>;
}

export interface Tickets<W> {
  /** @throws CountersignError `busy` when this caller, or all of them, hold too many */
  make(caller: Outsider, want: W, end: End): Promise<{ ticket: string; expiresAt: Instant }>;
  /**
   * Takes a ticket for one question. The same question may take it again: the worker may have died under it.
   * @throws CountersignError `ticket_invalid` when there is none or it is another caller's, `ticket_used`, `ticket_expired`
   */
  take(caller: Outsider, ticket: string, question: string): Promise<{ want: W; end: End }>;
  /** The question could not be put: the ticket is as good as before. */
  giveBack(ticket: string): Promise<void>;
  /** The question has ended: so has the ticket. */
  spend(ticket: string): Promise<void>;
}

export function makeTickets<W>(store: Store, clock: Clock): Tickets<W> {
  let last: Promise<unknown> = Promise.resolve();
  /** One change at a time: of two that take a ticket at once, one gets it. */
  const change = <T>(work: (rows: readonly Row<W>[]) => { readonly rows?: readonly Row<W>[]; readonly value: T }): Promise<T> => {
    const next = last.then(async () => {
      const { rows, value } = work((await store.read()) as readonly Row<W>[]);
      if (rows) await store.write(rows);
      return value;
    });
    last = next.catch(() => undefined);
    return next;
  };
  const isLive = ({ use, expiresAt, usedFor }: Row<W>): boolean =>
    use !== undefined && (usedFor !== undefined || clock.now() < expiresAt);
  const withRow = (ticket: string, to: (row: Row<W>) => Row<W>): Promise<void> =>
    change((rows) => ({ rows: rows.map((row) => (row.ticket === ticket ? to(row) : row)), value: undefined }));
  return {
    make: (caller, want, end) =>
      change((rows) => {
        const key = callerKey(caller);
        const live = rows.filter(isLive);
        if (live.length >= most || live.filter((row) => row.callerKey === key).length >= mostOfOne)
          throw new CountersignError('busy');
        const fresh = { ticket: crypto.randomUUID(), callerKey: key, expiresAt: clock.now() + lifetime };
        const dead = rows.filter((row) => !isLive(row)).map(emptied);
        const kept = [...dead.slice(-remembered), ...live, { ...fresh, use: { want, end } }];
        return { rows: kept, value: { ticket: fresh.ticket, expiresAt: fresh.expiresAt } };
      }),
    take: (caller, ticket, question) =>
      change((rows) => {
        const row = rows.find((each) => each.ticket === ticket && each.callerKey === callerKey(caller));
        if (!row) throw new CountersignError('ticket_invalid');
        if (row.usedFor !== undefined && row.usedFor !== question) throw new CountersignError('ticket_used');
        if (row.usedFor === undefined && clock.now() >= row.expiresAt) throw new CountersignError('ticket_expired');
        if (!row.use) throw new CountersignError('ticket_used');
        return { rows: rows.map((each) => (each === row ? { ...row, usedFor: question } : each)), value: row.use };
      }),
    giveBack: (ticket) => withRow(ticket, ({ usedFor: _, ...row }) => row),
    spend: (ticket) => withRow(ticket, (row) => ({ ...emptied(row), usedFor: '' })),
  };
}

/** Without its question, which is not needed any more. */
function emptied<W>({ use: _, ...row }: Row<W>): Row<W> {
  return row;
}

/**
 * What a ticket leads to in the end.
 * @param to `targetOrigin`: an origin or URL of the caller's own, to which its page goes; `callbackMessage`: what its window gets instead
 * @throws CountersignError `invalid_input` for a URL of anyone else, and for a caller that has no page of its own
 */
export function endOf(
  caller: Outsider,
  {
    targetOrigin,
    callbackMessage,
  }: { readonly targetOrigin?: string | undefined; readonly callbackMessage?: string | undefined },
): End {
  const go = targetOrigin === undefined ? undefined : ownUrl(caller, targetOrigin);
  if (callbackMessage) {
    if (caller.kind !== 'site') throw new CountersignError('invalid_input', { about: 'callbackMessage' });
    return { say: callbackMessage };
  }
  return go === undefined ? {} : { go };
}

function ownUrl(caller: Outsider, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (caller.kind !== 'site' || !url || url.origin !== caller.origin || !isSafeTarget(url))
    throw new CountersignError('invalid_input', { about: 'targetOrigin' });
  return url.href;
}
