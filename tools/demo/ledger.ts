/** Compares what the page saw with what the practice services wrote down: a step holds only when both say the same. */
import type { Kind, Stage } from './stage';
import type { LogEntry, PracticeService } from '../../test/services/types';
import { fingerprint } from '../../test/services/users';
import type { Line } from './album';
import { must } from './narrate';

export interface Mark {
  /** What this service has logged since the mark. */
  entries(): LogEntry[];
  /** The API requests among them. */
  calls(): LogEntry[];
}

/** Remembers how far a service's log goes now. */
export function markLog(service: PracticeService): Mark {
  const from = service.log.length;
  const entries = () => service.log.slice(from);
  return { entries, calls: () => entries().filter(({ path }) => path.startsWith('/api/')) };
}

export const serviceOf = ({ world }: Stage, kind: Kind): PracticeService => world[kind];

/** The token that alice's account uses, by the service's own books: its value stays in this process. */
export function currentToken(service: PracticeService): string {
  const issued = service.issued.findLast(({ kind, user }) => kind === 'access_token' && user === 'alice');
  must(issued, `${service.name} has issued no access token for alice.`);
  return issued.value;
}

/**
 * The page's line against the service's log: exactly one request arrived, the same one, with alice's own token.
 * @returns what the service wrote down
 */
export function sameInLog(service: PracticeService, mark: Mark, line: Line): string {
  const calls = mark.calls();
  must(calls.length === 1, `The page made one call, ${service.name} logged ${calls.length}.`);
  const [entry] = calls;
  must(entry, 'No entry.');
  const same = entry.method === line.method && entry.path === line.path && String(entry.status) === line.end;
  must(same, `The page saw ${line.method} ${line.path} → ${line.end}, ${service.name} logged ${brief(entry)}.`);
  must(entry.user === 'alice', `${service.name} took the call for ${entry.user ?? 'nobody'}, not for alice.`);
  must(entry.token === fingerprint(currentToken(service)), `${service.name} saw another token than the one it issued to alice.`);
  return entry.outcome;
}

/** Nothing may have arrived since the mark. */
export function nothingSent(service: PracticeService, mark: Mark): void {
  const calls = mark.calls();
  must(calls.length === 0, `Nothing should have been sent, but ${service.name} logged ${calls.map(brief).join('; ')}.`);
}

/** An entry in short, without query and body. */
export function brief({ method, path, status, outcome }: LogEntry): string {
  return `${method} ${path} ${status} “${outcome}”`;
}
