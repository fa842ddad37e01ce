/** Discovery at public hosts: which documents are asked for, which are believed, and what becomes of them. */
import { describe, expect, test } from 'vitest';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import type { Service } from '../../../src/core/service';
import { discoverService, type Found } from '../../../src/services/discovery/discover';
import { filesEntry } from '../../practice/entries';

const host = 'https://id.example.org';
const oidc = '/.well-known/openid-configuration';
const oauth = '/.well-known/oauth-authorization-server';
const resource = '/.well-known/oauth-protected-resource';

const metadata = (issuer = host, change: Record<string, unknown> = {}): Record<string, unknown> => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  response_types_supported: ['code'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
  ...change,
});
const openid = (issuer = host, change: Record<string, unknown> = {}): Record<string, unknown> =>
  metadata(issuer, {
    jwks_uri: `${issuer}/jwks`,
    userinfo_endpoint: `${issuer}/me`,
    scopes_supported: ['files', 'offline_access', 'email', 'openid'],
    id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256', 'ES256'],
    ...change,
  });

type Page = object | string | number | Error;

/** A web of pages: an object is a document, a text a page, a number a status, an error what `fetch` throws. Everything else is 404. */
function webOf(pages: Record<string, Page>) {
  const asked: string[] = [];
  const http = async (url: URL): Promise<Response> => {
    asked.push(url.href);
    const page = pages[url.href] ?? 404;
    if (page instanceof Error || page instanceof DOMException) throw page;
    if (typeof page === 'number') return new Response('{"issuer":"https://evil.example"}', { status: page });
    return new Response(typeof page === 'string' ? page : JSON.stringify(page));
  };
  return { asked, http };
}

interface Options {
  readonly services?: readonly Service[];
  readonly ownNetwork?: boolean;
}
async function find(address: string, pages: Record<string, Page>, { services = [], ownNetwork = false }: Options = {}) {
  const { asked, http } = webOf(pages);
  const outcome = await discoverService({ address, ownNetwork, http, services });
  return { asked, outcome };
}
async function found(address: string, pages: Record<string, Page>, options: Options = {}): Promise<Found> {
  const { outcome } = await find(address, pages, options);
  if ('found' in outcome) return outcome;
  throw outcome.failure;
}
const entryOf = async (document: Record<string, unknown>): Promise<OAuth2Service> =>
  (await found(host, { [host + oidc]: document })).found;
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error: { code: string }) => error.code,
  );

describe('where documents are looked for', () => {
  test('below the address and above it, then for the resource; each once', async () => {
    const { asked, outcome } = await find(`id.example.org/realms/one/?x=1#y`, {});
    expect(asked).toEqual([
      `${host}/realms/one${oidc}`,
      `${host}${oauth}/realms/one`,
      `${host}/realms${oidc}`,
      `${host}${oauth}/realms`,
      `${host}${oidc}`,
      `${host}${oauth}`,
      `${host}${resource}/realms/one`,
      `${host}${resource}`,
    ]);
    expect(outcome).toMatchObject({ unreached: [], failure: { code: 'discovery_failed', problem: { about: 'id.example.org' } } });
  });

  test('of a long path, at its end and near the root', async () => {
    const { asked } = await find(`${host}/realms/one/protocol/openid-connect/auth`, {});
    expect(asked.length).toBeLessThanOrEqual(14);
    expect(asked).toContain(`${host}/realms/one${oidc}`);
    expect(asked).toContain(`${host}/realms/one/protocol/openid-connect/auth${oidc}`);
  });

  test.each([
    [`${host}${oidc}`, host],
    [`${host}/one/two${oidc}`, `${host}/one/two`],
    [`${host}${oidc}/one`, `${host}/one`],
    [`${host}${oauth}`, host],
    [`${host}${oauth}/one`, `${host}/one`],
    [`${host}/one${oauth}`, `${host}/one`],
  ])('%s is the document itself', async (address, issuer) => {
    const { asked, outcome } = await find(address, { [address]: metadata(issuer) });
    expect(asked).toEqual([address]);
    expect(outcome).toMatchObject({ found: { issuer } });
  });

  test.each([`${host}/one`, `${host}/one/`, `${host}/one/two/three`])('%s leads to the issuer above', async (address) => {
    for (const issuer of [`${host}/one`, `${host}/one/`]) {
      const { found: entry } = await found(address, { [`${host}/one${oidc}`]: metadata(issuer) });
      expect(entry.issuer).toBe(issuer);
    }
  });

  test('a protected resource leads to its server', async () => {
    const api = 'https://api.example.com';
    const { found: entry } = await found(`${api}/mcp`, {
      [`${api}${resource}/mcp`]: { resource: `${api}/mcp`, authorization_servers: [host], scopes_supported: ['tools'] },
      [`${host}${oauth}`]: metadata(host, { userinfo_endpoint: `${host}/me` }),
    });
    expect(entry).toMatchObject({ id: 'api-example-com', name: 'Example', issuer: host, apiHosts: [api, host] });
    expect(entry.scopes).toEqual([{ name: 'tools', does: 'tools', optional: true }]);
  });

  test('pages that answer to everything are passed over', async () => {
    const { found: entry } = await found(`${host}/app`, {
      [`${host}/app${oidc}`]: '<!doctype html>',
      [`${host}${oauth}/app`]: '{"issuer": 7}',
      [`${host}${oidc}`]: '[]',
      [`${host}${oauth}`]: metadata(),
    });
    expect(entry.issuer).toBe(host);
  });

  test('a document is not read for ever', async () => {
    const long = metadata(host, { padding: 'x'.repeat(300_000) });
    expect(await codeOf(found(host, { [host + oidc]: long }))).toBe('discovery_failed');
  });
});

