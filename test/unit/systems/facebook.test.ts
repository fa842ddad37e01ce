/** Facebook by its entry, against a double: permissions refused and asked for again, tokens traded, calls proved, and what its errors mean. */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Grant, Outgoing, Reaction } from '../../../src/core/protocol';
import type { OAuth2Secret } from '../../../src/protocols/oauth2/grant';
import { oauth2 } from '../../../src/protocols/oauth2/protocol';
import { entryAt } from '../../practice/entry-at';
import { facebook as entry } from '../../practice/system-entries';
import { REDIRECT } from '../../services/files-testing';
import { startFacebook, type FacebookDouble } from '../../services/system-facebook';
import { send, TestBrowser } from '../../services/testing-client';
import { codeOf, contextOf, held, person, signIn, transmit, type Ctx } from '../oauth2/drive';

let double: FacebookDouble;
let context: Ctx;
beforeEach(async () => {
  double = await startFacebook();
  const { clientId, clientSecret = '' } = double.registerApp({ redirectUris: [REDIRECT] });
  context = contextOf(
    entryAt(entry, double.hosts),
    { clientId, clientSecret },
    { way: 'redirect', scopes: ['public_profile', 'email', 'user_photos'] },
  );
});
afterEach(() => double.close());

const graph = (path: string) => new URL(`/v24.0${path}`, double.apiOrigin);
const about = async (grant: Grant<OAuth2Secret>): Promise<Record<string, unknown>> => {
  const { clientId, clientSecret } = context.app;
  const url = graph('/debug_token');
  url.search = new URLSearchParams({
    input_token: grant.secret.accessToken,
    access_token: `${clientId}|${clientSecret}`,
  }).toString();
  return (JSON.parse((await send(url.href)).text) as { data: Record<string, unknown> }).data;
};
async function call(grant: Grant<OAuth2Secret>, path: string): Promise<{ status: number; text: string; reaction: Reaction }> {
  const sent = await oauth2.sign(context, held(grant), { method: 'GET', url: graph(path), headers: new Headers() });
  const response = await transmit(sent);
  const text = await response.text();
  const { status, headers } = response;
  return { status, text, reaction: await oauth2.react(context, held(grant), sent, { status, headers, peek: async () => text }) };
}

