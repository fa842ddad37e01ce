/** The life of an account: signed calls, reactions to answers, the end. */
import { signInEndpoints } from '../../../src/core/endpoints';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Held, Incoming, Notes, Outgoing } from '../../../src/core/protocol';
import { oauth1, type OAuth1Secret } from '../../../src/protocols/oauth1/protocol';
import { app, MiniService, now } from './mini-service';
import { headerParameters } from './verifier';

const mini = new MiniService();
beforeAll(() => mini.start());
beforeEach(() => mini.reset());
afterAll(() => mini.stop());

const secret = { token: 'access-token', tokenSecret: 'access-secret' };
const held = (notes: Notes = {}): Held<OAuth1Secret> => ({ secret, facts: { renewable: false, extra: {} }, notes });
const outgoing: Outgoing = { method: 'GET', url: new URL('https://api.example/1/me'), headers: new Headers() };
const dates = (skew: number) => ({ date: new Date(now + skew * 1000).toUTCString() });

function got(status: number, body: string, headers: Record<string, string> = {}): Incoming {
  return { status, headers: new Headers(headers), peek: async (bytes) => body.slice(0, bytes) };
}

function reaction(incoming: Incoming, notes: Notes = {}) {
  const service = mini.entry({ deadTokenCodes: ['89'] });
  return oauth1.react(mini.context({ service }), held(notes), outgoing, incoming);
}

test('a call is signed with the token and by the service’s clock', async () => {
  const { headers } = await oauth1.sign(mini.context(), held({ skewSeconds: 90 }), outgoing);
  const parameters = headerParameters(headers.get('authorization') ?? '');
  expect(parameters.get('oauth_token')).toBe(secret.token);
  expect(parameters.get('oauth_consumer_key')).toBe(app.clientId);
  expect(parameters.get('oauth_timestamp')).toBe(String(now / 1000 + 90));
  expect(parameters.get('oauth_version')).toBe('1.0');
  expect(outgoing.headers.has('authorization')).toBe(false);
});

test.each([
  [
    'the service’s own code',
    got(401, '{"errors":[{"code":89,"message":"Invalid token access-token."}]}'),
    '89',
    'Invalid token ….',
  ],
  ['a code of the extension', got(403, 'oauth_problem=token_revoked'), 'token_revoked', undefined],
  ['a challenge', got(401, '', { 'www-authenticate': 'OAuth oauth_problem="token_rejected"' }), 'token_rejected', undefined],
])('a dead token needs a sign-in: %s', async (_, incoming, serviceCode, serviceText) => {
  const found = await reaction(incoming);
  expect(found).toMatchObject({ do: 'sign-in-again', problem: { code: 'needs_sign_in', status: incoming.status, serviceCode } });
  expect(found.do === 'sign-in-again' && found.problem.serviceText).toBe(serviceText);
});

test.each([
  got(200, 'oauth_problem=token_revoked'),
  got(401, '{"errors":[{"code":32,"message":"Could not authenticate you."}]}'),
  got(403, '{"errors":[{"code":220}]}'),
  got(404, '{"errors":[{"code":89}]}'),
  got(400, 'oauth_problem=token_revoked'),
  got(401, ''),
])('other answers are delivered: %j', async (incoming) => {
  expect(await reaction(incoming)).toEqual({ do: 'deliver' });
});

test('an answer that is fine is not even looked at', async () => {
  const peek = () => expect.unreachable();
  expect(await reaction({ status: 200, headers: new Headers(), peek })).toEqual({ do: 'deliver' });
});

test.each([
  [got(401, '{"errors":[{"code":135,"message":"Timestamp out of bounds."}]}', dates(3600)), {}, 3600],
  [got(401, 'oauth_problem=timestamp_refused', dates(-500)), { skewSeconds: 60 }, -500],
  [got(400, `oauth_problem=timestamp_refused&oauth_acceptable_timestamps=${now / 1000 + 500}-${now / 1000 + 1100}`), {}, 800],
])('a refused timestamp is tried again by the service’s clock: %j', async (incoming, notes, skewSeconds) => {
  expect(await reaction(incoming, notes)).toEqual({ do: 'retry', notes: { skewSeconds } });
});