describe('documents that are not believed', () => {
  test('another issuer', async () => {
    const wrong = find(host, { [host + oidc]: openid('https://evil.example'), [host + oauth]: metadata('https://evil.example') });
    expect((await wrong).outcome).toMatchObject({ failure: { code: 'discovery_mismatch' } });
  });
  test('the issuer of another path, as another tenant would say', async () => {
    expect(await codeOf(found(`${host}/one`, { [`${host}/one${oidc}`]: openid(`${host}/two`) }))).toBe('discovery_mismatch');
  });
  test('but a right one elsewhere still is', async () => {
    const { found: entry } = await found(`${host}/app`, { [`${host}/app${oidc}`]: openid(), [host + oidc]: openid() });
    expect(entry.issuer).toBe(host);
  });
  test('the resource of another host', async () => {
    const wrong = { resource: 'https://evil.example', authorization_servers: [host] };
    const pages = { [`https://api.example.com${resource}`]: wrong, [host + oauth]: metadata() };
    expect(await codeOf(found('https://api.example.com', pages))).toBe('discovery_mismatch');
  });
  test('a server that speaks for another than the resource names', async () => {
    const api = 'https://api.example.com';
    const pages = {
      [api + resource]: { resource: api, authorization_servers: [host] },
      [host + oauth]: metadata('https://evil.example'),
    };
    expect(await codeOf(found(api, pages))).toBe('discovery_mismatch');
  });
  test('an error page with a document in it', async () => {
    expect(await codeOf(found(host, { [host + oidc]: 500, [host + oauth]: 302 }))).toBe('discovery_failed');
  });
});

describe('hosts that do not answer', () => {
  test('are told, so that the browser can be asked for them', async () => {
    const blocked = new TypeError('Failed to fetch');
    const { outcome } = await find(host, { [host + oidc]: blocked, [host + oauth]: blocked });
    expect(outcome).toMatchObject({ unreached: [host], failure: { code: 'discovery_failed' } });
  });
  test('do not matter where another document can be read', async () => {
    const { found: entry } = await found(host, { [host + oidc]: new TypeError('Failed to fetch'), [host + oauth]: metadata() });
    expect(entry.issuer).toBe(host);
  });
  test('the server of a resource is told', async () => {
    const api = 'https://api.example.com';
    const { outcome } = await find(api, {
      [api + resource]: { resource: api, authorization_servers: [host] },
      [host + oidc]: new TypeError('Failed to fetch'),
    });
    expect(outcome).toMatchObject({ unreached: [host] });
  });
  test('a host that takes too long is asked once', async () => {
    const { asked, outcome } = await find(host, { [host + oidc]: new DOMException('too long', 'TimeoutError') });
    expect(asked).toHaveLength(1);
    expect(outcome).toMatchObject({ unreached: [], failure: { code: 'discovery_failed' } });
  });
});

