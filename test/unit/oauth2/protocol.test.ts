/** OAuth 2.0 against the strict service: the flow, the life of a token, and every refusal with its own code. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ownKeyFor } from './own-key';
import type { Context, Grant, Held, Outgoing, Step } from '../../../src/core/protocol';
import { systemClock, systemRandom } from '../../../src/core/ports';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import type { OAuth2Secret } from '../../../src/protocols/oauth2/grant';
import { oauth2 } from '../../../src/protocols/oauth2/protocol';
import { filesEntry } from '../../practice/entries';
import { REDIRECT } from '../../services/files-testing';
import { startFiles, type FilesService } from '../../services/files';
import { TestBrowser } from '../../services/testing-client';

let files: FilesService;
let context: Context<OAuth2Service>;

beforeAll(async () => {
  files = await startFiles();
});
afterAll(() => files.close());
beforeEach(() => {
  files.faults.clear();
  files.wrongIss = undefined;
  files.wrongState = undefined;
  context = contextFor('none');
});

function contextFor(clientAuth: OAuth2Service['clientAuth'], change: Partial<OAuth2Service> = {}): Context<OAuth2Service> {
  const { clientId, clientSecret = '' } = files.registerApp({ redirectUris: [REDIRECT], secret: clientAuth !== 'none' });
  const service = { ...filesEntry(files.origin, clientAuth), ...change };
  return {
    service,
    app: { serviceId: service.id, clientId, clientSecret },
    clock: systemClock,
    random: systemRandom,
    signal: new AbortController().signal,
    redirectUrl: REDIRECT,
    intent: { scopes: service.scopes.map(({ name }) => name) },
    key: ownKeyFor('sign-in'),
    http: (request: Outgoing) =>
      fetch(request.url, {
        method: request.method,
        headers: request.headers,
        ...(request.body ? { body: request.body } : {}),
        redirect: 'manual',
      }),
  };
}

type Visit = Extract<Step, { do: 'visit' }>;

/** Begins and lets the user answer at the service. */
async function visit(
  username = 'alice',
  decision: 'allow' | 'deny' = 'allow',
  untick: string[] = [],
): Promise<{ step: Visit; url: string }> {
  const step = (await oauth2.begin(context)) as Visit;
  const done = await new TestBrowser().signIn(step.url, username, decision, untick);
  return { step, url: done.headers['location'] ?? '' };
}

async function signIn(username = 'alice', untick: string[] = []): Promise<Grant<OAuth2Secret>> {
  const { step, url } = await visit(username, 'allow', untick);
  let next = await oauth2.resume(context, step.pending, { to: 'visit', url, attempt: 1 });
  if (next.do === 'next') next = await oauth2.resume(context, next.pending, { to: 'next', attempt: 1 });
  if (next.do !== 'done') throw new Error(`unexpected ${next.do}`);
  return next.grant;
}

const held = (grant: Grant<OAuth2Secret>): Held<OAuth2Secret> => ({ ...grant, notes: {} });
const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error: { code: string }) => error.code,
  );

test('signs in, names the person, and keeps asked and granted apart', async () => {
  const { secret, facts } = await signIn('alice', ['files.write']);
  expect(facts).toMatchObject({ subject: '2291', label: 'alice', renewable: true, extra: { name: 'Alice Practice' } });
  expect(facts.scopes).not.toContain('files.write');
  expect(facts.asked).toContain('files.write');
  expect(facts.expiresAt! - facts.issuedAt!).toBe(60_000);
  expect(secret.refreshToken).toBeTypeOf('string');
});

test('asks with PKCE S256, state and nonce, each fresh', async () => {
  const [one, other] = [(await oauth2.begin(context)) as Visit, (await oauth2.begin(context)) as Visit];
  const asked = new URL(one.url).searchParams;
  expect(asked.get('code_challenge_method')).toBe('S256');
  expect(asked.get('state')).toBe(one.ours);
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(asked.get(name)?.length).toBeGreaterThanOrEqual(32);
    expect(asked.get(name)).not.toBe(new URL(other.url).searchParams.get(name));
  }
});

test.each(['client_secret_basic'] as const)('a confidential app signs in by %s', async (clientAuth) => {
  context = contextFor(clientAuth);
  expect((await signIn()).facts.subject).toBe('2291');
});

test('a service without a known issuer signs in by userinfo alone', async () => {
  const { issuer: _, ...service } = context.service as OAuth2Service & { issuer: string };
  context = { ...context, service };
  expect((await signIn('bob')).facts.subject).toBe('4407');
});

describe('a redirect that must not be taken', () => {
  test('refused by the user', async () => {
    const { step, url } = await visit('alice', 'deny');
    expect(await code(oauth2.resume(context, step.pending, { to: 'visit', url, attempt: 1 }))).toBe('sign_in_denied');
  });
  test.each([
    ['another state', (url: URL) => url.searchParams.set('state', 'other'), 'state_mismatch'],
    ['no state', (url: URL) => url.searchParams.delete('state'), 'state_mismatch'],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example'), 'issuer_mismatch'],
    ['no issuer', (url: URL) => url.searchParams.delete('iss'), 'issuer_mismatch'],
    ['another code', (url: URL) => url.searchParams.set('code', 'guessed'), 'service_refused'],
    ['no code', (url: URL) => url.searchParams.delete('code'), 'reply_invalid'],
    ['two states', (url: URL) => url.searchParams.append('state', 'other'), 'reply_invalid'],
  ])('%s', async (_, change, expected) => {
    const { step, url } = await visit();
    const changed = new URL(url);
    change(changed);
    expect(await code(oauth2.resume(context, step.pending, { to: 'visit', url: changed.href, attempt: 1 }))).toBe(expected);
  });
});

