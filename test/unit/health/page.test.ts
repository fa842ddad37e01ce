/** The page's part of the checks: many services as one check, and which rows belong on top. */
import { describe, expect, it } from 'vitest';
import type { CheckName, CheckView } from '../../../src/core/health';
import {
  all,
  atServices,
  countsOf,
  here,
  isSettled,
  unmade,
  wanting,
  type Row,
  type Rows,
} from '../../../extension/pages/options/health-rows';
import { joined } from '../../../extension/pages/options/health-joined';

const view = (name: CheckName, more: Partial<CheckView> = {}): CheckView => ({ name, state: 'fine', at: 1, facts: {}, ...more });
const asked = (facts: CheckView['facts'], more: Partial<CheckView> = {}): CheckView =>
  view('services', { facts: { total: 1, ...facts }, ...more });
const done = (changed: Partial<Record<CheckName, Row>> = {}): Rows => ({
  ...(Object.fromEntries(all.map((name) => [name, { view: view(name), busy: false }])) as unknown as Rows),
  ...changed,
});

describe('services asked one by one', () => {
  it('are one check', () => {
    expect(joined([asked({ answered: 1 }), asked({ answered: 0, closed: 1 })], 2, 7)).toEqual({
      name: 'services',
      state: 'fine',
      at: 7,
      facts: { total: 2, answered: 1, closed: 1 },
    });
    const silent = joined([asked({ silent: 'a' }), asked({ answered: 1 }), asked({ silent: 'b' })], 3, 7);
    expect(silent).toMatchObject({ state: 'needs-you', repair: 'measure', facts: { silent: 'a\nb', answered: 1 } });
  });

  it('say that they were stopped, and why one could not be asked', () => {
    expect(joined([asked({ answered: 1 })], 5, 7).facts).toEqual({ total: 5, answered: 1, closed: 0, stopped: 1 });
    expect(joined([asked({}, { state: 'failed', problem: 'locked' })], 1, 7)).toMatchObject({
      state: 'failed',
      problem: 'locked',
    });
  });
});

describe('rows', () => {
  it('stand in one section each', () => {
    expect([...here, ...atServices].toSorted()).toEqual([...all].toSorted());
    expect(new Set(all).size).toBe(10);
  });

  it('are all running at first, and settled once only the services are asked', () => {
    expect(countsOf(unmade)).toEqual({ total: 10, fine: 0, needs: 0, busy: 10 });
    expect(isSettled(unmade)).toBe(false);
    expect(isSettled(done({ services: { busy: true } }))).toBe(true);
    expect(isSettled(done({ clock: { busy: true } }))).toBe(false);
  });

  it('belong on top when they need the user, in the page’s order, and not while they run again', () => {
    const wrong = (name: CheckName, busy = false): Row => ({ view: view(name, { state: 'needs-you' }), busy });
    const rows = done({ clock: wrong('clock'), vault: wrong('vault'), hosts: wrong('hosts', true) });
    expect(wanting(rows)).toEqual(['vault', 'clock']);
    expect(countsOf(rows)).toEqual({ total: 10, fine: 7, needs: 2, busy: 1 });
  });

  it('that were stopped are neither fine nor need the user', () => {
    const rows = done({ services: { view: view('services', { facts: { stopped: 1 } }), busy: false } });
    expect(countsOf(rows)).toEqual({ total: 10, fine: 9, needs: 0, busy: 0 });
  });
});
