/** OAuth 2.0 entries: every way has what it needs, and no parameter speaks in the protocol's place. */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import { serviceSchema } from '../../../src/services/schema';

const origin = 'https://id.example';
const whole: OAuth2Service = {
  id: 'example',
  name: 'Example',
  hue: 5,
  protocol: 'oauth2',
  ways: ['redirect', 'device', 'app', 'implicit'],
  issuer: origin,
  issInRedirect: true,
  jwksUrl: `${origin}/jwks`,
  idTokenAlgs: ['ES256', 'EdDSA'],
  authorizeUrl: `${origin}/authorize?tenant=1`,
  tokenUrl: `${origin}/token`,
  deviceUrl: `${origin}/device`,
  parUrl: `${origin}/par`,
  registrationUrl: `${origin}/register`,
  renewUrl: `${origin}/renew`,
  revokeUrl: `${origin}/revoke`,
  userinfoUrl: `${origin}/me`,
  userinfoMethod: 'POST',
  userinfoBody: '{"query":"{ viewer { id } }"}',
  identity: { subject: 'id', label: 'login' },
  clientAuth: 'private_key_jwt',
  clientIdName: 'client_key',
  pkce: 'hex',
  dpop: true,
  resource: ['https://api.example/'],
  scopes: [{ name: 'a:b/c', does: 'See it', optional: true }],
  scopeSeparator: ',',
  scopeName: 'user_scope',
  tokenRequest: 'json',
  authorizeParameters: { audience: '{clientId}' },
  codeParameters: { access_type: 'offline' },
  anotherParameters: { prompt: 'select_account' },
  againParameters: { login_hint: '{label}' },
  forceParameters: { prompt: 'login', max_age: '0' },
  tokenParameters: { audience: 'x' },
  tokenAt: 'authed_user',
  expiresIn: 3600,
  expiresAtFrom: 'expires_on',
  apiHostFrom: 'instance_url',
  grantedScopesFrom: 'granted_scopes',
  tokenPrefix: 'token',
  apiHeaders: { 'Notion-Version': '2022-06-28' },
  exchange: { url: `${origin}/exchange`, method: 'GET', carry: 'query', parameters: { client_secret: '{clientSecret}' } },
  renewBy: { url: `${origin}/refresh`, method: 'POST', auth: 'bearer', carry: 'json' },
  revokeBy: { url: `${origin}/grant`, method: 'DELETE', auth: 'basic' },
  deadTokenCodes: ['190'],
  quirks: ['reply-form', 'errors-in-200'],
  apiHosts: ['https://api.example'],
};
const accepts = (entry: unknown): boolean => v.safeParse(serviceSchema, entry).success;
const without = (...keys: (keyof OAuth2Service)[]): object =>
  Object.fromEntries(Object.entries(whole).filter(([key]) => !(keys as string[]).includes(key)));

test('a whole entry is taken, and kept as it is', () => {
  expect(v.parse(serviceSchema, whole)).toEqual(whole);
});

test.each([
  ['redirect', 'authorizeUrl'],
  ['redirect', 'tokenUrl'],
  ['device', 'deviceUrl'],
  ['device', 'tokenUrl'],
  ['app', 'tokenUrl'],
  ['implicit', 'authorizeUrl'],
] as const)('%s needs %s', (way, key) => {
  expect(accepts({ ...whole, ways: [way] })).toBe(true);
  expect(accepts({ ...without(key), ways: [way] })).toBe(false);
});

test('a way needs nothing of the others', () => {
  expect(accepts({ ...without('authorizeUrl', 'tokenUrl'), ways: ['device'] })).toBe(false);
  expect(accepts({ ...without('authorizeUrl', 'deviceUrl'), ways: ['app'] })).toBe(true);
  expect(accepts({ ...without('tokenUrl', 'deviceUrl'), ways: ['implicit'] })).toBe(true);
  expect(accepts({ ...without('authorizeUrl'), ways: ['device'] })).toBe(true);
});

