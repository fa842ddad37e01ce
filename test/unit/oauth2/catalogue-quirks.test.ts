/** Named values that entries of the catalogue need: what is asked of the service's page, how an app authenticates, how the token travels, who signed in. */
import { describe, expect, test } from 'vitest';
import type { Context, Grant, Outgoing } from '../../../src/core/protocol';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import type { OAuth2Secret } from '../../../src/protocols/oauth2/grant';
import { oauth2 } from '../../../src/protocols/oauth2/protocol';
import { codeOf, contextOf, held } from './drive';

const origin = 'https://id.example';
const service: OAuth2Service = {
  id: 'example',
  name: 'Example',
  hue: 5,
  protocol: 'oauth2',
  ways: ['redirect', 'implicit'],
  authorizeUrl: `${origin}/authorize`,
  tokenUrl: `${origin}/token`,
  clientAuth: 'none',
  scopes: [
    { name: 'a', does: 'See' },
    { name: 'b', does: 'Change' },
  ],
  apiHosts: ['https://api.example'],
};
const tokens = { access_token: 'token-1', token_type: 'bearer' };

/** A context whose service answers by path, and what it was asked. */
function at(
  change: Partial<OAuth2Service>,
  answers: Readonly<Record<string, unknown>> = {},
  { clientSecret = '', way }: { clientSecret?: string; way?: 'redirect' | 'implicit' } = {},
) {
  const asked: Outgoing[] = [];
  const context: Context<OAuth2Service> = {
    ...contextOf({ ...service, ...change }, { clientId: 'client-7', clientSecret }, way ? { way } : {}),
    http: (request) => {
      asked.push(request);
      const answer = { '/token': tokens, ...answers }[request.url.pathname];
      return Promise.resolve(answer === undefined ? new Response('{}', { status: 404 }) : Response.json(answer));
    },
  };
  return { context, asked };
}

async function page(context: Context<OAuth2Service>): Promise<URL> {
  const step = await oauth2.begin(context);
  if (step.do !== 'visit') throw new Error(step.do);
  return new URL(step.url);
}

/** The whole sign-in, with the access to further hosts granted. */
async function grantOf(context: Context<OAuth2Service>): Promise<Grant<OAuth2Secret>> {
  let step = await oauth2.begin(context);
  if (step.do !== 'visit') throw new Error(step.do);
  const answer = context.intent.way === 'implicit' ? '#access_token=token-1&token_type=bearer&' : '?code=code-1&';
  const url = `${context.redirectUrl}${answer}state=${step.ours}`;
  step = await oauth2.resume(context, step.pending, { to: 'visit', url, attempt: 1 });
  while (step.do === 'next' || step.do === 'reach')
    step = await oauth2.resume(context, step.pending, { to: step.do, attempt: 1 });
  if (step.do !== 'done') throw new Error(step.do);
  return step.grant;
}

const form = (request: Outgoing | undefined): URLSearchParams =>
  request?.body instanceof URLSearchParams ? request.body : new URLSearchParams();

test('scopes go under the name that the service gives them', async () => {
  const { searchParams } = await page(at({ scopeName: 'user_scope', scopeSeparator: ',' }).context);
  expect(searchParams.get('user_scope')).toBe('a,b');
  expect(searchParams.has('scope')).toBe(false);
});

test('parameters of the page may hold the client’s id', async () => {
  const authorizeParameters = { oauth_consumer_key: '{clientId}', claims: '{"id_token":{"email":null}}' };
  const { searchParams } = await page(at({ authorizeParameters }).context);
  expect(searchParams.get('oauth_consumer_key')).toBe('client-7');
  expect(searchParams.get('claims')).toBe(authorizeParameters.claims);
});

test('what only a code needs is not asked for implicitly', async () => {
  const change = { codeParameters: { access_type: 'offline' } };
  expect((await page(at(change).context)).searchParams.get('access_type')).toBe('offline');
  expect((await page(at(change, {}, { way: 'implicit' }).context)).searchParams.has('access_type')).toBe(false);
});