test('a code that was traded before the worker died is explained', async () => {
  const { step, url } = await visit();
  await oauth2.resume(context, step.pending, { to: 'visit', url, attempt: 1 });
  expect(await code(oauth2.resume(context, step.pending, { to: 'visit', url, attempt: 2 }))).toBe('answer_lost');
});

describe('a token endpoint that does not answer as it should', () => {
  test.each([
    ['an error page', { respond: { status: 502, body: '<h1>Bad gateway</h1>' } }, 'service_error'],
    [
      'an error reply',
      { respond: { status: 400, headers: { 'content-type': 'application/json' }, body: '{"error":"invalid_scope"}' } },
      'scope_refused',
    ],
    [
      'a refused app',
      { respond: { status: 401, headers: { 'content-type': 'application/json' }, body: '{"error":"invalid_client"}' } },
      'app_refused',
    ],
    ['nonsense', { respond: { status: 200, headers: { 'content-type': 'application/json' }, body: '[]' } }, 'reply_invalid'],
    ['nothing', { drop: true }, 'service_unreachable'],
  ] as const)('%s', async (_, fault, expected) => {
    const { step, url } = await visit();
    files.faults.next('/token', fault);
    expect(await code(oauth2.resume(context, step.pending, { to: 'visit', url, attempt: 1 }))).toBe(expected);
  });
});

test('renews with rotation, and keeps who it is', async () => {
  const grant = await signIn();
  const renewed = await oauth2.renew!(context, held(grant), 1);
  expect(renewed.secret.accessToken).not.toBe(grant.secret.accessToken);
  expect(renewed.secret.refreshToken).not.toBe(grant.secret.refreshToken);
});

test('a rotated token used again is the end on the first try, and a lost answer on the second', async () => {
  const grant = await signIn();
  await oauth2.renew!(context, held(grant), 1);
  expect(await code(oauth2.renew!(context, held(grant), 1))).toBe('needs_sign_in');
  expect(await code(oauth2.renew!(context, held(grant), 2))).toBe('renewal_interrupted');
});

test('a service that is down leaves the secret good', async () => {
  const grant = await signIn();
  files.faults.next('/token', { respond: { status: 503, body: '' } });
  expect(await code(oauth2.renew!(context, held(grant), 1))).toBe('service_error');
  expect((await oauth2.renew!(context, held(grant), 1)).secret.accessToken).toBeTypeOf('string');
});

test('revokes, and the service forgets both tokens', async () => {
  const grant = await signIn();
  expect(await oauth2.revoke!(context, held(grant))).toBe('revoked');
  const sent = await oauth2.sign(context, held(grant), {
    method: 'GET',
    url: new URL(`${files.origin}/api/me`),
    headers: new Headers(),
  });
  expect((await fetch(sent.url, { headers: sent.headers })).status).toBe(401);
  expect(await code(oauth2.renew!(context, held(grant), 1))).toBe('needs_sign_in');
});

describe('reactions', () => {
  const react = async (status: number, challenge: string | undefined, renewable: boolean, times: object = {}) => {
    const headers = new Headers(challenge === undefined ? {} : { 'www-authenticate': challenge });
    const request = { method: 'GET', url: new URL(files.origin), headers: new Headers() };
    const secret = { accessToken: 'practice-token', tokenType: 'bearer' };
    const facts = { renewable, extra: {}, ...times };
    return (await oauth2.react(context, { secret, facts, notes: {} }, request, { status, headers, peek: async () => '' })).do;
  };
  test.each([
    [200, undefined, true, 'deliver'],
    [401, 'Bearer error="invalid_token"', true, 'renew'],
    [401, undefined, true, 'renew'],
    [401, 'Bearer error="invalid_token"', false, 'sign-in-again'],
    [401, 'Bearer error="invalid_request"', true, 'deliver'],
    [403, 'Bearer error="insufficient_scope"', true, 'deliver'],
  ] as const)('%s %s, renewable %s: %s', async (status, challenge, renewable, expected) => {
    expect(await react(status, challenge, renewable)).toBe(expected);
  });

  test.each([
    ['young', 5000, undefined, 'deliver'],
    ['young, with time left', 5000, 60_000, 'deliver'],
    ['young, but past its end', 5000, -1, 'renew'],
    ['older', 61_000, undefined, 'renew'],
  ] as const)('a bare 401 for a token that is %s: %s ms old', async (_, age, left, expected) => {
    const now = context.clock.now();
    const expiry = left === undefined ? {} : { expiresAt: now + left };
    expect(await react(401, undefined, true, { issuedAt: now - age, ...expiry })).toBe(expected);
  });
});