test.each([
  [got(401, 'oauth_problem=timestamp_refused', dates(20)), {}],
  [got(401, 'oauth_problem=timestamp_refused', dates(3600)), { skewSeconds: 3590 }],
  [got(401, 'oauth_problem=timestamp_refused'), {}],
  [got(401, 'oauth_problem=timestamp_refused', { date: 'soon' }), {}],
])('it is not tried again when there is nothing to learn: %j %j', async (incoming, notes) => {
  expect(await reaction(incoming, notes)).toEqual({ do: 'deliver' });
});

const revocable = () => ({ service: mini.entry({ revokeUrl: `${mini.origin}/oauth/invalidate`, deadTokenCodes: ['89'] }) });

test('revoking is a signed call, where the service can', async () => {
  expect(await oauth1.revoke?.(mini.context(), held())).toBe('unsupported');
  expect(mini.calls).toHaveLength(0);
  mini.clockAhead = -1000;
  expect(await oauth1.revoke?.(mini.context(revocable()), held())).toBe('revoked');
  expect(mini.calls).toHaveLength(2);
});

test('a token that is dead already counts as revoked; another refusal is thrown', async () => {
  mini.planned.push(
    { status: 401, body: '{"errors":[{"code":89}]}' },
    { status: 403, body: 'access-secret? no' },
    { status: 502 },
  );
  expect(await oauth1.revoke?.(mini.context(revocable()), held())).toBe('revoked');
  await expect(oauth1.revoke?.(mini.context(revocable()), held())).rejects.toMatchObject({
    problem: { code: 'service_refused', serviceText: '…? no' },
  });
  await expect(oauth1.revoke?.(mini.context(revocable()), held())).rejects.toMatchObject({ code: 'service_error' });
});

test('every URL of the sign-in is closed to callers', () => {
  const { requestTokenUrl, authorizeUrl, accessTokenUrl } = mini.entry();
  expect(signInEndpoints(mini.entry())).toEqual([requestTokenUrl, authorizeUrl, accessTokenUrl]);
  expect(signInEndpoints(revocable().service)).toContain(`${mini.origin}/oauth/invalidate`);
});

const ofForm = 'application/x-www-form-urlencoded';
const parts = new FormData();
parts.set('oauth_token', 'another');

test.each<[string, string, Outgoing['body'], string | undefined]>([
  ['in the query', '?a=1&oauth_token=another', undefined, undefined],
  ['in the query, escaped', '?%6fauth_token=another', undefined, undefined],
  ['without a value', '?oauth_', undefined, undefined],
  ['in a form', '', 'a=1&oauth_verifier=1', ofForm],
  ['in a form whose bytes are no UTF-8', '', new Blob([Uint8Array.of(0xe9, 0x26), 'oauth_token=1']), `${ofForm};charset=latin1`],
  ['in a multipart body whose text is signed', '', parts, undefined],
])('a caller’s own oauth_ parameter %s is refused', async (_, query, body, type) => {
  const encoded = body instanceof FormData ? new Response(body) : undefined;
  const headers = new Headers(type ? { 'content-type': type } : {});
  if (encoded) headers.set('content-type', encoded.headers.get('content-type') ?? '');
  const request: Outgoing = {
    method: 'POST',
    url: new URL(`${mini.origin}/call${query}`),
    headers,
    ...(body !== undefined && { body: encoded ? await encoded.blob() : body }),
  };
  const context = mini.context({ service: mini.entry({ multipartText: true }) });
  await expect(oauth1.sign(context, held(), request)).rejects.toMatchObject({ code: 'invalid_input' });
});
