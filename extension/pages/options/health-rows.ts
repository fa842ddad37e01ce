/** The checks as rows: in which section each stands, and what the page's head says of all of them. Nothing here knows the screen. */
import type { CheckName, CheckView } from '../../../src/core/health';

/** How many services have answered, of how many. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** A check on the page. While it runs again, what it found before stays. */
export interface Row {
  readonly view?: CheckView;
  readonly busy: boolean;
  readonly progress?: Progress;
}

export type Rows = Readonly<Record<CheckName, Row>>;

/** In the order of the page. */
export const here = ['vault', 'keys', 'storage', 'redirect', 'alarms', 'update'] as const satisfies readonly CheckName[];
export const atServices = ['hosts', 'services', 'clock', 'actions'] as const satisfies readonly CheckName[];
export const all: readonly CheckName[] = [...here, ...atServices];

/** These ask nobody: they end within a moment, and are shown together. */
export const local: readonly CheckName[] = ['vault', 'keys', 'storage', 'redirect', 'alarms', 'update', 'hosts', 'actions'];

export const unmade: Rows = Object.fromEntries(all.map((name) => [name, { busy: true }])) as unknown as Rows;

const needs = ({ view, busy }: Row): boolean => !busy && view !== undefined && view.state !== 'fine';
const isFine = ({ view, busy }: Row): boolean => !busy && view?.state === 'fine' && view.facts['stopped'] === undefined;

/** The checks that belong on top, in the page's order. */
export function wanting(rows: Rows): CheckName[] {
  return all.filter((name) => needs(rows[name]));
}

export interface Counts {
  readonly total: number;
  readonly fine: number;
  readonly needs: number;
  readonly busy: number;
}

export function countsOf(rows: Rows): Counts {
  const count = (which: (row: Row) => boolean): number => all.filter((name) => which(rows[name])).length;
  return { total: all.length, fine: count(isFine), needs: count(needs), busy: count(({ busy }) => busy) };
}

/**
 * Whether the sections may be made up: once everything but the slow question to the services has ended. What these add later waits for
 * its own end.
 */
export function isSettled(rows: Rows): boolean {
  return all.every((name) => name === 'services' || !rows[name].busy);
}
