/** Goes through every personality of Practice Vendor by its own entry: sign-in, identity, renewal, revocation, death. */
import { safeParse } from 'valibot';
import { afterEach, describe, expect, it } from 'vitest';
import { serviceSchema } from '../../src/services/schema';
import { filesEntry } from '../practice/entries';
import { startFiles } from './files';
import { findSecrets } from './secrets';
import { send, sendForm } from './testing-client';
import { startVendor, VENDORS, type VendorName, type VendorService } from './vendor';
import { BACK, tokensOf, valueAt, VendorClient } from './vendor-testing';

let service: VendorService;
afterEach(() => service.close());

const begin = async (name: VendorName): Promise<VendorClient> => {
  service = await startVendor(name);
  return new VendorClient(service);
};
const withPage = VENDORS.filter((name) => name !== 'app-only' && name !== 'fragment');
/** A route of the API that needs nothing but a live token. */
const probe = '/api/account';
const isGood = (text: string): boolean => text.includes('screen_name');

describe.each(withPage)('%s', (name) => {
  it('signs in by its entry, tells who it was, renews and revokes as the entry says', async () => {
    const client = await begin(name);
    const { entry } = client;
    expect(safeParse(serviceSchema, entry).issues).toBeUndefined();
    const reply = await client.signIn();
    const first = tokensOf(client, reply);
    expect([reply.status, first.access]).toEqual([200, expect.stringMatching(/^practice-access-token-/)]);
    expect(isGood((await client.call(probe, first.access)).text)).toBe(true);

    const told = entry.userinfoUrl
      ? (JSON.parse(
          (await client.call(entry.userinfoUrl, first.access, { method: entry.userinfoMethod ?? 'GET' })).text,
        ) as unknown)
      : first.whole;
    expect(valueAt(told, entry.identity?.subject ?? '')).toMatch(/2291$/);
    expect(valueAt(told, entry.identity?.label ?? '')).toMatch(/alice/i);
    if (entry.apiHostFrom) expect(valueAt(first.whole, entry.apiHostFrom)).toBe(service.apiOrigin);
    if (entry.expiresAtFrom) expect(Number(valueAt(first.whole, entry.expiresAtFrom))).toBeGreaterThan(Date.now() / 1000);

    let { access } = first;
    if (first.refresh !== '') {
      const renewed = tokensOf(client, await client.renew(first.refresh));
      expect(renewed.access).not.toBe(access);
      ({ access } = renewed);
    }
    for (const request of [entry.exchange, entry.renewBy]) {
      if (!request) continue;
      const better = JSON.parse((await client.vendor(request, access)).text) as { access_token: string };
      expect(better.access_token).not.toBe(access);
      access = better.access_token;
    }
    expect(isGood((await client.call(probe, access)).text)).toBe(true);
    const ended = entry.revokeBy
      ? await client.vendor(entry.revokeBy, access)
      : entry.revokeUrl
        ? await client.token({ token: access }, entry.revokeUrl)
        : undefined;
    if (ended) expect(ended.status).toBeLessThan(300);
    else service.revokeGrants('alice');
    const dead = await client.call(probe, access);
    expect(isGood(dead.text)).toBe(false);
    const codes = entry.deadTokenCodes ?? [];
    if (dead.status !== 401) expect(codes.some((code) => dead.text.includes(code))).toBe(true);
    expect(findSecrets(JSON.stringify(service.log), service.issued)).toEqual([]);
  });

  it('refuses codes used twice, by others or for elsewhere, and wrong clients and verifiers', async () => {
    const client = await begin(name);
    const isRefused = (text: string) => !text.includes('practice-access-token') && /error|message/.test(text);
    const { code, verifier } = await client.authorize();
    const reply = await client.redeem(code, verifier);
    expect(isRefused((await client.redeem(code, verifier)).text)).toBe(true);
    expect(isGood((await client.call(probe, tokensOf(client, reply).access)).text)).toBe(false);

    const fresh = async () => client.authorize();
    const one = await fresh();
    expect(isRefused((await client.redeem(one.code, one.verifier, { redirect_uri: `${BACK}/x` })).text)).toBe(true);
    const two = await fresh();
    const thief = new VendorClient(service);
    expect(isRefused((await thief.redeem(two.code, two.verifier)).text)).toBe(true);
    const { clientIdName = 'client_id', pkce } = client.entry;
    const wrongClient = await client.token(
      { grant_type: 'authorization_code', code: two.code, redirect_uri: BACK, [clientIdName]: 'nobody', client_secret: 'x' },
      undefined,
      { authorization: `Basic ${Buffer.from('nobody:x').toString('base64')}` },
    );
    expect(isRefused(wrongClient.text)).toBe(true);
    if (pkce !== 'none') {
      const three = await fresh();
      expect(isRefused((await client.redeem(three.code, two.verifier)).text)).toBe(true);
      const four = await fresh();
      expect(isRefused((await client.redeem(four.code, four.verifier, { code_verifier: '' })).text)).toBe(true);
    }
    expect(isRefused((await client.token({ grant_type: 'password', username: 'alice' })).text)).toBe(true);
    const cookie = await client.token({ grant_type: 'authorization_code', code: 'x' }, undefined, { cookie: 'a=b' });
    expect(cookie.status).toBe(400);
  });

  it('shows its page only for what is registered, and sends everything else back', async () => {
    const client = await begin(name);
    const { clientIdName = 'client_id', pkce = 'S256', scopes } = client.entry;
    const verifier = 'v'.repeat(43);
    for (const change of [{ redirect_uri: `${BACK}/` }, { [clientIdName]: 'nobody' }]) {
      const reply = await send(client.authorizeUrl(verifier, change));
      expect([reply.status, reply.headers['location']]).toEqual([400, undefined]);
    }
    const sentBack = async (change: Record<string, string>) => {
      const reply = await send(client.authorizeUrl(verifier, change));
      return new URL(reply.headers['location'] ?? BACK).searchParams.get('error');
    };
    expect(await sentBack({ response_type: 'token' })).toBe('unsupported_response_type');
    expect(await sentBack({ state: '' })).toBe('invalid_request');
    expect(await sentBack({ unheard_of: 'x' })).toBe('invalid_request');
    expect(await sentBack({ scope: 'unheard_of' })).toBe(scopes.length === 0 ? 'invalid_request' : 'invalid_scope');
    if (pkce === 'none') expect(await sentBack({ code_challenge: 'x'.repeat(43) })).toBe('invalid_request');
    else expect(await sentBack({ code_challenge_method: 'plain' })).toBe('invalid_request');
    const { location } = await client.authorize({}, 'bob', 'deny');
    expect(location.searchParams.get('error')).toBe('access_denied');
    service.wrongState = 'another';
    expect((await client.authorize()).location.searchParams.get('state')).toBe('another');
  });
});

