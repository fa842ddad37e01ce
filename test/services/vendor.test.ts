/** Tries how the personalities of Practice Vendor refuse and renew, over real HTTP. */
import { afterEach, describe, expect, it } from 'vitest';
import { send, type Reply } from './testing-client';
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
