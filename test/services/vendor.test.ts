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
const access = async (client: VendorClient, username?: string) => tokensOf(client, await client.signIn({}, username)).access;

describe('how each words what it refuses', () => {
  const dead: [VendorName, number, unknown][] = [
    ['nested', 200, { ok: false, error: 'token_expired' }],
    ['form', 401, { message: 'Bad credentials' }],
    ['exchange', 400, { error: { type: 'OAuthException', code: 190, error_subcode: 463 } }],
    ['self-renewing', 400, { error: { type: 'OAuthException', code: 190 } }],
    ['hexkey', 401, { error: { code: 'access_token_invalid' } }],
    ['json', 401, { object: 'error', status: 401, code: 'unauthorized' }],
    ['instance', 401, [{ errorCode: 'INVALID_SESSION_ID' }]],
    ['epoch', 401, { message: 'Authorization Error' }],
    ['installed', 401, { message: 'Unauthorized', error: 401 }],
    ['dotted', 401, { error_summary: 'expired_access_token/..', error: { '.tag': 'expired_access_token' } }],
  ];
  it.each(dead)('%s: an expired token is answered with %i', async (name, status, shape) => {
    const client = await begin(name);
    const [alice, bob] = [await access(client), await access(client, 'bob')];
    service.expireAccessTokens('alice');
    const reply = await client.call('/api/me', alice);
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.text)).toMatchObject(shape as object);
    expect(body(await client.call('/api/me', bob))).toMatchObject({ username: 'bob' });
    expect((await send(`${service.apiOrigin}/api/me?access_token=${bob}`)).text).not.toContain('"username"');
    expect((await client.call('/api/me', bob, { headers: { authorization: `Token ${bob}` } })).text).not.toContain('"username"');
  });

  it('token errors in their own shapes', async () => {
    const team = await begin('nested');
    expect([(await team.redeem('x', 'y')).status, body(await team.redeem('x', 'y'))]).toEqual([
      200,
      { ok: false, error: 'invalid_code' },
    ]);
    expect(body(await team.renew('x'))).toEqual({ ok: false, error: 'invalid_refresh_token' });
    await service.close();
    const code = await begin('form');
    const wrong = await code.token({ grant_type: 'authorization_code', code: 'x', client_secret: 'x' });
    expect([wrong.status, new URLSearchParams(wrong.text).get('error')]).toEqual([200, 'incorrect_client_credentials']);
    const one = await code.authorize();
    const mismatch = await code.redeem(one.code, one.verifier, { redirect_uri: `${BACK}/x` });
    expect(new URLSearchParams(mismatch.text).get('error')).toBe('redirect_uri_mismatch');
    await service.close();
    const clips = await begin('hexkey');
    const withId = await clips.token({ grant_type: 'authorization_code', client_id: clips.app.clientId });
    expect([withId.status, body(withId)]).toMatchObject([401, { error: 'invalid_client', log_id: 'practice' }]);
  });
});

describe('renewal', () => {
  it.each(['nested', 'hexkey', 'json', 'epoch'] as const)('%s rotates, and a reused token ends its family', async (name) => {
    const client = await begin(name);
    const first = tokensOf(client, await client.signIn());
    const second = tokensOf(client, await client.renew(first.refresh));
    expect(second.refresh).not.toBe(first.refresh);
    const thief = new VendorClient(service);
    expect(tokensOf(thief, await thief.renew(second.refresh)).access).toBe('');
    expect(tokensOf(client, await client.renew(first.refresh)).access).toBe('');
    expect(service.reuseDetected).toBe(1);
    expect(tokensOf(client, await client.renew(second.refresh)).access).toBe('');
    expect(service.tokenRequests('refresh_token')).toBe(4);
  });

  it.each(['instance', 'installed', 'dotted'] as const)('%s keeps the refresh token, and says none', async (name) => {
    const client = await begin(name);
    const first = tokensOf(client, await client.signIn());
    expect(first.refresh).not.toBe('');
    expect(tokensOf(client, await client.renew(first.refresh)).refresh).toBe('');
    expect(tokensOf(client, await client.renew(first.refresh)).access).not.toBe('');
  });

  it('is for those only who asked for it as the service wants', async () => {
    const box = await begin('dotted');
    expect(tokensOf(box, await box.signIn({ token_access_type: '' })).refresh).toBe('');
    await service.close();
    const forum = await begin('installed');
    expect(tokensOf(forum, await forum.signIn({ duration: 'temporary' })).refresh).toBe('');
    await service.close();
    const sales = await begin('instance');
    expect(tokensOf(sales, await sales.signIn({ scope: 'api' })).refresh).toBe('');
    await service.close();
    const code = await begin('form');
    expect(tokensOf(code, await code.signIn()).refresh).toBe('');
    expect((await code.renew('x')).text).toContain('unsupported_grant_type');
  });

  it('epoch: at its own place, with the redirect URI, and numbers as text where told', async () => {
    const client = await begin('epoch', { numbersAsText: true, accessTokenSeconds: 90 });
    const first = tokensOf(client, await client.signIn());
    expect(first.whole).toMatchObject({ expires_in: '90', expires_at: expect.stringMatching(/^\d{10}$/) as string });
    expect((await client.renew(first.refresh, { redirect_uri: '' })).status).toBe(400);
    const atTokenUrl = await client.token({ grant_type: 'refresh_token', refresh_token: first.refresh, redirect_uri: BACK });
    expect(body(atTokenUrl)).toMatchObject({ error: 'unsupported_grant_type' });
    expect((await client.renew(first.refresh)).status).toBe(200);
  });
});

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
