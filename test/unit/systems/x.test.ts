/** X's OAuth 2.0 by its entry, against a double: who stays signed in, how long a code is good, what its own names of errors mean. */
import { afterEach, expect, test } from 'vitest';
import type { Grant, Outgoing, Reaction, Step } from '../../../src/core/protocol';
import type { OAuth2Secret } from '../../../src/protocols/oauth2/grant';
import { oauth2 } from '../../../src/protocols/oauth2/protocol';
import { entryAt } from '../../practice/entry-at';
import { x as entry } from '../../practice/system-entries';
import { REDIRECT } from '../../services/files-testing';
import { startXService } from '../../services/system-x';
import type { RunningVendor } from '../../services/vendor-server';
import { TestBrowser } from '../../services/testing-client';
import { codeOf, contextOf, held, person, signIn, transmit, type Ctx } from '../oauth2/drive';

let double: RunningVendor;
afterEach(() => double.close());

async function at(auth: 'none' | 'basic' = 'none'): Promise<Ctx> {
  double = await startXService(auth);
  const { clientId, clientSecret = '' } = double.registerApp({ redirectUris: [REDIRECT] });
  const service = entryAt(entry, double.hosts);
  return contextOf(service, { clientId, clientSecret }, { way: 'redirect' });
}

async function call(
  context: Ctx,
  grant: Grant<OAuth2Secret>,
  path: string,
  old = false,
): Promise<[number, string, Reaction['do']]> {
  const account = old ? { ...held(grant), facts: { ...grant.facts, issuedAt: 0 } } : held(grant);
  const plain: Outgoing = { method: 'GET', url: new URL(path, double.apiOrigin), headers: new Headers() };
  const sent = await oauth2.sign(context, account, plain);
  const response = await transmit(sent);
  const text = await response.text();
  const { status, headers } = response;
  return [status, text, (await oauth2.react(context, account, sent, { status, headers, peek: async () => text })).do];
}

test.each(['none', 'basic'] as const)(
  'an app that authenticates by %s signs in, renews with a token that changes, and revokes',
  async (auth) => {
    const context = await at(auth);
    const { grant } = await signIn(context);
    expect(grant.facts).toMatchObject({ subject: '2291', label: 'alice', renewable: true });
    double.expireAccessTokens();
    expect(await call(context, grant, '/2/users/me', true)).toEqual([
      401,
      expect.stringContaining('"title":"Unauthorized"'),
      'renew',
    ]);
    const renewed = await oauth2.renew!(context, held(grant), 1);
    expect(renewed.secret.refreshToken).not.toBe(grant.secret.refreshToken);
    expect((await call(context, renewed, '/2/users/me'))[0]).toBe(200);
    expect(await oauth2.revoke!(context, held(renewed))).toBe('revoked');
    expect((await call(context, renewed, '/2/users/me'))[0]).toBe(401);
  },
);

test('a refresh token is good once: used again, the account needs a sign-in, however X calls that', async () => {
  const context = await at();
  const { grant } = await signIn(context);
  await oauth2.renew!(context, held(grant), 1);
  expect(await codeOf(oauth2.renew!(context, held(grant), 1))).toBe('needs_sign_in');
  expect(double.log.at(-1)).toMatchObject({ status: 400, outcome: expect.stringMatching(/^refused invalid_request/) as string });
  expect(double.reuseDetected).toBe(1);
  expect(await codeOf(oauth2.renew!(context, held(grant), 2))).toBe('renewal_interrupted');
});

test('without offline.access nothing renews; a scope that is missing is a 403 which ends nothing', async () => {
  const context = await at();
  // Who signed in cannot be asked without users.read.
  expect(await codeOf(signIn(context, person('alice', ['users.read'])))).toBe('service_refused');
  const short = await signIn(context, person('alice', ['offline.access']));
  expect(short.grant.facts.renewable).toBe(false);
  const few = { ...context, service: { ...context.service, userinfoUrl: undefined as never } };
  const blind = await signIn(few, person('alice', ['users.read']));
  const [status, text, does] = await call(context, blind.grant, '/2/users/me');
  expect([status, JSON.parse(text), does]).toEqual([
    403,
    { title: 'Forbidden', type: 'about:blank', status: 403, detail: 'Forbidden' },
    'deliver',
  ]);
});

test('a code is good for half a minute and once', async () => {
  const context = await at();
  const begun = async (): Promise<[Extract<Step, { do: 'visit' }>, string]> => {
    const step = await oauth2.begin(context);
    if (step.do !== 'visit') throw new Error(step.do);
    return [step, (await new TestBrowser().signIn(step.url, 'alice')).headers['location'] ?? ''];
  };
  const [late, lateUrl] = await begun();
  double.expireCodes();
  const trade = (step: typeof late, url: string, attempt: number) =>
    oauth2.resume(context, step.pending, { to: 'visit', url, attempt });
  await expect(trade(late, lateUrl, 1)).rejects.toMatchObject({
    code: 'service_refused',
    problem: { serviceCode: 'invalid_request' },
  });
  const [step, url] = await begun();
  await trade(step, url, 1);
  expect(await codeOf(trade(step, url, 2))).toBe('answer_lost');
});

test('errors beside data in a 200 are the caller’s; an unknown resource is a problem with an address', async () => {
  const context = await at();
  const { grant } = await signIn(context);
  expect(await call(context, grant, '/2/tweets?ids=1,20')).toEqual([200, expect.stringContaining('"errors":[{'), 'deliver']);
  const [status, text] = await call(context, grant, '/2/nowhere');
  expect([status, JSON.parse(text)]).toMatchObject([404, { type: 'https://api.x.com/2/problems/resource-not-found' }]);
});
