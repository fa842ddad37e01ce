/** Tries Practice Cyclr: its tokens, its sign-in tokens and page, and what it takes for a connector. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCyclr, type CyclrService } from './cyclr';
import type { Connector } from './cyclr-state';
import { findSecrets } from './secrets';
import { send, sendForm, TestBrowser, type Reply } from './testing-client';

let cyclr: CyclrService;
beforeEach(async () => {
  cyclr = await startCyclr();
});
afterEach(() => cyclr.close());

const bodyOf = (reply: Reply): Record<string, unknown> => JSON.parse(reply.text) as Record<string, unknown>;
const asked = (fields: Record<string, string> = {}): Promise<Reply> =>
  sendForm(`${cyclr.origin}/oauth/token`, {
    grant_type: 'client_credentials',
    client_id: cyclr.client.id,
    client_secret: cyclr.client.secret,
    ...fields,
  });
const token = async (fields?: Record<string, string>): Promise<string> => String(bodyOf(await asked(fields))['access_token']);

async function call(
  path: string,
  how: { bearer: string; account?: string | undefined; method?: string; body?: unknown },
): Promise<Reply> {
  const { bearer, account, method = how.body === undefined ? 'GET' : 'POST', body } = how;
  const headers: Record<string, string> = { authorization: `Bearer ${bearer}` };
  if (account !== undefined) headers['x-cyclr-account'] = account;
  if (body === undefined) return send(cyclr.origin + path, { method, headers });
  headers['content-type'] = 'application/json';
  return send(cyclr.origin + path, { method, headers, body: JSON.stringify(body) });
}
const at = ({ id }: Connector): string => `/v1.0/account/connectors/${id}`;

describe('tokens', () => {
  it('are given to the partner’s client for 14 days, and may be limited to an account', async () => {
    const reply = await asked();
    expect(bodyOf(reply)).toEqual({
      access_token: expect.any(String) as string,
      token_type: 'bearer',
      expires_in: 1_209_599,
      clientId: cyclr.client.id,
    });
    expect((await asked({ client_secret: 'wrong' })).status).toBe(400);
    expect(bodyOf(await asked({ grant_type: 'password' }))).toEqual({ error: 'unsupported_grant_type' });
    expect(bodyOf(await asked({ scope: 'account:nobody' }))).toEqual({ error: 'invalid_scope' });

    const other = cyclr.addAccount();
    const [mine, theirs] = [cyclr.install('Files', 'ApiKey'), cyclr.install('Files', 'ApiKey', other)];
    const limited = await token({ scope: `account:${other}` });
    expect((await call(at(theirs), { bearer: limited, account: other })).status).toBe(200);
    expect((await call(at(mine), { bearer: limited, account: cyclr.account })).status).toBe(403);
    const path = `/v1.0/accounts/${cyclr.account}/signintoken`;
    expect((await call(path, { bearer: limited, body: { Username: 'alice' } })).status).toBe(403);
  });

  it('end', async () => {
    const connector = cyclr.install('Files', 'OAuth2');
    const bearer = await token();
    expect((await call(at(connector), { bearer, account: cyclr.account })).status).toBe(200);
    cyclr.waits(1_209_600);
    const dead = await call(at(connector), { bearer, account: cyclr.account });
    expect([dead.status, dead.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });
});

it('wants the account’s header at account level only', async () => {
  const connector = cyclr.install('Files', 'OAuth2');
  const bearer = await token();
  const status = async (account?: string) => (await call(at(connector), { bearer, account })).status;
  expect([await status(), await status('nobody'), await status(cyclr.addAccount()), await status(cyclr.account)]).toEqual([
    400, 404, 404, 200,
  ]);
  expect((await call('/v1.0/accounts', { bearer })).status).toBe(200);
});

describe('the page', () => {
  const ticketFor = async (bearer: string): Promise<string> => {
    const reply = await call(`/v1.0/accounts/${cyclr.account}/signintoken`, { bearer, body: { Username: 'alice' } });
    const { Token: ticket, ExpiresAtUtc: until } = bodyOf(reply);
    expect(ticket).toMatch(/^[A-Za-z0-9+/]+=$/);
    expect(until).toMatch(/T\d\d:\d\d:\d\d\.\d{7}Z$/);
    expect(Math.abs(Date.parse(String(until)) - Date.now() - 300_000)).toBeLessThan(5000);
    return String(ticket);
  };
  const pageUrl = ({ id }: Connector, more: Record<string, string>): string =>
    `${cyclr.pageOrigin}/connectorauth/updateaccountconnectoroauth?${new URLSearchParams({ id: String(id), ...more })}`;
  const back = 'https://practice-app.example/back?state=1';

  it('opens once for a token, signs the connector in, and goes back to where it was told', async () => {
    const connector = cyclr.install('Files', 'OAuth2');
    const bearer = await token();
    const url = pageUrl(connector, { token: await ticketFor(bearer), targetOrigin: back });
    const browser = new TestBrowser();
    const shown = await browser.open(url);
    expect(bodyOf(await call(at(connector), { bearer, account: cyclr.account }))['Authenticated']).toBe(false);
    const done = await browser.submit(shown, { decision: 'allow' });
    expect([done.status, done.headers['location']]).toEqual([302, back]);
    expect(bodyOf(await call(at(connector), { bearer, account: cyclr.account }))).toMatchObject({
      Id: connector.id,
      Name: 'Files',
      Authenticated: true,
      Connector: { AuthType: 'OAuth2', OAuth2Type: 'AuthorisationCode' },
    });
    expect((await browser.open(url)).status).toBe(401);
    expect((await browser.submit(shown, { decision: 'allow' })).status).toBe(400);
    expect(cyclr.tickets()).toEqual({ given: 1, used: 1 });
    expect(findSecrets(JSON.stringify(cyclr.log), cyclr.issued)).toEqual([]);
  });

  it('says it by message where it was told to, and stays after a refusal', async () => {
    const connector = cyclr.install('Files', 'OAuth2');
    const bearer = await token();
    const browser = new TestBrowser();
    const more = { targetOrigin: 'https://practice-app.example', callbackMessage: 'done</script>' };
    const refused = await browser.submit(await browser.open(pageUrl(connector, { token: await ticketFor(bearer), ...more })), {
      decision: 'deny',
    });
    expect([refused.status, refused.headers['location']]).toEqual([200, undefined]);
    const shown = await browser.open(pageUrl(connector, { token: await ticketFor(bearer), ...more }));
    const done = await browser.submit(shown, { decision: 'allow' });
    expect(done.text).toContain('.postMessage(...["done\\u003c/script>","https://practice-app.example"])');
  });

  it('refuses a missing target, a token that is unknown or too old, and another account’s connector', async () => {
    const connector = cyclr.install('Files', 'OAuth2');
    const bearer = await token();
    const ticket = await ticketFor(bearer);
    const browser = new TestBrowser();
    const status = async (of: Connector, more: Record<string, string>) => (await browser.open(pageUrl(of, more))).status;
    expect(await status(connector, { token: ticket })).toBe(400);
    expect(await status(connector, { token: 'x', targetOrigin: back })).toBe(401);
    expect(await status(cyclr.install('Files', 'ApiKey'), { token: ticket, targetOrigin: back })).toBe(400);
    const stranger = cyclr.install('Files', 'OAuth2', cyclr.addAccount());
    expect(await status(stranger, { token: await ticketFor(bearer), targetOrigin: back })).toBe(404);
    const old = await ticketFor(bearer);
    cyclr.waits(301);
    expect(await status(connector, { token: old, targetOrigin: back })).toBe(401);
  });

  it('takes tokens of the older form too', async () => {
    const body = { AccountId: cyclr.account, Username: 'bob' };
    expect((await call('/v1.0/accounts/tokens', { bearer: await token(), body })).status).toBe(200);
    expect((await call('/v1.0/accounts/tokens', { bearer: await token(), body: { Username: 'bob' } })).status).toBe(404);
  });
});

describe('a connector that takes', () => {
  const put = async (connector: Connector, AuthValue: unknown): Promise<Reply> =>
    call(at(connector), { bearer: await token(), account: cyclr.account, method: 'PUT', body: { AuthValue } });
  const method = async (connector: Connector, body: unknown = { Fields: { a: 1 } }): Promise<Reply> =>
    call(`${at(connector)}/methods/list_files`, { bearer: await token(), account: cyclr.account, body });

  it('a key: as it is', async () => {
    const connector = cyclr.install('Weather', 'ApiKey');
    expect((await method(connector)).status).toBe(400);
    expect((await put(connector, '')).status).toBe(400);
    await put(connector, 'wrong');
    expect((await method(connector)).status).toBe(400);
    expect(bodyOf(await put(connector, connector.good))).toMatchObject({
      Authenticated: true,
      Connector: { AuthType: 'ApiKey' },
    });
    expect(bodyOf(await method(connector))).toMatchObject({ Method: 'list_files', Fields: { a: 1 } });
    expect((await method(connector, { Other: 1 })).status).toBe(400);
    expect(findSecrets(JSON.stringify(cyclr.log), cyclr.issued)).toEqual([]);
  });

  it('user and password: in base64', async () => {
    const connector = cyclr.install('Archive', 'Basic');
    expect((await put(connector, 'alice:plain')).status).toBe(400);
    expect((await put(connector, Buffer.from('nobody').toString('base64'))).status).toBe(400);
    expect((await put(connector, connector.good)).status).toBe(200);
    expect((await method(connector)).status).toBe(200);
    expect(findSecrets(JSON.stringify(cyclr.log), cyclr.issued)).toEqual([]);
  });

  it('tokens of its own: as JSON text, or none', async () => {
    const connector = cyclr.install('Files', 'OAuth2');
    expect((await put(connector, 'x')).status).toBe(400);
    expect(bodyOf(await put(connector, '{}'))).toMatchObject({ Authenticated: false });
    expect(bodyOf(await put(connector, JSON.stringify({ AccessToken: 'a', RefreshToken: 'b' })))).toMatchObject({
      Authenticated: true,
    });
  });
});
