/** Tries what each personality of Practice Vendor has of its own, over real HTTP. */
import { afterEach, describe, expect, it } from 'vitest';
import { send, sendForm, type Reply } from './testing-client';
import { startVendor, type VendorName, type VendorService } from './vendor';
import type { VendorOptions } from './vendor-personality';
import { BACK, tokensOf, VendorClient } from './vendor-testing';

let service: VendorService;
afterEach(() => service.close());

const begin = async (name: VendorName, options?: VendorOptions): Promise<VendorClient> => {
  service = await startVendor(name, options);
  return new VendorClient(service);
};
const body = (reply: Reply) => JSON.parse(reply.text) as Record<string, unknown>;
const access = async (client: VendorClient) => tokensOf(client, await client.signIn()).access;

describe('what a personality has of its own', () => {
  it('nested: tokens under authed_user, without a type, commas between scopes', async () => {
    const client = await begin('nested');
    const { whole } = tokensOf(client, await client.signIn());
    expect(whole).toMatchObject({ ok: true, authed_user: { id: '2291', scope: 'users:read,files:write,chat:write' } });
    expect(JSON.stringify(whole)).not.toContain('token_type');
  });

  it('form: revokes for the app itself only', async () => {
    const client = await begin('form');
    const token = await access(client);
    const thief = new VendorClient(service);
    const request = client.entry.revokeBy;
    if (!request) throw new Error('the entry does not revoke');
    expect((await thief.vendor(request, token)).status).toBe(404);
    expect((await client.call('/api/me', token)).status).toBe(200);
    expect((await client.vendor({ ...request, auth: 'bearer' }, token)).text).toContain('incorrect_client_credentials');
    expect((await client.vendor(request, token)).status).toBe(204);
  });

  it('exchange: every call must be proved, and only the app itself trades', async () => {
    const client = await begin('exchange');
    const token = await access(client);
    const bare = await send(`${service.origin}/api/me`, { headers: { authorization: `Bearer ${token}` } });
    expect([bare.status, body(bare)]).toMatchObject([400, { error: { code: 100 } }]);
    const request = client.entry.exchange;
    if (!request) throw new Error('the entry does not exchange');
    expect((await client.vendor(request, token, { client_secret: 'x' })).status).toBe(400);
    expect((await new VendorClient(service).vendor(request, token)).status).toBe(400);
    expect(body(await client.vendor(request, token))).toMatchObject({ token_type: 'bearer', expires_in: 5_184_000 });
  });

  it('self-renewing: a short-lived token is traded first, a dead one is not renewed, and the redirect has a tail', async () => {
    const client = await begin('self-renewing');
    expect((await client.authorize()).location.hash).toBe('#_');
    const { whole, access: token } = tokensOf(client, await client.signIn());
    expect(whole).toMatchObject({ data: [{ user_id: '2291', permissions: ['business_basic', 'business_publish'] }] });
    const { exchange, renewBy } = client.entry;
    if (!exchange || !renewBy) throw new Error('the entry does not exchange or renew');
    expect((await client.vendor(renewBy, token)).status).toBe(400);
    expect((await client.vendor(exchange, token, { client_secret: 'x' })).status).toBe(400);
    const long = String(body(await client.vendor(exchange, token))['access_token']);
    expect((await client.vendor(exchange, long)).status).toBe(400);
    service.expireAccessTokens();
    expect(body(await client.vendor(renewBy, long))).toMatchObject({ error: { code: 190 } });
  });

  it('hexkey: the challenge is hex, and nothing else', async () => {
    const client = await begin('hexkey');
    const reply = await send(client.authorizeUrl('v'.repeat(43), { code_challenge: 'x'.repeat(43) }));
    expect(new URL(reply.headers['location'] ?? '').searchParams.get('error')).toBe('invalid_request');
    expect((await send(client.authorizeUrl('v'.repeat(43), { client_key: '', client_id: client.app.clientId }))).status).toBe(
      400,
    );
  });

  it('json: no forms, and a version with every call', async () => {
    const client = await begin('json');
    const { code } = await client.authorize();
    const fields = { grant_type: 'authorization_code', code, redirect_uri: BACK };
    const asForm = await sendForm(client.entry.tokenUrl ?? '', fields, { authorization: client.basic() });
    expect([asForm.status, body(asForm)]).toMatchObject([400, { error: 'invalid_request' }]);
    const token = await access(client);
    const bare = await send(`${service.origin}/api/me`, { headers: { authorization: `Bearer ${token}` } });
    expect([bare.status, body(bare)]).toMatchObject([400, { code: 'missing_version' }]);
  });

  it('instance: the API answers at the host that the reply names, and nowhere else', async () => {
    const client = await begin('instance', { apiName: 'localhost' });
    const { whole, access: token } = tokensOf(client, await client.signIn());
    expect(whole).toMatchObject({ instance_url: service.apiOrigin, issued_at: expect.stringMatching(/^\d{13}$/) as string });
    expect(service.apiOrigin).toMatch(/^http:\/\/localhost:\d+$/);
    expect(whole).not.toHaveProperty('expires_in');
    const headers = { authorization: `Bearer ${token}` };
    const atPort = service.apiOrigin.replace('localhost', '127.0.0.1');
    expect((await send(`${atPort}/api/me`, { headers: { ...headers, host: new URL(service.apiOrigin).host } })).status).toBe(200);
    expect((await send(`${atPort}/api/me`, { headers })).status).toBe(421);
    expect((await send(`${service.origin}/api/me`, { headers })).status).toBe(404);
  });

  it('installed: the client as user name, with an empty password', async () => {
    const client = await begin('installed');
    const { code } = await client.authorize();
    const fields = { grant_type: 'authorization_code', code, redirect_uri: BACK };
    const inBody = await sendForm(client.entry.tokenUrl ?? '', { ...fields, client_id: client.app.clientId });
    expect([inBody.status, body(inBody)]).toEqual([401, { message: 'Unauthorized', error: 401 }]);
    expect((await client.token(fields)).status).toBe(200);
  });

  it('app-only: keys must be percent-encoded, the token comes again and is used as it is', async () => {
    const client = await begin('app-only');
    const fields = { grant_type: 'client_credentials' };
    const raw = await sendForm(client.entry.tokenUrl ?? '', fields, { authorization: client.basic((text) => text) });
    expect([raw.status, body(raw)]).toMatchObject([403, { errors: [{ code: 99, label: 'authenticity_token_error' }] }]);
    const [first, again] = [tokensOf(client, await client.token(fields)), tokensOf(client, await client.token(fields))];
    expect(first.access).toMatch(/^AAAA.*%2F.*%3D/);
    expect(again.access).toBe(first.access);
    expect(body(await client.call('/api/me', first.access))).toMatchObject({ username: 'app' });
    expect((await client.call('/api/me', decodeURIComponent(first.access))).status).toBe(401);
    expect((await send(`${service.origin}/oauth/authorize`)).status).toBe(404);
    const request = client.entry.revokeBy;
    if (!request) throw new Error('the entry does not revoke');
    expect((await client.vendor(request, decodeURIComponent(first.access))).status).toBe(403);
    expect((await client.vendor(request, first.access)).status).toBe(200);
    expect((await client.call('/api/me', first.access)).status).toBe(401);
    expect(tokensOf(client, await client.token(fields)).access).not.toBe(first.access);
  });

  it('fragment: a token in the fragment, no code, no token endpoint', async () => {
    const client = await begin('fragment');
    const { location } = await client.authorize();
    const told = new URLSearchParams(location.hash.slice(1));
    expect([location.search, told.get('state'), told.get('expires_in'), told.get('token_type')]).toEqual([
      '',
      'practice-state',
      '3600',
      'bearer',
    ]);
    const token = told.get('access_token') ?? '';
    expect(body(await client.call('/api/validate', token))).toEqual({ user_id: '2291', login: 'alice' });
    const code = await send(client.authorizeUrl('v', { response_type: 'code' }));
    expect(new URL(code.headers['location'] ?? '').hash).toContain('error=unsupported_response_type');
    const reply = await sendForm(`${service.origin}/oauth/token`, { grant_type: 'authorization_code' });
    expect(reply.status).toBe(404);
    const revoke = { client_id: client.app.clientId, token };
    expect((await sendForm(`${service.origin}/oauth/revoke`, revoke)).status).toBe(200);
    expect((await client.call('/api/validate', token)).status).toBe(401);
  });

  it('dotted: calls by POST take neither body nor type, and revocation answers null', async () => {
    const client = await begin('dotted');
    const token = await access(client);
    const { userinfoUrl = '', revokeBy } = client.entry;
    const typed = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect((await client.call(userinfoUrl, token, typed)).status).toBe(400);
    if (!revokeBy) throw new Error('the entry does not revoke');
    expect((await client.vendor(revokeBy, token)).text).toBe('null');
    expect(body(await client.call('/api/me', token))).toMatchObject({ error: { '.tag': 'invalid_access_token' } });
  });

  it('grants what stays ticked', async () => {
    const client = await begin('installed');
    const { code, verifier } = await client.authorize({}, 'alice', 'allow', ['submit']);
    expect(body(await client.redeem(code, verifier))).toMatchObject({ scope: 'identity read' });
  });
});
