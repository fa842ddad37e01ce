/** An app that registers itself: at a real provider, and at services that answer otherwise than asked. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock, systemRandom } from '../../../src/core/ports';
import type { Context, Outgoing } from '../../../src/core/protocol';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import { register } from '../../../src/protocols/oauth2/registration';

let origin: string;
let server: Server;
let provider: ReturnType<Provider['callback']>;
/** What the service answers in place of the provider. */
let answer: { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> } | undefined;
let asked: Record<string, unknown>;

beforeAll(async () => {
  server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    if (!answer) {
      void provider(request, response);
      return;
    }
    const { status, body, headers = {} } = answer;
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      asked = { ...JSON.parse(text), type: request.headers['content-type'] };
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const features = {
    registration: { enabled: true },
    devInteractions: { enabled: false },
    deviceFlow: { enabled: true },
    clientCredentials: { enabled: true },
    dPoP: { enabled: true },
  };
  const real = new Provider(origin, {
    features,
    scopes: ['openid', 'offline_access', 'files'],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'client_secret_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['HS256'] },
    cookies: { keys: ['practice'] },
  });
  provider = real.callback();
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  answer = undefined;
});

const contextFor = (change: Partial<OAuth2Service> = {}): Context<OAuth2Service> => ({
  service: {
    id: 'practice',
    name: 'Practice',
    hue: 1,
    protocol: 'oauth2',
    issuer: origin,
    authorizeUrl: `${origin}/auth`,
    tokenUrl: `${origin}/token`,
    registrationUrl: `${origin}/reg`,
    clientAuth: 'none',
    scopes: [
      { name: 'openid', does: 'Know who you are' },
      { name: 'files', does: 'See your files', optional: true },
    ],
    apiHosts: [origin],
    ...change,
  },
  app: { serviceId: 'practice', clientId: '', clientSecret: '' },
  clock: systemClock,
  random: systemRandom,
  signal: new AbortController().signal,
  redirectUrl: 'https://practice-app.example/back',
  intent: { scopes: [] },
  key: () => Promise.reject(new Error('no key pair is needed')),
  http: ({ url, method, headers, body }: Outgoing) =>
    fetch(url, { method, headers, ...(body === undefined ? {} : { body }), redirect: 'manual' }),
});

describe('at a real provider', () => {
  test.each(['none', 'basic_without_secret'] as const)('a public app (%s) has an id and no secret', async (clientAuth) => {
    const app = await register(contextFor({ clientAuth, dpop: true }));
    expect(app).toEqual({ clientId: expect.stringMatching(/.{10,}/), clientSecret: '' });
  });

  test.each(['client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const)(
    '%s brings a secret',
    async (clientAuth) => {
      const app = await register(contextFor({ clientAuth }));
      expect(app).toEqual({ clientId: expect.any(String), clientSecret: expect.stringMatching(/.{20,}/) });
    },
  );

  test('all ways at once', async () => {
    const app = await register(contextFor({ ways: ['redirect', 'device', 'app'], clientAuth: 'client_secret_basic' }));
    expect(app.clientSecret).not.toBe('');
  });

  test('a scope that it does not have is refused in its own words', async () => {
    const wrong = register(contextFor({ scopes: [{ name: 'other', does: 'x' }] }));
    await expect(wrong).rejects.toMatchObject({
      code: 'registration_refused',
      problem: { status: 400, serviceCode: 'invalid_client_metadata', about: 'Practice' },
    });
  });
});

test('says what it is and what it wants', async () => {
  answer = { status: 201, body: { client_id: 'a1' } };
  await register(contextFor({ ways: ['redirect', 'device'], dpop: true, parUrl: `${origin}/par` }));
  expect(asked).toEqual({
    type: 'application/json',
    client_name: 'Countersign',
    application_type: 'web',
    redirect_uris: ['https://practice-app.example/back'],
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    response_types: ['code'],
    scope: 'openid files',
    dpop_bound_access_tokens: true,
    require_pushed_authorization_requests: true,
  });
});

test.each([
  [['app'], ['client_credentials'], []],
  [['implicit'], ['implicit'], ['token']],
] as const)('%s asks for nothing more', async (ways, grantTypes, responseTypes) => {
  answer = { status: 201, body: { client_id: 'a1' } };
  await register(contextFor({ ways: [...ways], scopes: [] }));
  expect(asked).toMatchObject({ grant_types: grantTypes, response_types: responseTypes });
  for (const name of ['scope', 'dpop_bound_access_tokens', 'require_pushed_authorization_requests'])
    expect(asked).not.toHaveProperty(name);
});

test('a secret that ends says when', async () => {
  answer = { status: 201, body: { client_id: 'a1', client_secret: 's1', client_secret_expires_at: 1_900_000_000 } };
  expect(await register(contextFor({ clientAuth: 'client_secret_post' }))).toEqual({
    clientId: 'a1',
    clientSecret: 's1',
    secretUntil: 1_900_000_000_000,
  });
});

test('the way to authenticate is the registration’s', async () => {
  const body = {
    client_id: 'a1',
    client_secret: 's1',
    client_secret_expires_at: 0,
    token_endpoint_auth_method: 'client_secret_post',
  };
  answer = { status: 201, body };
  expect(await register(contextFor())).toEqual({ clientId: 'a1', clientSecret: 's1', clientAuth: 'client_secret_post' });
  answer = { status: 201, body: { ...body, token_endpoint_auth_method: 'none' } };
  expect(await register(contextFor({ clientAuth: 'client_secret_basic' }))).toEqual({
    clientId: 'a1',
    clientSecret: '',
    clientAuth: 'none',
  });
});

test.each([
  ['a way that is not ours', 201, { client_id: 'a', token_endpoint_auth_method: 'tls_client_auth' }, 'registration_refused'],
  ['a key that we do not have', 201, { client_id: 'a', token_endpoint_auth_method: 'private_key_jwt' }, 'registration_refused'],
  [
    'a secret that does not come',
    201,
    { client_id: 'a', token_endpoint_auth_method: 'client_secret_basic' },
    'registration_refused',
  ],
  ['no id', 201, { client_name: 'x' }, 'reply_invalid'],
  ['nonsense', 201, '<p>Done', 'reply_invalid'],
  ['a refusal', 400, { error: 'invalid_redirect_uri', error_description: 'x' }, 'registration_refused'],
  ['a closed door', 403, '<h1>Forbidden</h1>', 'registration_refused'],
  ['a missing door', 404, '', 'registration_refused'],
  ['too many', 429, '', 'service_error'],
  ['trouble', 503, '', 'service_error'],
])('%s: %s', async (_, status, body, code) => {
  answer = { status, body };
  await expect(register(contextFor())).rejects.toMatchObject({ code });
});

test('a challenge for a token that nobody has is a refusal', async () => {
  answer = { status: 401, body: '', headers: { 'www-authenticate': 'Bearer realm="register"' } };
  await expect(register(contextFor())).rejects.toMatchObject({ code: 'registration_refused', problem: { status: 401 } });
});

test('an app with a key of its own is not registered', async () => {
  await expect(register(contextFor({ clientAuth: 'private_key_jwt' }))).rejects.toMatchObject({ code: 'registration_refused' });
});

test('no answer', async () => {
  const gone = contextFor({ registrationUrl: 'http://127.0.0.1:1/reg' });
  await expect(register(gone)).rejects.toMatchObject({ code: 'service_unreachable' });
});
