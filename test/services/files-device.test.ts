/** Tries Practice Files' device codes and its registration of apps by themselves. */
import { afterEach, describe, expect, it } from 'vitest';
import { startFiles, type FilesOptions, type FilesService } from './files';
import { errorOf, FilesApp, REDIRECT, type Tokens } from './files-testing';
import { send, sendForm, TestBrowser, type Reply } from './testing-client';
import { appKey, dpopProof } from './testing-jwt';

let service: FilesService;
let app: FilesApp;
const begin = async (options: FilesOptions = {}) => {
  service = await startFiles(options);
  app = new FilesApp(service);
};
afterEach(() => service.close());

const parse = (reply: Reply) => JSON.parse(reply.text) as Record<string, string> & { interval?: number };
const ask = async (scope = 'openid offline_access files.read') =>
  parse(await sendForm(`${service.origin}/device/authorize`, { client_id: app.clientId, scope }));
const poll = (deviceCode = '') =>
  app.token({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: deviceCode });
const answer = async (url: string, code: string, decision = 'allow', username = 'alice') => {
  const browser = new TestBrowser();
  const login = await browser.submit(
    await browser.open(url),
    url.includes('user_code=') ? { user_code: code } : { user_code: code },
  );
  const consent = await browser.submit(login, { username, password: `practice-${username}` });
  return browser.submit(consent, { decision });
};

describe('a device code', () => {
  it('becomes tokens once the user entered the user code and allowed it', async () => {
    await begin({ deviceIntervalSeconds: 0 });
    const given = await ask();
    expect(given).toMatchObject({
      verification_uri: `${service.origin}/device`,
      verification_uri_complete: `${service.origin}/device?user_code=${given['user_code']}`,
      interval: 0,
    });
    expect(errorOf(await poll(given['device_code']))).toBe('authorization_pending');
    expect((await send(given['verification_uri_complete'] ?? '')).text).toContain(`value="${given['user_code']}"`);
    expect((await answer(`${service.origin}/device`, (given['user_code'] ?? '').toLowerCase())).text).toContain(
      'go back to the app',
    );
    const tokens = JSON.parse((await poll(given['device_code'])).text) as Tokens;
    expect(tokens.scope.split(' ')).toContain('files.read');
    expect([tokens.refresh_token, tokens.id_token]).not.toContain(undefined);
    expect((await app.api('/api/files', tokens.access_token)).status).toBe(200);
    expect(errorOf(await poll(given['device_code']))).toBe('invalid_grant');
    const used = await new TestBrowser().open(`${service.origin}/device`);
    expect((await new TestBrowser().submit(used, { user_code: given['user_code'] ?? '' })).status).toBe(400);
  });

  it('is refused where the user refuses, and unknown codes go nowhere', async () => {
    await begin({ deviceIntervalSeconds: 0 });
    const given = await ask();
    await answer(`${service.origin}/device`, given['user_code'] ?? '', 'deny');
    expect(errorOf(await poll(given['device_code']))).toBe('access_denied');
    expect(errorOf(await poll('practice-unknown'))).toBe('invalid_grant');
    const page = await answer(`${service.origin}/device`, 'BBBB-BBBB');
    expect(page.text).toContain('unknown, used or too old');
  });

  it('must not be polled faster than the interval', async () => {
    await begin();
    const given = await ask();
    expect(given).not.toHaveProperty('interval');
    expect(errorOf(await poll(given['device_code']))).toBe('authorization_pending');
    expect(errorOf(await poll(given['device_code']))).toBe('slow_down');
    await service.close();
    await begin({ deviceIntervalSeconds: 1 });
    service.slowDowns = 1;
    const second = await ask();
    expect(second.interval).toBe(1);
    expect(errorOf(await poll(second['device_code']))).toBe('slow_down');
    expect(errorOf(await poll(second['device_code']))).toBe('slow_down');
  });
});

describe('a device code that is bound or old', () => {
  it('may be polled again at once for a nonce, and gives bound tokens', async () => {
    await begin({ dpop: true });
    const given = await ask();
    await answer(`${service.origin}/device`, given['user_code'] ?? '');
    const key = appKey();
    const at = { method: 'POST', url: `${service.origin}/token` };
    const bound = (nonce?: string) =>
      sendForm(
        at.url,
        {
          grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
          device_code: given['device_code'] ?? '',
          client_id: app.clientId,
        },
        { dpop: dpopProof(key, { ...at, nonce }) },
      );
    const first = await bound();
    expect(errorOf(first)).toBe('use_dpop_nonce');
    expect(parse(await bound(first.headers['dpop-nonce']))).toMatchObject({ token_type: 'DPoP' });
  });

  it('ends', async () => {
    await begin({ deviceIntervalSeconds: 0, deviceCodeSeconds: 1 });
    const given = await ask();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(errorOf(await poll(given['device_code']))).toBe('expired_token');
    const late = await answer(`${service.origin}/device`, given['user_code'] ?? '');
    expect(late.text).toContain('unknown, used or too old');
  });
});

describe('registration', () => {
  it('is open, and gives what was asked for', async () => {
    await begin();
    const metadata = { redirect_uris: [REDIRECT], client_name: 'An app', token_endpoint_auth_method: 'client_secret_basic' };
    const register = (body: object) =>
      send(`${service.origin}/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const reply = await register({ ...metadata, grant_types: ['authorization_code', 'refresh_token'] });
    const given = parse(reply);
    expect([reply.status, given['client_name']]).toEqual([201, 'An app']);
    expect(service.issued).toContainEqual({ kind: 'client_secret', value: given['client_secret'] });
    const own = new FilesApp(service, { clientId: given['client_id'] ?? '', clientSecret: given['client_secret'] ?? '' });
    expect((await own.signIn()).refresh_token).toBeDefined();
    expect((await register({ ...metadata, redirect_uris: ['not a url'] })).status).toBe(400);
    expect((await register({ ...metadata, redirect_uris: [] })).status).toBe(400);
  });
});