describe('the user’s own network', () => {
  const nas = 'https://nas.local';
  test.each([nas, 'http://127.0.0.1:9', 'https://192.168.0.1', 'https://[fd00::1]', 'router', 'localhost'])(
    '%s is asked only when that is confirmed',
    async (address) => {
      const { asked, http } = webOf({});
      expect(await codeOf(discoverService({ address, ownNetwork: false, http, services: [] }))).toBe('own_network');
      expect(asked).toEqual([]);
    },
  );
  test('a confirmed address is found, and its hosts are told', async () => {
    const document = openid(nas, {
      userinfo_endpoint: 'https://api.nas.local/me',
      revocation_endpoint: 'https://public.example/r',
    });
    const { ownNetwork } = await found(nas, { [nas + oidc]: document }, { ownNetwork: true });
    expect(ownNetwork.toSorted()).toEqual(['https://api.nas.local', nas]);
  });
  test.each([
    'authorization_endpoint',
    'token_endpoint',
    'userinfo_endpoint',
    'jwks_uri',
    'registration_endpoint',
    'revocation_endpoint',
    'device_authorization_endpoint',
    'pushed_authorization_request_endpoint',
  ])('a public service’s %s must not lie there, whatever was confirmed', async (name) => {
    for (const url of ['http://127.0.0.1:8080/x', 'https://192.168.1.1/x', 'https://nas.local/x', 'https://[::1]/x']) {
      const pages = { [host + oidc]: openid(host, { [name]: url }) };
      expect(await codeOf(found(host, pages, { ownNetwork: true }))).toBe('own_network');
    }
  });
  test('nor a public resource’s server', async () => {
    const pages = { [host + resource]: { resource: host, authorization_servers: ['http://127.0.0.1:8080'] } };
    const { asked, http } = webOf(pages);
    expect(await codeOf(discoverService({ address: host, ownNetwork: true, http, services: [] }))).toBe('own_network');
    expect(asked.every((url) => url.startsWith(host))).toBe(true);
  });
});

describe('what must not travel in the open', () => {
  test('the address itself', async () => {
    expect(await codeOf(found('http://id.example.org', {}))).toBe('insecure_endpoint');
    expect(await codeOf(found('ftp://id.example.org', {}))).toBe('insecure_endpoint');
  });
  test('no address at all', async () => {
    expect(await codeOf(found('not an address', {}))).toBe('invalid_input');
  });
  test.each(['token_endpoint', 'jwks_uri', 'revocation_endpoint'])('%s', async (name) => {
    expect(await codeOf(found(host, { [host + oidc]: openid(host, { [name]: 'http://id.example.org/x' }) }))).toBe(
      'insecure_endpoint',
    );
  });
  test('a resource’s server', async () => {
    const pages = { [host + resource]: { resource: host, authorization_servers: ['http://login.example.org'] } };
    expect(await codeOf(found(host, pages))).toBe('insecure_endpoint');
  });
});

