/** The sign-in against a service that verifies every signature. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Sealed, Step } from '../../../src/core/protocol';
import { oauth1, type OAuth1Secret } from '../../../src/protocols/oauth1/protocol';
import { MiniService, now, redirectUrl } from './mini-service';

const mini = new MiniService();
beforeAll(() => mini.start());
beforeEach(() => mini.reset());
afterAll(() => mini.stop());

const back = (query: string) => `${redirectUrl}?${query}`;
const approved = back('oauth_token=request%2ftoken&oauth_verifier=ver%2difier');
const pending: Sealed = { at: 'authorize', requestToken: 'request/token', requestTokenSecret: 'request-secret', skewSeconds: 0 };

async function begun(): Promise<Extract<Step<OAuth1Secret>, { do: 'visit' }>> {
  const step = await oauth1.begin(mini.context());
  if (step.do !== 'visit') throw new Error(step.do);
  return step;
}

function resumed(url = approved, attempt = 1, from = pending): Promise<Step<OAuth1Secret>> {
  return oauth1.resume(mini.context(), from, { to: 'visit', url, attempt });
}

test('from request token to account', async () => {
  const visit = await begun();
  expect(visit).toEqual({
    do: 'visit',
    url: `${mini.origin}/oauth/authorize?oauth_token=request%2Ftoken`,
    back: redirectUrl,
    ours: 'request/token',
    until: now + 600_000,
    pending,
  });
  expect(mini.calls[0]?.parameters.get('oauth_callback')).toBe(redirectUrl);
  expect(mini.calls[0]?.parameters.has('oauth_token')).toBe(false);

  // The journal keeps JSON only.
  const done = await resumed(`${approved}#_=_`, 1, JSON.parse(JSON.stringify(visit.pending)) as Sealed);
  expect(done).toEqual({
    do: 'done',
    grant: {
      secret: { token: 'access-token', tokenSecret: 'access-secret' },
      facts: { subject: '12', label: 'al ice', issuedAt: now, renewable: false, extra: { x_auth_expires: '0' } },
    },
  });
  expect(mini.calls[1]?.parameters.get('oauth_verifier')).toBe('ver-ifier');
  expect(mini.calls[1]?.parameters.has('oauth_callback')).toBe(false);
});

test('the query that the authorize page has already stays as it was written', async () => {
  const service = mini.entry({ authorizeUrl: `${mini.origin}/page?scope=read,write&name=a%20b` });
  expect(await oauth1.begin(mini.context({ service }))).toMatchObject({
    url: `${mini.origin}/page?scope=read,write&name=a%20b&oauth_token=request%2Ftoken`,
  });
});

test('a page that opens once is marked so, and another request token is asked for before it would be opened again', async () => {
  const context = mini.context({ service: mini.entry({ authorizeOnce: true }) });
  const step = await oauth1.begin(context);
  expect(step).toMatchObject({ do: 'visit', once: true });
  const again = await oauth1.resume(context, step.do === 'visit' ? step.pending : {}, { to: 'again', attempt: 1 });
  expect(again).toMatchObject({ do: 'visit', once: true });
  expect(mini.calls).toHaveLength(2);
});

test.each(['', '&oauth_callback_confirmed=false', '&oauth_callback_confirmed=TRUE', '&oauth_callback_confirmed=true%20'])(
  'a callback confirmed by %j is not confirmed',
  async (confirmation) => {
    mini.planned.push({ body: `oauth_token=a&oauth_token_secret=b${confirmation}&x=y` });
    await expect(oauth1.begin(mini.context())).rejects.toMatchObject({ code: 'callback_not_confirmed' });
  },
);

test.each([
  '',
  '<html>Welcome</html>',
  '{"oauth_token":"a"}',
  'oauth_token=a',
  'oauth_token_secret=b',
  'oauth_token=&oauth_token_secret=b',
])('the reply %j is invalid', async (body) => {
  mini.planned.push({ body });
  await expect(oauth1.begin(mini.context())).rejects.toMatchObject({ code: 'reply_invalid', status: 200 });
});

test('a redirecting endpoint is not followed', async () => {
  mini.planned.push({ status: 302, headers: { location: 'https://elsewhere.example/' } });
  await expect(oauth1.begin(mini.context())).rejects.toMatchObject({ code: 'reply_invalid' });
  expect(mini.calls).toHaveLength(1);
});

test.each([
  ['denied=request%2Ftoken', 'sign_in_denied'],
  ['denied=another', 'sign_in_denied'],
  ['error=access_denied', 'sign_in_denied'],
  ['oauth_token=request%2Ftoken&oauth_problem=user_refused', 'sign_in_denied'],
  ['oauth_token=request%2Ftoken', 'sign_in_denied'],
  ['', 'sign_in_denied'],
  ['oauth_token=another&oauth_verifier=v', 'token_mismatch'],
  ['oauth_token=another&error=access_denied', 'token_mismatch'],
  ['oauth_verifier=v', 'token_mismatch'],
])('the redirect %j is %s, and nothing is sent', async (query, code) => {
  const error: unknown = await resumed(back(query)).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code });
  expect(JSON.stringify(error)).not.toContain('request/token');
  expect(mini.calls).toHaveLength(0);
});

test('the service’s own reason for a refusal is told', async () => {
  const query = 'error=access_denied&error_description=Not%20for%20request%2Ftoken';
  await expect(resumed(back(query))).rejects.toMatchObject({
    problem: { code: 'sign_in_denied', serviceCode: 'access_denied', serviceText: 'Not for …' },
  });
});

test.each([
  ['401 without words', { status: 401 }, 'request_token_expired'],
  ['a used token', { status: 400, body: 'oauth_problem=token_used' }, 'request_token_expired'],
  ['a sentence', { status: 403, body: 'Invalid request token.' }, 'request_token_expired'],
  ['a wrong verifier', { status: 400, body: '{"message":"The verifier is wrong"}' }, 'request_token_expired'],
  ['an app that was deleted meanwhile', { status: 401, body: 'oauth_problem=consumer_key_unknown' }, 'app_refused'],
  ['a late refusal by the user', { status: 401, body: 'oauth_problem=permission_denied' }, 'sign_in_denied'],
  ['too many requests', { status: 429 }, 'service_refused'],
  ['a fault', { status: 503, body: 'request token' }, 'service_error'],
])('exchange: %s', async (_, said, code) => {
  mini.planned.push(said);
  await expect(resumed()).rejects.toMatchObject({ code, status: said.status });
});

test.each([
  [{ status: 401 }, 'answer_lost'],
  [{ status: 400, body: 'oauth_problem=token_used' }, 'answer_lost'],
  [{ status: 403, body: 'No.' }, 'answer_lost'],
  [{ status: 429 }, 'service_refused'],
  [{ status: 500 }, 'service_error'],
])('exchange after the worker died: %j is %s', async (said, code) => {
  mini.planned.push(said);
  await expect(resumed(approved, 2)).rejects.toMatchObject({ code });
});

test('an exchange after the worker died goes well when the first request never arrived', async () => {
  expect(await resumed(approved, 2)).toMatchObject({ do: 'done' });
});

test('a clock that is an hour slow is learnt once, and kept for the exchange', async () => {
  mini.clockAhead = 3600;
  const visit = await begun();
  expect(mini.calls).toHaveLength(2);
  expect(visit.pending).toMatchObject({ skewSeconds: 3600 });
  expect(await resumed(approved, 1, visit.pending)).toMatchObject({ do: 'done' });
  expect(mini.calls).toHaveLength(3);
  expect(new Set(mini.calls.map(({ parameters }) => parameters.get('oauth_nonce'))).size).toBe(3);
});

test('a timestamp that is refused again, or for no reason that we can see, ends the sign-in', async () => {
  const refused = { status: 401, body: 'oauth_problem=timestamp_refused' };
  mini.planned.push(refused);
  await expect(oauth1.begin(mini.context())).rejects.toMatchObject({ code: 'clock_refused', serviceCode: 'timestamp_refused' });
  expect(mini.calls).toHaveLength(1);
  mini.reset();
  mini.clockAhead = 100;
  mini.planned.push(refused, refused);
  await expect(oauth1.begin(mini.context())).rejects.toMatchObject({ code: 'clock_refused' });
  expect(mini.calls).toHaveLength(2);
});

test.each([
  new TypeError('fetch failed: https://x.example/?oauth_token=1'),
  new DOMException('https://x.example/?oauth_token=1 took too long', 'TimeoutError'),
])('no answer is service_unreachable, and the error does not say what the network stack said: $name', async (lost) => {
  const http = () => Promise.reject(lost);
  const error: unknown = await oauth1.begin(mini.context({ http })).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'service_unreachable', problem: { about: new URL(mini.origin).host } });
  expect(JSON.stringify(error)).not.toContain('oauth_token');
});

test('a stop by the user passes through', async () => {
  const http = () => Promise.reject(new DOMException('stopped', 'AbortError'));
  await expect(oauth1.begin(mini.context({ http }))).rejects.toMatchObject({ name: 'AbortError' });
});

test('an endpoint without https is not called', async () => {
  for (const key of ['requestTokenUrl', 'authorizeUrl'] as const) {
    const service = mini.entry({ [key]: 'http://api.example/oauth' });
    await expect(oauth1.begin(mini.context({ service }))).rejects.toMatchObject({ code: 'insecure_endpoint' });
  }
});

test('a step that is not ours is refused', async () => {
  await expect(oauth1.resume(mini.context(), pending, { to: 'next', attempt: 1 })).rejects.toMatchObject({ code: 'unexpected' });
  await expect(resumed(approved, 1, { requestToken: 'a' })).rejects.toMatchObject({ code: 'unexpected' });
});

test('parameters of the page may hold the consumer key', async () => {
  const service = mini.entry({ authorizeParameters: { oauth_consumer_key: '{clientId}', scope: 'read,write' } });
  expect(await oauth1.begin(mini.context({ service }))).toMatchObject({
    url: `${mini.origin}/oauth/authorize?oauth_consumer_key=consumer-key&scope=read%2Cwrite&oauth_token=request%2Ftoken`,
  });
});

test('an access token that is an API key travels as it is, unsigned', async () => {
  const service = mini.entry({ tokenHeader: 'Mini-API-Key' });
  const request = {
    method: 'GET',
    url: new URL(`${mini.origin}/items`),
    headers: new Headers({ 'mini-api-key': 'of the caller' }),
  };
  const account = {
    secret: { token: 'access-token', tokenSecret: 'access-secret' },
    facts: { renewable: false, extra: {} },
    notes: {},
  };
  const sent = await oauth1.sign(mini.context({ service }), account, request);
  expect([sent.url.href, [...sent.headers]]).toEqual([`${mini.origin}/items`, [['mini-api-key', 'access-token']]]);
  const ofApp = await oauth1.sign(mini.context({ service }), { ...account, secret: {} }, request);
  expect(ofApp.headers.get('authorization')).toMatch(/^OAuth /);
});

test('who signed in is asked for as data, not as a page', async () => {
  const asked: Headers[] = [];
  const service = mini.entry({ identityUrl: `${mini.origin}/me` });
  const http: ReturnType<typeof mini.context>['http'] = (request) => {
    asked.push(request.headers);
    return Promise.resolve(Response.json({ user_id: 12, screen_name: 'alice' }));
  };
  const secret = { token: 'access-token', tokenSecret: 'access-secret' };
  const granted = { at: 'granted', secret, facts: { renewable: false, extra: {} }, skewSeconds: 0 };
  const done = await oauth1.resume(mini.context({ service, http }), granted, { to: 'next', attempt: 1 });
  expect(done).toMatchObject({ do: 'done', grant: { facts: { subject: '12', label: 'alice' } } });
  expect(asked.map((headers) => headers.get('accept'))).toEqual(['application/json']);
});
