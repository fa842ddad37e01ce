/** What each check makes of what it saw. */
import { describe, expect, it } from 'vitest';
import { aheadBy, askService, askServices } from '../../../extension/background/health/ask-service';
import { judgeAlarms, judgeStorage } from '../../../extension/background/health/check-browser';
import { clocksOf, judgeClock } from '../../../extension/background/health/check-clock';
import { hostsOf, judgeHosts, judgeServices } from '../../../extension/background/health/check-services';
import { judgeUnfinished } from '../../../extension/background/health/check-unfinished';
import type { Use } from '../../../extension/background/health/in-use';

const now = Date.UTC(2026, 10, 21, 13);
const minute = 60_000;
const use = (name: string, more: Partial<Use> = {}): Use => ({
  id: name,
  name,
  hosts: [`https://${name}.example`],
  door: `https://${name}.example`,
  own: false,
  ...more,
});

describe('storage', () => {
  it('is fine once the browser has promised, and asks for the promise before', () => {
    expect(judgeStorage({ persisted: true, usage: 10, quota: 1e9 })).toEqual({
      state: 'fine',
      facts: { persisted: 1, left: 1e9 - 10 },
    });
    expect(judgeStorage({ persisted: false })).toEqual({ state: 'needs-you', facts: { persisted: 0 }, repair: 'persist' });
  });

  it('needs the user when there is little room, promise or not', () => {
    expect(judgeStorage({ persisted: true, usage: 1e9, quota: 1e9 + 1000 })).toMatchObject({
      state: 'needs-you',
      facts: { full: 1, left: 1000 },
    });
    expect(judgeStorage({ persisted: false, usage: 2e9, quota: 1e9 })).toMatchObject({ facts: { full: 1, left: 0 } });
  });
});

describe('alarms', () => {
  const nothing = { recover: false, renewAt: undefined };

  it('needs none while nothing is under way', () => {
    expect(judgeAlarms([], now, nothing)).toEqual({ state: 'fine', facts: { count: 0 } });
  });

  it('tells how many there are and the next', () => {
    const alarms = [
      { name: 'renew', at: now + 20 * minute },
      { name: 'recover', at: now + 30_000 },
    ];
    expect(judgeAlarms(alarms, now, { recover: true, renewAt: now + 20 * minute })).toEqual({
      state: 'fine',
      facts: { count: 2, next: now + 30_000 },
    });
  });

  it('misses each that should be there', () => {
    const missing = (alarms: Parameters<typeof judgeAlarms>[0], needed: Parameters<typeof judgeAlarms>[2]) =>
      judgeAlarms(alarms, now, needed).facts['missing'];
    expect(missing([], { recover: true, renewAt: now + minute })).toBe('recover renew');
    expect(missing([{ name: 'renew', at: now + minute }], { recover: true, renewAt: now + minute })).toBe('recover');
    expect(missing([{ name: 'renew', at: now + 60 * minute }], { recover: false, renewAt: now + minute })).toBe('renew');
    expect(missing([{ name: 'renew', at: now + minute }], { recover: false, renewAt: now - 60 * minute })).toBeUndefined();
    expect(judgeAlarms([], now, { recover: true, renewAt: undefined }).repair).toBe('alarms');
  });
});

describe('clock', () => {
  const seen = (...ahead: number[]) => ahead.map((seconds, at) => ({ name: 'abc'[at] ?? '', ahead: seconds }));

  it('is not measured without a service, and fine beside one that agrees', () => {
    expect(judgeClock([], -minute)).toEqual({ state: 'fine', facts: { kind: 'unmeasured' } });
    expect(judgeClock(seen(60), 0)).toEqual({ state: 'fine', facts: { kind: 'right', service: 'a' } });
    expect(judgeClock(seen(-60), 0).state).toBe('fine');
  });

  it('is wrong here when it differs from everybody by more than a minute', () => {
    expect(judgeClock(seen(252), 0)).toEqual({
      state: 'needs-you',
      facts: { kind: 'here', seconds: 252, service: 'a' },
      repair: 'measure',
    });
    expect(judgeClock(seen(-3700, -61), 0).facts).toEqual({ kind: 'here', seconds: -61, service: 'b' });
  });

  it('is wrong there when other services agree with ours: nothing for the user to do', () => {
    expect(judgeClock(seen(0, 3600), 0)).toEqual({ state: 'fine', facts: { kind: 'there', seconds: 3600, service: 'b' } });
  });

  it('was set back when times lie in the future, unless a service says that it is right now', () => {
    expect(judgeClock([], 61_000)).toMatchObject({ state: 'needs-you', facts: { kind: 'back', seconds: 61 } });
    expect(judgeClock([], 60_000).state).toBe('fine');
    expect(judgeClock(seen(1), 3_600_000)).toEqual({ state: 'fine', facts: { kind: 'was-ahead', seconds: 3600 } });
  });

  it('is read from the answer’s Date, in the middle of the request, older by its Age', () => {
    const headers = (date: number, more: Record<string, string> = {}) =>
      new Headers({ date: new Date(date).toUTCString(), ...more });
    expect(aheadBy(headers(now), now, now + 1000)).toBe(0);
    expect(aheadBy(headers(now + 252_000), now, now + 1000)).toBe(252);
    expect(aheadBy(headers(now - 100_000, { age: '100' }), now, now + 1000)).toBe(0);
    expect(aheadBy(new Headers(), now, now)).toBeUndefined();
    expect(aheadBy(new Headers({ date: 'yesterday' }), now, now)).toBeUndefined();
  });

  it('is known from signed requests where an answer does not tell', () => {
    const [told, learnt, neither] = [use('told', { learnt: 9 }), use('learnt', { learnt: -90 }), use('neither')];
    expect(
      clocksOf([
        { use: told, answer: 'answered', ahead: 3 },
        { use: learnt, answer: 'silent' },
        { use: neither, answer: 'answered' },
      ]),
    ).toEqual([
      { name: 'told', ahead: 3 },
      { name: 'learnt', ahead: -90 },
    ]);
  });
});