describe('the entry', () => {
  test('of OpenID Connect has everything that is published', async () => {
    const document = openid(host, {
      registration_endpoint: `${host}/register`,
      revocation_endpoint: `${host}/revoke`,
      device_authorization_endpoint: `${host}/device`,
      pushed_authorization_request_endpoint: `${host}/par`,
      authorization_response_iss_parameter_supported: true,
      dpop_signing_alg_values_supported: ['RS256', 'ES256'],
      code_challenge_methods_supported: ['plain', 'S256'],
      prompt_values_supported: ['none', 'select_account'],
      service_documentation: 'https://docs.example.org/',
    });
    expect(await found(host, { [host + oidc]: document })).toEqual({
      registers: true,
      ownNetwork: [],
      found: {
        id: 'id-example-org',
        name: 'Example',
        hue: expect.any(Number),
        protocol: 'oauth2',
        ways: ['redirect', 'device'],
        issuer: host,
        issInRedirect: true,
        jwksUrl: `${host}/jwks`,
        idTokenAlgs: ['RS256', 'ES256'],
        authorizeUrl: `${host}/authorize`,
        tokenUrl: `${host}/token`,
        deviceUrl: `${host}/device`,
        parUrl: `${host}/par`,
        registrationUrl: `${host}/register`,
        revokeUrl: `${host}/revoke`,
        userinfoUrl: `${host}/me`,
        clientAuth: 'none',
        dpop: true,
        scopes: [
          { name: 'openid', does: 'Know who you are' },
          { name: 'email', does: 'See your e-mail address' },
          { name: 'offline_access', does: 'Stay signed in' },
          { name: 'files', does: 'files', optional: true },
        ],
        anotherParameters: { prompt: 'select_account' },
        againParameters: { login_hint: '{label}' },
        forceParameters: { prompt: 'login', max_age: '0' },
        apiHosts: [host],
        docs: 'https://docs.example.org/',
      },
    });
  });

  test('of plain OAuth has no more than it says', async () => {
    const entry = await entryOf(metadata(host, { jwks_uri: `${host}/jwks` }));
    for (const key of ['jwksUrl', 'idTokenAlgs', 'issInRedirect', 'dpop', 'parUrl', 'forceParameters', 'againParameters', 'pkce'])
      expect(entry).not.toHaveProperty(key);
    expect(entry.scopes).toEqual([]);
  });

  test.each([
    [{ response_types_supported: ['code id_token'] }, undefined],
    [{ response_types_supported: ['token', 'id_token token'] }, ['implicit']],
    [{ response_types_supported: ['token', 'code token'] }, undefined],
    [{ response_types_supported: ['code', 'token'] }, ['redirect']],
    [{ authorization_endpoint: undefined, device_authorization_endpoint: `${host}/device` }, ['device']],
    [{ device_authorization_endpoint: `${host}/device`, grant_types_supported: ['authorization_code'] }, ['redirect']],
    [
      {
        device_authorization_endpoint: `${host}/device`,
        grant_types_supported: ['urn:ietf:params:oauth:grant-type:device_code'],
      },
      ['redirect', 'device'],
    ],
    [{ grant_types_supported: ['authorization_code', 'client_credentials'] }, ['redirect']],
    [{ authorization_endpoint: undefined, grant_types_supported: ['client_credentials'] }, ['app']],
    [{ authorization_endpoint: undefined, grant_types_supported: ['password'] }, undefined],
    [{ token_endpoint: undefined }, undefined],
    [{ authorization_endpoint: '/authorize' }, undefined],
  ])('%j: the ways are %j', async (change, ways) => {
    if (ways) expect((await entryOf(metadata(host, change))).ways).toEqual(ways);
    else expect(await codeOf(entryOf(metadata(host, change)))).toBe('discovery_unusable');
  });

  test.each([
    [undefined, 'client_secret_basic'],
    [['client_secret_post', 'none'], 'none'],
    [['client_secret_post', 'client_secret_basic'], 'client_secret_basic'],
    [['client_secret_jwt', 'private_key_jwt'], 'private_key_jwt'],
    [['tls_client_auth'], undefined],
  ])('%j: an app authenticates by %s', async (offered, expected) => {
    const document = metadata(host, { token_endpoint_auth_methods_supported: offered });
    if (expected) expect((await entryOf(document)).clientAuth).toBe(expected);
    else expect(await codeOf(entryOf(document))).toBe('discovery_unusable');
  });

  test('an app that is itself needs a secret', async () => {
    const change = { authorization_endpoint: undefined, grant_types_supported: ['client_credentials'] };
    expect((await entryOf(metadata(host, change))).clientAuth).toBe('client_secret_basic');
  });

  test('an app with a key of its own does not register itself', async () => {
    const change = { registration_endpoint: `${host}/r`, token_endpoint_auth_methods_supported: ['private_key_jwt'] };
    const outcome = await found(host, { [host + oidc]: metadata(host, change) });
    expect(outcome.registers).toBe(false);
    expect(outcome.found.registrationUrl).toBeUndefined();
  });

  test('PKCE is left out only where it is said to be of another kind', async () => {
    expect((await entryOf(metadata(host, { code_challenge_methods_supported: ['plain'] }))).pkce).toBe('none');
    expect((await entryOf(metadata(host, { code_challenge_methods_supported: ['S256'] }))).pkce).toBeUndefined();
  });

  test('ID tokens that nobody could check are left alone', async () => {
    const entry = await entryOf(openid(host, { id_token_signing_alg_values_supported: ['none', 'HS256'] }));
    expect(entry.jwksUrl).toBeUndefined();
    expect(entry.idTokenAlgs).toBeUndefined();
  });

  test('of many scopes, odd ones and the rest are left out', async () => {
    const names = ['openid', 'a b', 'q"', '', 7, 'openid', ...[...Array(200).keys()].map((n) => `scope-${n}`)];
    const { scopes } = await entryOf(openid(host, { scopes_supported: names }));
    expect(scopes).toHaveLength(61);
    expect(scopes.slice(0, 2).map(({ name }) => name)).toEqual(['openid', 'scope-0']);
  });

  test('lists that are none are no reason to fail', async () => {
    const odd = { scopes_supported: 'openid', prompt_values_supported: {}, code_challenge_methods_supported: null };
    expect((await entryOf(metadata(host, odd))).scopes).toEqual([]);
  });

  test('a known issuer is told, and the id is a new one', async () => {
    const before = { ...filesEntry(host), id: 'id-example-org', name: 'Mine' };
    const outcome = await found(host, { [host + oidc]: openid() }, { services: [before] });
    expect(outcome.known).toEqual({ id: 'id-example-org', name: 'Mine' });
    expect(outcome.found.id).toBe('id-example-org-2');
  });

  test.each([
    ['https://accounts.google.com', 'accounts-google-com', 'Google'],
    ['https://www.my-shop.co.uk', 'my-shop-co-uk', 'My Shop'],
    ['https://example.org:8443', 'example-org-8443', 'Example'],
    ['https://x.yz', 'x-yz', 'X'],
  ])('%s is called %s, %s', async (address, id, name) => {
    const { found: entry } = await found(address, { [address + oidc]: metadata(address) });
    expect(entry).toMatchObject({ id, name });
  });
});
