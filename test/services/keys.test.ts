/** Tries Practice Keys in every mode, by its own entry, over real HTTP. */
import { safeParse } from 'valibot';
import { afterEach, describe, expect, it } from 'vitest';
import { fill } from '../../src/core/template';
import { serviceSchema } from '../../src/services/schema';
import { keysEntry } from '../practice/key-entries';
import { startKeys, type KeysService } from './keys';
import { KEY_MODES, type KeyMode } from './keys-modes';
import { findSecrets } from './secrets';
import { send, TestBrowser, type Reply } from './testing-client';

let service: KeysService;
afterEach(() => service.close());

/** A call as the service's entry says it is made. */
function call(path: string, entered: Record<string, string>, { method = 'GET', body = '' } = {}): Promise<Reply> {
  const entry = keysEntry(service.mode, service.origin);
  const host = entry.hostTemplate === undefined ? service.origin : fill(entry.hostTemplate, entered);
  const { port } = new URL(service.origin);
  const url = new URL(path, `http://127.0.0.1:${port}`);
  const headers: Record<string, string> = { host: new URL(host).host };
  if (entry.protocol === 'basic') {
    const pair = `${fill(entry.user, entered)}:${fill(entry.password, entered)}`;
    headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  } else {
    for (const { in: place, name, value } of entry.carry) {
      if (place === 'header') headers[name] = fill(value, entered);
      else url.searchParams.set(name, fill(value, entered));
    }
  }
  return send(url.href, { method, headers, ...(body === '' ? {} : { body }) });
}

const me = (username: string) => ({ account: expect.objectContaining({ login: username }) as unknown });

describe.each(KEY_MODES)('%s', (mode) => {
  it('has an entry that fits it', async () => {
    service = await startKeys(mode);
    const entry = keysEntry(mode, service.origin);
    expect(safeParse(serviceSchema, entry).issues).toBeUndefined();
    expect(Object.keys(service.entered('alice')).sort()).toEqual(entry.fields.map(({ name }) => name).sort());
  });

  it('takes the right key and no other, and its log and its answers never hold one', async () => {
    service = await startKeys(mode);
    const [alice, bob] = [service.entered('alice'), service.entered('bob')];
    expect(JSON.parse((await call('/me', alice)).text)).toEqual(me('alice'));
    expect(JSON.parse((await call('/me', bob)).text)).toEqual(me('bob'));
    const secret = 'key' in alice ? 'key' : 'password';
    for (const wrong of ['', 'x', `${alice[secret]}x`, String(alice[secret]).toUpperCase()]) {
      const reply = await call('/me', { ...alice, [secret]: wrong });
      expect(reply.status, wrong).toBe(401);
    }
    const echo = await call('/api/echo?x=1', alice, { method: 'POST', body: 'text' });
    expect([echo.status, findSecrets(echo.text, service.issued)]).toEqual([200, []]);
    service.suspend('alice');
    expect((await call('/me', alice)).status).toBe(403);
    service.suspend('alice', false);
    const renewed = service.replaceKey('alice');
    expect([(await call('/me', alice)).status, (await call('/me', renewed)).status]).toEqual([401, 200]);
    expect((await call('/nowhere', renewed)).status).toBe(404);
    expect(findSecrets(JSON.stringify(service.log), service.issued)).toEqual([]);
  });
});

it('shows a key to its user only', async () => {
  service = await startKeys('host');
  const browser = new TestBrowser();
  const login = await browser.open(`${service.origin}/keys`);
  expect((await browser.submit(login, { username: 'alice', password: 'no' })).status).toBe(403);
  const shown = await browser.submit(login, { username: 'alice', password: 'practice-alice' });
  expect(shown.text).toContain(`id="key">${service.entered('alice')['key']}<`);
  expect(shown.text).toContain('id="host">localhost<');
});

it('refuses keys in the wrong place, at the wrong host, and every cookie', async () => {
  const refused = async (mode: KeyMode, reply: (key: string) => Promise<Reply>, status: number) => {
    service = await startKeys(mode);
    const { key = '' } = service.entered('alice');
    expect((await reply(key)).status, mode).toBe(status);
    expect(findSecrets(JSON.stringify(service.log), service.issued)).toEqual([]);
    await service.close();
  };
  await refused('header', (key) => send(`${service.origin}/me?api_key=${key}`), 400);
  await refused('header', (key) => send(`${service.origin}/me`, { headers: { authorization: `Bearer ${key}` } }), 400);
  await refused('query', (key) => send(`${service.origin}/me`, { headers: { 'x-practice-key': key } }), 400);
  await refused('query', (key) => send(`${service.origin}/me?api_key=${key}&api_key=${key}`), 401);
  await refused('host', (key) => send(`${service.origin}/me`, { headers: { 'x-practice-key': key } }), 401);
  await refused('header', (key) => send(`${service.origin}/me`, { headers: { 'x-practice-key': key, cookie: 'a=b' } }), 400);
  service = await startKeys('basic');
  const reply = await send(`${service.origin}/me`);
  expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, 'Basic realm="practice-keys", charset="UTF-8"']);
});
