/** OAuth 1.0a when things go on for long or go wrong: sessions renewed and ended, wrong clocks, nonces over restarts. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountView } from '../../src/messaging/views';
import { poll } from '../harness/poll';
import { answerOf, pageCall, type Reply, type Told } from './pages/app';
import { openEnabled } from './pages/stage';
import {
  allowed,
  allowsThere,
  bringsCredentials,
  openOAuth1Stage,
  seesAccount,
  servicePage,
  signsIn,
  type OAuth1Stage,
  type Place,
} from './support/oauth1';

let stage: OAuth1Stage;
let site: Page;

beforeAll(async () => {
  stage = await openOAuth1Stage();
  site = await openEnabled(stage);
});
afterAll(async () => stage?.close());

interface Used {
  readonly account: AccountView;
  call(path: string): Promise<Told<Reply>>;
  now(): Promise<AccountView>;
}

async function used(place: Place): Promise<Used> {
  const isPasted = place.entry.ways?.includes('credentials');
  const account = await (isPasted ? bringsCredentials : signsIn)(stage, place);
  const handle = await allowed(stage, site, account);
  return {
    account,
    call: (path) => pageCall(site, handle, place.service.apiOrigin + path),
    now: async () => {
      const found = (await stage.overview()).accounts.find(({ id }) => id === account.id);
      if (!found) throw new Error('The account is gone.');
      return found;
    },
  };
}

/** Requests from now on: path and status. */
function watch({ service }: Place): () => string[] {
  const from = service.log.length;
  return () => service.log.slice(from).map(({ path, status }) => `${path} ${status}`);
}

describe('a session', () => {
  let place: Place;
  let at: Used;
  beforeAll(async () => {
    place = await stage.place('sessions');
    at = await used(place);
  });

  test('a token that is about to expire is renewed before the call, without the user', async () => {
    const brief = await stage.place('sessions', { options: { tokenSeconds: 3 }, change: { id: 'practice-brief' } });
    const { account, call, now } = await used(brief);
    expect(account).toMatchObject({ renewable: true, renewals: 0, renewsAt: (account.expiresAt ?? 0) - 750 });
    await poll(() => Date.now() > (account.renewsAt ?? Infinity), 'the time to renew');
    const seen = watch(brief);
    expect(answerOf(await call('/api/me'))).toBe(200);
    expect(seen()).toEqual(['/oauth/access_token 200', '/api/me 200']);
    expect(await now()).toMatchObject({ renewals: 1, state: 'fine', label: 'alice' });
  });

  test('one that the service calls expired is renewed once for two calls, which then go through', async () => {
    place.service.expireAccessTokens();
    const seen = watch(place);
    const both = await Promise.all([at.call('/api/me'), at.call('/api/account')]);
    expect(both.map(answerOf)).toEqual([200, 200]);
    expect(seen().filter((line) => line === '/oauth/access_token 200')).toHaveLength(1);
    expect(seen().filter((line) => line.startsWith('/api/') && line.endsWith(' 401')).length).toBeGreaterThan(0);
    expect((await at.now()).renewals).toBe(1);
  });

  test('a handle that is refused: the user is told, nothing is lost, and a sign-in brings everything back', async () => {
    place.service.revokeUserTokens('alice');
    const seen = watch(place);
    expect(await at.call('/api/me')).toMatchObject({ code: 'needs_sign_in' });
    expect(seen()).toEqual(['/api/me 401', '/oauth/access_token 401']);
    expect(await at.call('/api/me')).toMatchObject({ code: 'needs_sign_in' });
    expect(seen()).toHaveLength(2);
    expect(await at.now()).toMatchObject({
      state: 'needs-sign-in',
      problem: { code: 'needs_sign_in', serviceCode: 'token_rejected' },
    });

    const options = await stage.browser.page(`extension/pages/options/options.html#accounts/${at.account.id}`);
    await options.getByText('Practice Sessions ended this access on').waitFor();
    await options.close();
    const popup = await stage.browser.popup(site);
    await popup.click({ role: 'button', name: 'Sign in to Practice Sessions as alice' });
    const connect = await poll(
      () => stage.browser.context.pages().find((page) => page.url().includes('/connect.html#')),
      'the connect window',
    );
    await connect.getByRole('button', { name: 'Sign in', exact: true }).click();
    await allowsThere(await servicePage(stage, place));
    expect(await seesAccount(stage, connect)).toMatchObject({ id: at.account.id, state: 'fine' });
    expect(answerOf(await at.call('/api/me'))).toBe(200);
  });
});

test.each([
  ['x', '/1.1/account/verify_credentials.json', '89'],
  ['ledger', '/api/me', 'token_rejected'],
  ['tv', '/api/echo', 'invalid_signature'],
] as const)('%s: a token that was ended there needs a sign-in, which brings it back', async (name, path, serviceCode) => {
  const place = await stage.place(name);
  const at = await used(place);
  expect(answerOf(await at.call(path))).toBe(200);
  place.service.revokeUserTokens('alice');
  expect(await at.call(path)).toMatchObject({ code: 'needs_sign_in' });
  expect(await at.now()).toMatchObject({ state: 'needs-sign-in', problem: { serviceCode } });
  expect((await signsIn(stage, place, 'alice', at.account.id)).id).toBe(at.account.id);
  expect(answerOf(await at.call(path))).toBe(200);
});

test.each([
  ['x', 'ahead', 7200, '/1.1/account/verify_credentials.json'],
  ['sessions', 'behind', -7200, '/api/me'],
] as const)(
  '%s: its clock is two hours %s: one retry in the sign-in, one at the first call',
  async (name, how, clockAheadSeconds, path) => {
    const place = await stage.place(name, { options: { clockAheadSeconds }, change: { id: `practice-${name}-${how}` } });
    const seen = watch(place);
    const at = await used(place);
    const tokens = (): string[] => seen().filter((line) => /_token \d/.test(line));
    expect(tokens()).toEqual(['/oauth/request_token 401', '/oauth/request_token 200', '/oauth/access_token 200']);
    const calls = watch(place);
    for (let times = 0; times < 3; times += 1) expect(answerOf(await at.call(path))).toBe(200);
    expect(calls()).toEqual([`${path} 401`, `${path} 200`, `${path} 200`, `${path} 200`]);
    await stage.browser.stopWorker();
    expect(answerOf(await at.call(path))).toBe(200);
    expect(calls()).toHaveLength(5);
  },
);

test('no nonce comes twice, however often the worker is killed', async () => {
  const place = await stage.place('strict', {
    options: { transport: 'query' },
    change: { transport: 'query', ways: ['credentials'] },
  });
  const at = await used(place);
  for (let lives = 0; lives < 3; lives += 1) {
    const answers = await Promise.all(Array.from({ length: 5 }, () => at.call('/api/me')));
    expect(answers.map(answerOf)).toEqual([200, 200, 200, 200, 200]);
    await stage.browser.stopWorker();
  }
  const nonces = place.service.log.flatMap(({ query }) => new URLSearchParams(query).get('oauth_nonce') ?? []);
  expect(nonces.length).toBe(15);
  expect(new Set(nonces).size).toBe(nonces.length);
});
