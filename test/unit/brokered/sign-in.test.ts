/** The sign-in of a connector, against Practice Cyclr: by its page, with a key, with a password; and what stops it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Step } from '../../../src/core/protocol';
import { brokered } from '../../../src/protocols/brokered/protocol';
import { startCyclr, type CyclrService } from '../../services/cyclr';
import { findSecrets } from '../../services/secrets';
import { TestBrowser } from '../../services/testing-client';
import { after, atCyclr, type AtCyclr } from './at-cyclr';

let cyclr: CyclrService;
beforeEach(async () => {
  cyclr = await startCyclr();
});
afterEach(() => cyclr.close());

type Visit = Extract<Step, { do: 'visit' }>;
const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error: { code: string }) => error.code,
  );
async function enters(context: AtCyclr, values: Record<string, string>): Promise<Step> {
  return after(context, await brokered.begin(context), { to: 'ask', values });
}
/** What the user does on the page. @returns the redirect */
async function signsIn({ url }: Visit): Promise<string> {
  const browser = new TestBrowser();
  const done = await browser.submit(await browser.open(url), { decision: 'allow' });
  return done.headers['location'] ?? `no redirect: ${done.status}`;
}

describe('by its page', () => {
  const start = async (context: AtCyclr): Promise<Visit> => {
    const { id } = cyclr.install('Practice Files', 'OAuth2');
    const step = await enters(context, { account: cyclr.account, connector: ` ${id} `, user: 'alice@example.org' });
    if (step.do !== 'visit') throw new Error(step.do);
    return step;
  };

  test('asks for what names it, opens the page once, reads the state back and keeps no secret', async () => {
    const context = await atCyclr(cyclr, 'page');
    expect(await brokered.begin(context)).toMatchObject({
      do: 'ask',
      fields: [{ name: 'account', kind: 'text' }, { name: 'connector' }, { name: 'user' }],
    });
    const visit = await start(context);
    expect(visit).toMatchObject({ once: true, back: 'https://practice-app.example/' });
    expect((visit.until ?? 0) - context.clock.now()).toBeLessThanOrEqual(300_000);
    const target = new URL(visit.url).searchParams.get('targetOrigin');
    expect(target).toBe(`https://practice-app.example/?state=${visit.ours}`);
    const url = await signsIn(visit);
    expect(url).toBe(target);
    const done = await after(context, visit, { to: 'visit', url });
    const connector = new URL(visit.url).searchParams.get('id') ?? '';
    expect(done).toMatchObject({
      do: 'done',
      grant: {
        secret: { values: { account: cyclr.account, connector, user: 'alice@example.org' } },
        facts: { subject: `${cyclr.account}/${connector}`, label: 'Practice Files', renewable: false, extra: {} },
      },
    });
    expect(findSecrets(JSON.stringify([visit.pending, done]), cyclr.issued)).toEqual([]);
  });

  test('a redirect without our parameter only tells that the user is back; one of another sign-in is refused', async () => {
    const context = await atCyclr(cyclr, 'page');
    const visit = await start(context);
    expect(await code(after(context, visit, { to: 'visit', url: `${visit.back}?state=other` }))).toBe('state_mismatch');
    expect(await after(context, visit, { to: 'visit', url: visit.back })).toMatchObject({ do: 'wait' });
    await signsIn(visit);
    expect(await after(context, visit, { to: 'visit', url: visit.back })).toMatchObject({ do: 'done' });
  });

  test('a window that was closed: the broker tells whether it worked', async () => {
    const context = await atCyclr(cyclr, 'page');
    const visit = await start(context);
    expect(visit.orClosed).toBe(true);
    expect(await code(after(context, visit, { to: 'closed' }))).toBe('window_closed');
    await signsIn(visit);
    expect(await after(context, visit, { to: 'closed' })).toMatchObject({ do: 'done' });
  });

  test('waits until it is signed in, and gives up in the end', async () => {
    const context = await atCyclr(cyclr, 'page');
    const visit = await start(context);
    const waiting = await after(context, visit, { to: 'visit', url: visit.back });
    expect(waiting).toMatchObject({ do: 'wait', seconds: 3 });
    expect('show' in waiting).toBe(false);
    const again = await after(context, waiting, { to: 'wait' });
    expect(again).toMatchObject({ do: 'wait', seconds: 3 });
    context.later(58);
    expect(await code(after(context, again, { to: 'wait' }))).toBe('connector_not_signed_in');
  });

  test('leaves a busy broker alone, and outlasts one that is away for a moment', async () => {
    const context = await atCyclr(cyclr, 'page');
    const visit = await start(context);
    const state = /\/v1\.0\/account\/connectors\/\d+$/;
    cyclr.faults.next(state, { respond: { status: 429, headers: { 'retry-after': '20' } } });
    const waiting = await after(context, visit, { to: 'visit', url: visit.back });
    expect(waiting).toMatchObject({ do: 'wait', seconds: 20 });
    cyclr.faults.next(state, { drop: true });
    expect(await after(context, waiting, { to: 'wait' })).toMatchObject({ do: 'wait', seconds: 3 });
    cyclr.faults.next(state, { respond: { status: 503 } });
    expect(await after(context, waiting, { to: 'wait' })).toMatchObject({ do: 'wait', seconds: 3 });
    cyclr.faults.next(state, { respond: { status: 429 } });
    context.later(1); // a minute is the usual pause, and more than is left
    expect(await code(after(context, waiting, { to: 'wait' }))).toBe('connector_not_signed_in');
  });

  test('a spent page is asked for anew: another ticket, another state', async () => {
    const context = await atCyclr(cyclr, 'page');
    const visit = await start(context);
    const second = (await after(context, visit, { to: 'again' })) as Visit;
    expect(second.do).toBe('visit');
    expect(second.ours).not.toBe(visit.ours);
    expect(new URL(second.url).searchParams.get('token')).not.toBe(new URL(visit.url).searchParams.get('token'));
    expect(await after(context, second, { to: 'visit', url: await signsIn(second) })).toMatchObject({ do: 'done' });
    expect(cyclr.tickets()).toEqual({ given: 2, used: 1 });
  });

  test('what the broker does not know is asked for again; what cannot stand in a path is not sent', async () => {
    const context = await atCyclr(cyclr, 'page');
    const good = { account: cyclr.account, connector: '5', user: 'alice' };
    expect(await enters(context, { ...good, account: 'nobody' })).toMatchObject({
      do: 'ask',
      problem: { code: 'service_refused', status: 404, serviceText: 'The account was not found.' },
    });
    const sent = cyclr.log.length;
    for (const account of ['', 'a/b', '..', '.', 'a?b', 'a#b', 'a%2fb', 'a b', 'a\\b', '{x}', '*', 'a\nb'])
      expect(await enters(context, { ...good, account }), account).toMatchObject({
        do: 'ask',
        problem: { code: 'invalid_input', about: 'Account ID' },
      });
    expect(cyclr.log).toHaveLength(sent);
  });

  test('fails with the broker’s answer, or without a broker', async () => {
    const context = await atCyclr(cyclr, 'page');
    const good = { account: cyclr.account, connector: '5', user: 'alice' };
    const ticket = `/v1.0/accounts/${cyclr.account}/signintoken`;
    cyclr.faults.next(ticket, { respond: { status: 500, body: 'x' } });
    expect(await code(enters(context, good))).toBe('service_error');
    cyclr.faults.next(ticket, { respond: { status: 200, body: '{"Other":1}' } });
    expect(await code(enters(context, good))).toBe('reply_invalid');
    cyclr.faults.next(ticket, { drop: true });
    expect(await code(enters(context, good))).toBe('service_unreachable');
    const { parent: _, ...alone } = context;
    expect(await code(enters(alone as AtCyclr, good))).toBe('broker_missing');
  });
});