test.each([
  [undefined, 'secret-7', { secret: null, authorization: null }],
  ['client_secret_post', 'secret-7', { secret: 'secret-7', authorization: null }],
  ['client_secret_basic', 'secret-7', { secret: null, authorization: `Basic ${btoa('client-7:secret-7')}` }],
  ['client_secret_basic', '', { secret: null, authorization: null }],
] as const)('with a secret, authenticates by %s', async (clientAuthWithSecret, clientSecret, sent) => {
  const { context, asked } = at({ ...(clientAuthWithSecret && { clientAuthWithSecret }) }, {}, { clientSecret });
  await grantOf(context);
  expect({ secret: form(asked[0]).get('client_secret'), authorization: asked[0]?.headers.get('authorization') }).toEqual(sent);
});

test.each([
  [{ tokenHeader: 'X-Shop-Token' }, 'token-1', null],
  [{ tokenHeader: 'X-Shop-Token', tokenPrefix: 'Key' }, 'Key token-1', null],
  [{ tokenPrefix: 'OAuth' }, null, 'OAuth token-1'],
  [{}, null, 'Bearer token-1'],
] as const)('%j carries the token', async (change, own, authorization) => {
  const { context } = at(change);
  const grant = await grantOf(context);
  const headers = new Headers({ 'x-shop-token': 'of the caller' });
  if (own === null) headers.delete('x-shop-token');
  const sent = await oauth2.sign(context, held(grant), { method: 'GET', url: new URL('https://api.example/'), headers });
  expect([sent.headers.get('x-shop-token'), sent.headers.get('authorization')]).toEqual([own, authorization]);
});

test('headers of API calls hold the app’s id and secret, and not what the caller says', async () => {
  const { context } = at({ apiHeaders: { 'X-Api-Key': '{clientId}:{clientSecret}' } }, {}, { clientSecret: 'secret-7' });
  const headers = new Headers({ 'x-api-key': 'of the caller' });
  const request = { method: 'GET', url: new URL('https://api.example/'), headers };
  const sent = await oauth2.sign(context, held(await grantOf(context)), request);
  expect(sent.headers.get('x-api-key')).toBe('client-7:secret-7');
});

test('a question in JSON tells who signed in', async () => {
  const userinfoBody = '{"query":"{ viewer { id name } }"}';
  const { context, asked } = at(
    {
      userinfoUrl: 'https://api.example/graphql',
      userinfoMethod: 'POST',
      userinfoBody,
      identity: { subject: 'data.viewer.id', label: 'data.viewer.name' },
    },
    { '/graphql': { data: { viewer: { id: 'u1', name: 'Ada' } } } },
  );
  const { facts } = await grantOf(context);
  expect(facts).toMatchObject({ subject: 'u1', label: 'Ada' });
  const [, question] = asked;
  expect([question?.method, question?.body, question?.headers.get('content-type')]).toEqual([
    'POST',
    userinfoBody,
    'application/json',
  ]);
});

test('names are put together, and the first of alternatives is taken', async () => {
  const change = { userinfoUrl: 'https://api.example/me', identity: { subject: 'id', label: 'nick | first last' } };
  const { context } = at(change, { '/me': { id: 9, nick: null, first: 'Ada', last: 'Lovelace' } });
  expect((await grantOf(context)).facts).toMatchObject({ subject: '9', label: 'Ada Lovelace' });
});

describe('the account’s own API host', () => {
  const change = { apiHostFrom: 'api_endpoint', userinfoUrl: `${origin}/metadata`, identity: { subject: 'user_id' } };

  test('stands in the userinfo answer', async () => {
    const { context } = at(change, { '/metadata': { user_id: 1, api_endpoint: 'https://us5.api.example' } });
    expect((await grantOf(context)).facts.apiHosts).toEqual(['https://us5.api.example']);
  });

  test('stands in the token reply, and userinfo need not repeat it', async () => {
    const { context } = at(change, { '/token': { ...tokens, api_endpoint: 'us6.api.example' }, '/metadata': { user_id: 1 } });
    expect((await grantOf(context)).facts.apiHosts).toEqual(['https://us6.api.example']);
  });

  test.each([
    ['neither tells it', { user_id: 1 }, 'reply_invalid'],
    ['it is no place for a secret', { user_id: 1, api_endpoint: 'http://us5.api.example' }, 'reply_invalid'],
    ['it lies in the user’s own network', { user_id: 1, api_endpoint: 'https://192.168.0.1' }, 'own_network'],
  ])('%s: the sign-in fails', async (_, metadata, code) => {
    expect(await codeOf(grantOf(at(change, { '/metadata': metadata }).context))).toBe(code);
  });

  test('is needed even where the token reply names the person', async () => {
    const { context } = at(change, { '/token': { ...tokens, user_id: 1 } });
    expect(await codeOf(grantOf(context))).toBe('service_refused');
  });
});