describe('hosts', () => {
  it('are counted once, whatever their ports, and told where they are closed', () => {
    const origins = hostsOf([
      use('a', { hosts: ['https://a.example', 'https://api.example'] }),
      use('b', { hosts: ['https://api.example:8443'] }),
    ]);
    expect(origins).toHaveLength(2);
    expect(judgeHosts(origins, () => true)).toEqual({ state: 'fine', facts: { total: 2, closed: 0 } });
    expect(judgeHosts(origins, (origin) => origin === 'https://a.example')).toEqual({
      state: 'needs-you',
      facts: { total: 2, closed: 1 },
      repair: 'grant',
      origins: ['https://api.example:8443'],
    });
  });
});

describe('services', () => {
  const world = (answer: () => Promise<Response>, granted = true) => {
    const sent: { url: string; init: RequestInit }[] = [];
    return {
      sent,
      clock: { now: () => now },
      hosts: { granted: async () => granted },
      fetch: (url: string | URL, init: RequestInit) => {
        sent.push({ url: String(url), init });
        return answer();
      },
    };
  };

  it('have answered whatever they say, asked without anything of the user’s', async () => {
    const needs = world(async () => new Response('', { status: 500 }));
    expect(await askService(needs, use('a'))).toMatchObject({ answer: 'answered' });
    expect(needs.sent).toHaveLength(1);
    const [{ url, init } = { url: '', init: {} }] = needs.sent;
    expect(url).toBe('https://a.example/');
    expect(init).toMatchObject({ method: 'HEAD', credentials: 'omit', redirect: 'manual', referrerPolicy: 'no-referrer' });
    expect(init).not.toHaveProperty('headers');
    expect(init).not.toHaveProperty('body');
  });

  it('are silent when nothing comes, and not asked while closed or unsafe', async () => {
    const down = world(() => Promise.reject(new TypeError('no')));
    expect(await askService(down, use('a'))).toEqual({ use: use('a'), answer: 'silent' });
    const closed = world(async () => new Response(), false);
    expect(await askService(closed, use('a'))).toMatchObject({ answer: 'closed' });
    const unsafe = use('b', { door: 'http://b.example' });
    const open = world(async () => new Response());
    expect(await askService(open, unsafe)).toMatchObject({ answer: 'closed' });
    expect([...closed.sent, ...open.sent]).toEqual([]);
  });

  it('are asked four at once', async () => {
    let [running, most] = [0, 0];
    const needs = world(async () => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return new Response();
    });
    const uses = Array.from({ length: 10 }, (_, at) => use(`s${at}`));
    expect((await askServices(needs, uses)).map(({ use: { name } }) => name)).toEqual(uses.map(({ name }) => name));
    expect(most).toBe(4);
  });

  it('need the user by name when they are silent', () => {
    expect(judgeServices([{ use: use('a'), answer: 'answered' }])).toEqual({
      state: 'fine',
      facts: { total: 1, answered: 1, closed: 0 },
    });
    expect(
      judgeServices([
        { use: use('a'), answer: 'silent' },
        { use: use('b'), answer: 'closed' },
        { use: use('c'), answer: 'silent' },
      ]),
    ).toEqual({ state: 'needs-you', facts: { total: 3, answered: 0, closed: 1, silent: 'a\nc' }, repair: 'measure' });
  });
});

describe('unfinished actions', () => {
  const none = { signIns: [], accounts: [], actions: [] };
  const judge = (rows: Partial<Parameters<typeof judgeUnfinished>[0]>, renewing = false) =>
    judgeUnfinished({ ...none, ...rows }, now, () => renewing);

  it('are none, or still under way', () => {
    expect(judge({}).state).toBe('fine');
    const open = judge({
      signIns: [
        { state: 'waiting', since: now - 29 * minute },
        { state: 'failed', since: 0 },
      ],
      actions: [
        { state: 'running', startedAt: now - minute },
        { state: 'done', startedAt: 0 },
      ],
    });
    expect(open).toEqual({ state: 'fine', facts: { signIns: 1, old: 0, renewals: 0, actions: 1, still: 0 } });
  });

  it('need the user past their time', () => {
    const found = judge({
      signIns: [{ state: 'waiting', since: now - 31 * minute }],
      actions: [{ state: 'running', startedAt: now - 11 * minute }],
    });
    expect(found).toEqual({
      state: 'needs-you',
      facts: { signIns: 0, old: 1, renewals: 0, actions: 0, still: 1 },
      repair: 'actions',
    });
  });

  it('are renewals of which nobody knows how they ended, unless one is under way or has failed since', () => {
    const cut = { id: 'a', state: 'fine' as const, renewing: { attempt: 1, at: now - minute } };
    expect(judge({ accounts: [cut] })).toMatchObject({ state: 'needs-you', facts: { renewals: 1 } });
    expect(judge({ accounts: [cut] }, true).state).toBe('fine');
    expect(judge({ accounts: [{ ...cut, problem: { code: 'renewal_failed', message: '', at: now } }] }).state).toBe('fine');
  });
});