test('with a key: handed to the broker, not kept', async () => {
  const context = await atCyclr(cyclr, 'key');
  const connector = cyclr.install('Practice Weather', 'ApiKey');
  const done = await enters(context, { account: cyclr.account, connector: String(connector.id), key: ` ${connector.good} ` });
  expect(done).toMatchObject({ do: 'done', grant: { facts: { label: 'Practice Weather' } } });
  expect(connector.authValue).toBe(connector.good);
  expect(findSecrets(JSON.stringify(done), cyclr.issued)).toEqual([]);
  expect(cyclr.log.map(({ method }) => method)).toEqual(['POST', 'PUT', 'GET']);
});

test('with user and password: in base64, blanks and all; no colon in the name', async () => {
  const context = await atCyclr(cyclr, 'basic');
  const connector = cyclr.install('Practice Archive', 'Basic');
  const where = { account: cyclr.account, connector: String(connector.id) };
  expect(await enters(context, { ...where, user: 'a:b', password: 'x' })).toMatchObject({
    do: 'ask',
    problem: { code: 'invalid_input', about: 'User name' },
  });
  const done = await enters(context, { ...where, user: ' älice ', password: ' pass:wörd ' });
  expect(done).toMatchObject({ do: 'done', grant: { secret: { values: { user: 'älice' } } } });
  expect(Buffer.from(connector.authValue ?? '', 'base64').toString()).toBe('älice: pass:wörd ');
  expect(JSON.stringify(done)).not.toContain('wörd');
});

test('a refusal never quotes what was entered', async () => {
  const context = await atCyclr(cyclr, 'key');
  cyclr.faults.next(/connectors/, { respond: { status: 400, body: '{"Message":"Bad key practice-key-quoted"}' } });
  const asked = await enters(context, { account: cyclr.account, connector: '5', key: 'practice-key-quoted' });
  expect(asked).toMatchObject({ do: 'ask', problem: { serviceText: 'Bad key …' } });
});

test('signed in again, it keeps its label where the broker tells none', async () => {
  const context = await atCyclr(cyclr, 'key', { expect: { label: 'My weather' } });
  const connector = cyclr.install('', 'ApiKey');
  const done = await enters(context, { account: cyclr.account, connector: String(connector.id), key: connector.good ?? '' });
  expect(done).toMatchObject({ do: 'done', grant: { facts: { label: 'My weather' } } });
});
