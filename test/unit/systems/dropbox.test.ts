/** Dropbox by its entry, against a double: no secret, a refresh token for whoever asks, three hosts, void bodies, dots without number. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Grant, Outgoing, Reaction } from '../../../src/core/protocol';
import type { OAuth2Secret } from '../../../src/protocols/oauth2/grant';
import { oauth2 } from '../../../src/protocols/oauth2/protocol';
import { entryAt } from '../../practice/entry-at';
import { dropbox as entry } from '../../practice/system-entries';
import { REDIRECT } from '../../services/files-testing';
import { startDropboxService, type DropboxService } from '../../services/system-dropbox';
import { codeOf, contextOf, held, person, signIn, transmit, type Ctx } from '../oauth2/drive';

let double: DropboxService;
let context: Ctx;
beforeEach(async () => {
  double = await startDropboxService();
  const { clientId } = double.registerApp({ redirectUris: [REDIRECT] });
  context = contextOf(entryAt(entry, double.hosts), { clientId, clientSecret: '' }, { way: 'redirect' });
});
afterEach(() => double.close());

interface Call {
  readonly type?: string;
  readonly arg?: string;
  readonly body?: string;
}
async function call(
  grant: Grant<OAuth2Secret>,
  path: string,
  { type, arg, body }: Call = {},
  host = 'api.dropboxapi.com',
): Promise<{ status: number; text: string; headers: Headers; reaction: Reaction }> {
  const headers = new Headers({ ...(type && { 'content-type': type }), ...(arg && { 'dropbox-api-arg': arg }) });
  const bytes = body === undefined ? {} : { body: new Blob([body]) };
  const plain: Outgoing = { method: 'POST', url: new URL(path, double.hosts[host]), headers, ...bytes };
  const sent = await oauth2.sign(context, held(grant), plain);
  const response = await transmit(sent);
  const text = await response.text();
  const got = { status: response.status, headers: response.headers, peek: async () => text };
  return { ...got, text, reaction: await oauth2.react(context, held(grant), sent, got) };
}
const content = 'content.dropboxapi.com';
const me = '/2/users/get_current_account';

describe('signing in', () => {
  test('sends no secret, keeps the refresh token through renewals that bring none', async () => {
    const { grant } = await signIn(context);
    expect(grant.facts).toMatchObject({ subject: 'dbid:2291', label: 'Alice Practice', renewable: true });
    const renewed = await oauth2.renew!(context, held(grant), 1);
    expect(renewed.secret.refreshToken).toBe(grant.secret.refreshToken);
    expect(renewed.secret.accessToken).not.toBe(grant.secret.accessToken);
    expect((await call(renewed, me)).status).toBe(200);
    const bodies = double.log.filter(({ path }) => path === '/oauth2/token').map(({ body }) => Object.keys(body as object));
    expect(bodies.flat()).not.toContain('client_secret');
    expect(bodies[1]?.sort()).toEqual(['client_id', 'grant_type', 'refresh_token']);
  });

  test('without token_access_type=offline there is nothing to renew with', async () => {
    const online = { ...context, service: { ...context.service, codeParameters: {} } };
    expect((await signIn(online)).grant.facts.renewable).toBe(false);
  });
});

describe('errors', () => {
  test.each([0, 1, 2, 7])('an expired token is told by its tag, whatever the summary ends in: %s dots', async (dots) => {
    const { grant } = await signIn(context);
    double.dots = dots;
    double.expireAccessTokens();
    const { status, text, reaction } = await call(grant, me);
    expect([status, JSON.parse(text)]).toMatchObject([401, { error_summary: `expired_access_token/${'.'.repeat(dots)}` }]);
    expect(reaction).toEqual({ do: 'renew' });
  });

  test('a scope that is missing is a 401 too, and ends nothing', async () => {
    const { grant } = await signIn(context, person('alice', ['files.content.read']));
    expect(grant.facts.scopes).not.toContain('files.content.read');
    const { status, text, reaction } = await call(grant, '/2/files/download', { arg: '{"path":"/a"}' }, content);
    expect([status, JSON.parse(text)]).toMatchObject([
      401,
      { error: { '.tag': 'missing_scope', required_scope: 'files.content.read' } },
    ]);
    expect(reaction).toEqual({ do: 'deliver' });
  });

  test('a bad request is told in plain words, an absent file by a 409', async () => {
    const { grant } = await signIn(context);
    for (const [path, how, host] of [
      [me, { type: 'application/json', body: '{}' }],
      [me, { type: 'application/x-www-form-urlencoded', body: 'a=b' }],
      ['/2/files/list_folder', { type: 'text/plain', body: '{"path":""}' }],
      ['/2/files/upload', { type: 'application/octet-stream', body: 'x' }, content],
      ['/2/files/upload', { type: 'application/json', arg: '{"path":"/a"}', body: 'x' }, content],
      ['/2/files/download', { arg: '{"path":"/gr\u00fcn"}' }, content],
    ] as [string, Call, string?][]) {
      const { status, headers, reaction, text } = await call(grant, path, how, host);
      expect([status, headers.get('content-type'), reaction], path).toEqual([
        400,
        'text/plain; charset=utf-8',
        { do: 'deliver' },
      ]);
      expect(text).toMatch(/^Error in call to API function "/);
    }
    const absent = await call(grant, '/2/files/download', { arg: '{"path":"/no"}' }, content);
    expect([absent.status, absent.reaction]).toEqual([409, { do: 'deliver' }]);
    expect((await call(grant, me, { type: 'application/json', body: 'null' })).status).toBe(200);
    expect((await call(grant, '/2/files/upload', { arg: '{"path":"/a"}', type: 'application/octet-stream' })).status).toBe(404);
  });
});

test('revoking is a call without a body; null comes back; the token, its siblings and what renews them are dead', async () => {
  const { grant } = await signIn(context);
  const renewed = await oauth2.renew!(context, held(grant), 1);
  expect(await oauth2.revoke!(context, held(renewed))).toBe('revoked');
  expect(double.log.at(-1)).toMatchObject({ path: '/2/auth/token/revoke', status: 200, outcome: 'revoked' });
  const { text, reaction } = await call(grant, me);
  expect(text).toContain('invalid_access_token');
  expect(reaction).toEqual({ do: 'renew' });
  expect(await codeOf(oauth2.renew!(context, held(grant), 1))).toBe('needs_sign_in');
});