describe('signing in', () => {
  test('asks with commas and without PKCE, trades the token for one of sixty days, and knows who it is by a call with proof', async () => {
    const { grant } = await signIn(context);
    const [page] = double.log;
    const query = new URLSearchParams(page?.query);
    expect(page?.path).toBe('/v24.0/dialog/oauth');
    expect(query.get('scope')).toBe('public_profile,email,user_photos');
    expect(query.has('code_challenge')).toBe(false);
    expect(grant.facts).toMatchObject({ subject: '2291', label: 'Alice Practice', renewable: false });
    expect((grant.facts.expiresAt ?? 0) - Date.now()).toBeGreaterThan(59 * 86_400_000);
    expect(grant.facts.scopes).toEqual(['public_profile', 'email', 'user_photos']);
    expect(await about(grant)).toMatchObject({ is_valid: true, type: 'USER', user_id: '2291', scopes: grant.facts.scopes });
    const outcomes = double.log.map(({ outcome }) => outcome).slice(3, 6);
    expect(outcomes).toEqual(['short-lived token given', 'long-lived token given', 'token good, alice']);
  });

  test('what the user refuses is known to be missing; only asked for again with rerequest does the page show it', async () => {
    const first = await signIn(context, person('alice', ['email']));
    expect(first.grant.facts.scopes).toEqual(['public_profile', 'user_photos']);
    expect(first.grant.facts.asked).toContain('email');
    const silent = await signIn({ ...context, service: { ...context.service, againParameters: {} } });
    expect(silent.grant.facts.scopes).not.toContain('email');
    const again: Ctx = { ...context, intent: { ...context.intent, expect: { label: 'Alice Practice', subject: '2291' } } };
    expect((await signIn(again)).grant.facts.scopes).toContain('email');
    expect(double.permissions('alice')).toEqual({ public_profile: 'granted', user_photos: 'granted', email: 'granted' });
  });

  test('without a secret: the token comes in the fragment, is not traded, and calls carry no proof', async () => {
    const lax = await startFacebook(false);
    const { clientId } = lax.registerApp({ redirectUris: [REDIRECT] });
    const intent = { way: 'implicit', scopes: ['public_profile', 'email'] } as const;
    const mine = contextOf(entryAt(entry, lax.hosts), { clientId, clientSecret: '' }, intent);
    const { grant } = await signIn(mine, person('alice', ['email']));
    expect(grant.facts).toMatchObject({ label: 'Alice Practice', scopes: ['public_profile'], renewable: false });
    expect((grant.facts.expiresAt ?? 0) - Date.now()).toBeLessThan(5_500_000);
    const { path, query } = lax.log.at(-1) ?? {};
    expect([path, query]).toEqual(['/v24.0/me', '?fields=id,name']);
    expect(lax.log.some(({ path: any }) => any.endsWith('/access_token'))).toBe(false);
    await lax.close();
  });

  test('refused as a whole, and failed with a numbered error, in words', async () => {
    const step = await oauth2.begin(context);
    if (step.do !== 'visit') throw new Error(step.do);
    const back = await new TestBrowser().signIn(step.url, 'alice', 'deny');
    const url = back.headers['location'] ?? '';
    expect(url).toMatch(/error_reason=user_denied.*#_=_$/);
    expect(await codeOf(oauth2.resume(context, step.pending, { to: 'visit', url, attempt: 1 }))).toBe('sign_in_denied');
    const numbered = `${REDIRECT}?error_code=1349126&error_message=App+not+active&state=${step.ours}#_=_`;
    await expect(oauth2.resume(context, step.pending, { to: 'visit', url: numbered, attempt: 1 })).rejects.toMatchObject({
      code: 'service_refused',
      problem: { serviceCode: '1349126', serviceText: 'App not active' },
    });
  });

  test('a wrong secret and a code that was used are told in the service’s own code and words', async () => {
    const wrong = { ...context, app: { ...context.app, clientSecret: 'mistyped' } };
    await expect(signIn(wrong)).rejects.toMatchObject({ problem: { serviceCode: '1', serviceText: /secret/ } });
    const step = await oauth2.begin(context);
    if (step.do !== 'visit') throw new Error(step.do);
    const { headers } = await new TestBrowser().signIn(step.url, 'alice');
    const trade = () => oauth2.resume(context, step.pending, { to: 'visit', url: headers['location'] ?? '', attempt: 1 });
    await trade();
    expect(await codeOf(trade())).toBe('service_refused');
  });
});

describe('calls', () => {
  test.each([458, 460, 463, 467] as const)('190 with %s: a sign-in is needed, and the code tells why', async (subcode) => {
    const { grant } = await signIn(context);
    double.end('alice', subcode);
    expect(await about(grant)).toMatchObject({ is_valid: false, error: { subcode } });
    const { status, reaction } = await call(grant, '/me');
    expect(status).toBe(400);
    expect(reaction).toMatchObject({ do: 'sign-in-again', problem: { code: 'needs_sign_in', serviceCode: `190/${subcode}` } });
    expect((await call((await signIn(context)).grant, '/me')).status).toBe(200);
  });

  test('a permission that is missing ends nothing', async () => {
    const { grant } = await signIn(context, person('alice', ['user_photos']));
    const { status, text, reaction } = await call(grant, '/me/photos');
    expect([status, text]).toEqual([403, expect.stringContaining('"code":200')]);
    expect(reaction).toEqual({ do: 'deliver' });
    expect((await call(grant, '/me?fields=id,email')).text).toContain('alice@practice.example');
  });

  test('the double refuses calls without proof, with another proof, and with two', async () => {
    const { grant } = await signIn(context);
    const ask = async (query: string) => {
      const { status, text } = await send(`${graph('/me').href}${query}`, {
        headers: { authorization: `Bearer ${grant.secret.accessToken}` },
      });
      return [status, /appsecret_proof/.test(text)];
    };
    const good = createHmac('sha256', context.app.clientSecret).update(grant.secret.accessToken).digest('hex');
    expect(await ask('')).toEqual([400, true]);
    expect(await ask(`?appsecret_proof=${good.toUpperCase()}`)).toEqual([400, true]);
    expect(await ask(`?appsecret_proof=${good}&appsecret_proof=${good}`)).toEqual([400, true]);
    expect(await ask(`?appsecret_proof=${good}`)).toEqual([200, false]);
  });

  test('a caller’s own proof is replaced, and a page of the service is no place for calls', async () => {
    const { grant } = await signIn(context);
    expect((await call(grant, '/me?appsecret_proof=forged')).status).toBe(200);
    const plain: Outgoing = { method: 'GET', url: new URL('/v24.0/me', double.origin), headers: new Headers() };
    expect((await transmit(await oauth2.sign(context, held(grant), plain))).status).toBe(404);
  });
});

test('revoking takes every permission back: the token is dead there, and the next sign-in asks for all again', async () => {
  const { grant } = await signIn(context);
  expect(await oauth2.revoke?.(context, held(grant))).toBe('revoked');
  expect(double.permissions('alice')).toEqual({});
  expect(await about(grant)).toMatchObject({ is_valid: false, error: { subcode: 458 } });
  expect((await call(grant, '/me')).reaction).toMatchObject({ problem: { serviceCode: '190/458' } });
  expect(await oauth2.revoke?.(context, held(grant))).toBe('revoked');
});