test('what is checked against the issuer needs one', () => {
  expect(accepts(without('issuer'))).toBe(false);
  expect(accepts(without('issuer', 'jwksUrl'))).toBe(false);
  expect(accepts(without('issuer', 'jwksUrl', 'issInRedirect'))).toBe(true);
});

test('an issuer may have one place, for the tenant', () => {
  expect(accepts({ ...whole, issuer: 'https://login.example/{tenantid}/v2.0', quirks: ['issuer-per-tenant'] })).toBe(true);
});

test.each([
  ['no way', { ways: [] }],
  ['one way twice', { ways: ['redirect', 'redirect'] }],
  ['the way of another protocol', { ways: ['pin'] }],
  ['an issuer over http', { issuer: 'http://id.example' }],
  ['keys over http', { jwksUrl: 'http://id.example/jwks' }],
  ['an issuer with another place', { issuer: 'https://login.example/{tenant}/v2.0' }],
  ['a host that the token names', { issuer: 'https://{tenantid}.login.example/{tenantid}' }],
  ['unsigned ID tokens', { idTokenAlgs: ['none'] }],
  ['ID tokens signed with the secret', { idTokenAlgs: ['HS256'] }],
  ['an unknown client authentication', { clientAuth: 'tls_client_auth' }],
  ['plain PKCE', { pkce: 'plain' }],
  ['an unknown quirk', { quirks: ['everything'] }],
  ['one scope twice', { scopes: [whole.scopes[0], whole.scopes[0]] }],
  ['a scope with a quote', { scopes: [{ name: 'a"b', does: '' }] }],
  ['a state of its own', { authorizeParameters: { state: 'x' } }],
  ['another challenge', { anotherParameters: { code_challenge_method: 'plain' } }],
  ['another redirect', { againParameters: { redirect_uri: 'https://evil.example' } }],
  ['another response mode', { forceParameters: { response_mode: 'form_post' } }],
  ['another grant', { tokenParameters: { grant_type: 'password' } }],
  ['a secret among the parameters', { tokenParameters: { client_secret: 'x' } }],
  ['more parameters than are sane', { tokenParameters: Object.fromEntries([...Array(21).keys()].map((n) => [`p${n}`, ''])) }],
  ['an authorization header', { apiHeaders: { Authorization: 'x' } }],
  ['a proof of its own', { apiHeaders: { DPoP: 'x' } }],
  ['a header with a line break', { apiHeaders: { 'X-A': 'a\nb' } }],
  ['a prefix with a blank', { tokenPrefix: 'a b' }],
  ['a token in the browser’s header', { dpop: false, tokenHeader: 'Cookie' }],
  ['a bound token in a header of its own', { dpop: true, tokenHeader: 'X-Token' }],
  ['scopes under the state’s name', { scopeName: 'state' }],
  ['a question that is no JSON', { userinfoBody: '{ viewer }' }],
  ['a question that is not posted', { userinfoMethod: 'GET' }],
  ['a code parameter of the protocol itself', { codeParameters: { redirect_uri: 'https://evil.example' } }],
  ['a way with a secret beside another one', { clientAuthWithSecret: 'client_secret_post' }],
  ['a way with a secret that has none', { clientAuth: 'none', clientAuthWithSecret: 'basic_without_secret' }],
  ['a vendor’s request over http', { renewBy: { url: 'http://id.example/refresh', method: 'GET' } }],
  ['a vendor’s request by PUT', { exchange: { url: `${origin}/x`, method: 'PUT' } }],
  ['a life of no time', { expiresIn: 0 }],
])('%s is refused', (_, change) => {
  expect(accepts({ ...whole, ...change })).toBe(false);
});

test.each(['none', 'basic_without_secret'] as const)('an app by %s may have a secret all the same', (clientAuth) => {
  expect(accepts({ ...whole, clientAuth, clientAuthWithSecret: 'client_secret_basic' })).toBe(true);
});

test('tokens may travel in a header of the service’s own', () => {
  expect(accepts({ ...whole, dpop: false, tokenHeader: 'X-Shop-Token' })).toBe(true);
});