describe('a longer-lived token', () => {
  const exchange = {
    url: `${origin}/exchange`,
    method: 'GET',
    parameters: { client_secret: '{clientSecret}', token: '{accessToken}' },
  } as const;
  const answers = { '/exchange': { ...tokens, access_token: 'long-1' } };

  test('is had with the app’s secret, by redirect and implicitly', async () => {
    for (const way of ['redirect', 'implicit'] as const) {
      const { context } = at({ exchange }, answers, { clientSecret: 'secret-7', way });
      expect((await grantOf(context)).secret.accessToken).toBe('long-1');
    }
  });

  test.each([exchange, { url: `${origin}/exchange`, method: 'POST', auth: 'basic' } as const])(
    'is left out where the app has none',
    async (request) => {
      const { context, asked } = at({ exchange: request }, answers, { way: 'implicit' });
      expect((await grantOf(context)).secret.accessToken).toBe('token-1');
      expect(asked).toEqual([]);
    },
  );

  test('needs no secret where the service wants none', async () => {
    const { parameters: _, ...plain } = exchange;
    expect((await grantOf(at({ exchange: plain }, answers).context)).secret.accessToken).toBe('long-1');
  });
});

describe('a reply with empty members', () => {
  const reply = { access_token: 'token-1', token_type: 'bearer', expires_in: 0, scope: null, refresh_token: '' };

  test('tells nothing by them where the entry says so', async () => {
    const { facts, secret } = await grantOf(at({ quirks: ['empty-members'] }, { '/token': reply }).context);
    expect([facts.expiresAt, facts.renewable, secret]).toEqual([
      undefined,
      false,
      { accessToken: 'token-1', tokenType: 'bearer' },
    ]);
    const asText = { ...reply, expires_in: '0' };
    const quirks = ['empty-members', 'numbers-as-text'] as const;
    expect((await grantOf(at({ quirks }, { '/token': asText }).context)).facts.expiresAt).toBeUndefined();
  });

  test('is refused everywhere else', async () => {
    expect(await codeOf(grantOf(at({}, { '/token': reply }).context))).toBe('reply_invalid');
  });
});

describe('revoked by RFC 7009', () => {
  const change = { revokeUrl: `${origin}/revoke`, clientAuth: 'client_secret_post' } as const;
  const dead = Response.json.bind(Response, { error: 'invalid_token' }, { status: 400 });
  const both: Grant<OAuth2Secret> = {
    secret: { accessToken: 'token-1', tokenType: 'bearer', refreshToken: 'refresh-1' },
    facts: { renewable: true, extra: {} },
  };

  test('an access token that ended with its refresh token is no failure', async () => {
    const { context, asked } = at(change, {}, { clientSecret: 'secret-7' });
    const answers = [new Response(''), dead()];
    const http = (request: Outgoing) => {
      asked.push(request);
      return Promise.resolve(answers.shift() ?? new Response('', { status: 500 }));
    };
    expect(await oauth2.revoke!({ ...context, http }, held(both))).toBe('revoked');
    expect(asked.map((request) => form(request).get('token'))).toEqual(['refresh-1', 'token-1']);
  });

  test.each([
    [Response.json({ error: 'unsupported_token_type' }, { status: 400 }), 'service_refused'],
    [Response.json({ error: 'invalid_client' }, { status: 401 }), 'app_refused'],
    [new Response('', { status: 503 }), 'service_error'],
  ])('any other refusal is one', async (response, code) => {
    const { context } = at(change, {}, { clientSecret: 'secret-7' });
    expect(await codeOf(oauth2.revoke!({ ...context, http: () => Promise.resolve(response) }, held(both)))).toBe(code);
  });

  test('an app that signed in implicitly, without a secret, names itself', async () => {
    const { context, asked } = at(change, { '/revoke': {} }, { way: 'implicit' });
    expect(await oauth2.revoke!(context, held(await grantOf(context)))).toBe('revoked');
    expect([...form(asked.at(-1))].toSorted()).toEqual([
      ['client_id', 'client-7'],
      ['token', 'token-1'],
    ]);
  });
});