it('filesEntry says what the discovery document of Practice Files says', async () => {
  service = await startVendor('dotted');
  const files = await startFiles({ par: true, dpop: true });
  const entry = filesEntry(files.origin, 'none', { par: true, dpop: true, ways: ['redirect', 'device'], registration: true });
  expect(safeParse(serviceSchema, entry).issues).toBeUndefined();
  const told = JSON.parse((await send(`${files.origin}/.well-known/openid-configuration`)).text) as unknown;
  expect(told).toMatchObject({
    issuer: entry.issuer,
    jwks_uri: entry.jwksUrl,
    authorization_endpoint: entry.authorizeUrl,
    token_endpoint: entry.tokenUrl,
    device_authorization_endpoint: entry.deviceUrl,
    pushed_authorization_request_endpoint: entry.parUrl,
    require_pushed_authorization_requests: true,
    registration_endpoint: entry.registrationUrl,
    revocation_endpoint: entry.revokeUrl,
    userinfo_endpoint: entry.userinfoUrl,
    authorization_response_iss_parameter_supported: entry.issInRedirect,
    dpop_signing_alg_values_supported: expect.arrayContaining(['ES256']) as unknown,
  });
  expect((await sendForm(entry.parUrl ?? '', {})).status).toBeGreaterThanOrEqual(400);
  await files.close();
});
