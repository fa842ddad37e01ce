/** Tries tokens that expire and are renewed, and the problems told by name. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginWith, problemOf, type PersonalityApp } from './personality-testing';
import type { Keys } from './testing-signer';

let app: PersonalityApp;
let alice: Keys;
let handle: string;

async function begin(options = {}): Promise<URLSearchParams> {
  app = await beginWith('sessions', { options });
  const reply = await app.signInReply('alice');
  alice = app.keysFrom(reply);
  const pairs = new URLSearchParams(reply.text);
  handle = pairs.get('oauth_session_handle') ?? '';
  return pairs;
}
const me = (keys: Keys) => app.call('/api/me', keys);
const renew = (keys: Keys, oauth_session_handle: string) => app.askAccessToken(keys, { oauth_session_handle });

afterEach(() => app.service.close());

describe('sessions', () => {
  it('tells how long token and authorization last', async () => {
    const pairs = await begin({ tokenSeconds: 60, authorizationSeconds: 7200 });
    expect([pairs.get('oauth_expires_in'), pairs.get('oauth_authorization_expires_in')]).toEqual(['60', '7200']);
    expect(app.service.issued.some(({ kind, value }) => kind === 'session_handle' && value === handle)).toBe(true);
  });

  it('renews an expired token, and ends the old token and handle', async () => {
    await begin();
    expect(await me(alice)).toMatchObject({ status: 200 });
    app.service.expireAccessTokens();
    const expired = await me(alice);
    expect([expired.status, problemOf(expired)]).toEqual([401, 'token_expired']);
    expect(problemOf(await renew({ ...alice, tokenSecret: 'wrong' }, handle))).toBe('signature_invalid');
    expect(problemOf(await renew(alice, 'wrong'))).toBe('token_rejected');
    const reply = await renew(alice, handle);
    const renewed = app.keysFrom(reply);
    expect(renewed.token).not.toBe(alice.token);
    expect(renewed.tokenSecret).not.toBe(alice.tokenSecret);
    expect(await me(renewed)).toMatchObject({ status: 200 });
    expect(problemOf(await me(alice))).toBe('token_rejected');
    expect(problemOf(await renew(alice, handle))).toBe('token_rejected');
    expect(problemOf(await renew(renewed, handle))).toBe('token_rejected');
    const next = new URLSearchParams(reply.text).get('oauth_session_handle') ?? '';
    expect(next).not.toBe(handle);
    expect(await renew(renewed, next)).toMatchObject({ status: 200 });
  });

  it('renews nothing once the authorization has ended or was revoked', async () => {
    const pairs = await begin({ tokenSeconds: 60, authorizationSeconds: 0 });
    expect(pairs.get('oauth_expires_in')).toBe('0');
    expect(problemOf(await renew(alice, handle))).toBe('token_revoked');
    await app.service.close();
    await begin();
    app.service.revokeUserTokens('alice');
    expect(problemOf(await renew(alice, handle))).toBe('token_rejected');
  });
});

describe('problems', () => {
  beforeEach(async () => {
    await begin();
  });
  const tell = (oauth: Record<string, string>, keys: Keys = alice) => app.call('/api/me?b=2&a=1', keys, { oauth });

  it('echoes the base string of a wrong signature', async () => {
    const reply = await tell({ oauth_nonce: 'one' }, { ...alice, tokenSecret: 'wrong' });
    const pairs = new URLSearchParams(reply.text);
    expect(pairs.get('oauth_problem')).toBe('signature_invalid');
    expect(pairs.get('debug_sbs')).toMatch(/^GET&http%3A%2F%2F127\.0\.0\.1%3A\d+%2Fapi%2Fme&a%3D1%26b%3D2%26oauth_consumer_key/);
  });

  it('names wrong times, used nonces and unknown keys', async () => {
    const late = await tell({ oauth_timestamp: '1000000000' });
    const acceptable = new URLSearchParams(late.text).get('oauth_acceptable_timestamps') ?? '';
    const [from = 0, to = 0] = acceptable.split('-').map(Number);
    const now = Date.now() / 1000;
    expect([from < now, to > now, problemOf(late), late.status]).toEqual([true, true, 'timestamp_refused', 401]);
    const once = { oauth_nonce: 'once', oauth_timestamp: String(Math.floor(now)) };
    expect(await tell(once)).toMatchObject({ status: 200 });
    expect(problemOf(await tell(once))).toBe('nonce_used');
    expect(problemOf(await tell({}, { ...alice, consumerKey: 'none' }))).toBe('consumer_key_unknown');
    expect(problemOf(await tell({ oauth_version: '2.0' }))).toBe('version_rejected');
    expect(problemOf(await tell({ oauth_nonce: '' }))).toBe('parameter_absent');
    app.service.suspendApp(alice.consumerKey);
    expect(problemOf(await tell({}))).toBe('consumer_key_refused');
  });

  it('follows a clock that goes wrong', async () => {
    app.service.clockAheadSeconds = 3600;
    const reply = await tell({});
    expect(problemOf(reply)).toBe('timestamp_refused');
    expect(Date.parse(reply.headers['date'] ?? '') - Date.now()).toBeGreaterThan(3_500_000);
  });
});
