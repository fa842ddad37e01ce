/** Dropbox from end to end, against a double on its four hosts: no secret, renewed in silence, arguments and results in headers, errors of every kind. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { doubleId, entryAt } from '../practice/entry-at';
import { ownCall } from '../practice/set-up';
import { dropbox as entry } from '../practice/system-entries';
import { findSecrets } from '../services/secrets';
import { startDropboxService, type DropboxService } from '../services/system-dropbox';
import { answerOf, type Reply, type Told } from './pages/app';
import { allowed } from './support/oauth1';
import { allowsMore, caller, json, openSystemStage, signsInThere, visitsIn, type SystemStage } from './support/systems';

const id = doubleId(entry);
let stage: SystemStage;
let double: DropboxService;
let call: (url: string, init?: object) => Promise<Told<Reply>>;
beforeAll(async () => {
  stage = await openSystemStage();
  double = stage.keeps(await startDropboxService());
  await stage.enters(entryAt(entry, double.hosts), double.registerApp({ redirectUris: [stage.redirectUrl] }));
});
beforeEach(() => {
  for (const faults of Object.values(double.hostFaults)) faults.clear();
});
afterAll(async () => stage?.close());

const rpc = (path: string): string => `${double.hosts['api.dropboxapi.com']}/2/${path}`;
const content = (path: string): string => `${double.hosts['content.dropboxapi.com']}/2/${path}`;
const me = () => rpc('users/get_current_account');
const tokens = () => double.log.filter(({ path }) => path === '/oauth2/token');
const accountOf = async () => (await stage.accounts(id))[0];
const read = ({ text }: Told<Reply>): unknown => JSON.parse(text ?? '');
/** JSON for a header: what is not ASCII is escaped, as Dropbox wants it. */
const escaped = (value: object): string =>
  JSON.stringify(value).replaceAll(/[\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

test('signed in without a secret, asked for a lasting access, and asked to prove who one is for another account', async () => {
  const account = await signsInThere(stage, id);
  expect(account).toMatchObject({ label: 'Alice Practice', subject: 'dbid:2291', renewable: true });
  const [page] = visitsIn(double.log, '/oauth2/authorize');
  expect(page?.get('token_access_type')).toBe('offline');
  expect(page?.get('code_challenge_method')).toBe('S256');
  expect(Object.keys(tokens()[0]?.body as object)).not.toContain('client_secret');
  const bob = await signsInThere(stage, id, { username: 'bob' });
  expect(visitsIn(double.log, '/oauth2/authorize')[1]?.get('force_reauthentication')).toBe('true');
  await ownCall(stage.own, 'accounts.remove', { id: bob.id });
  call = caller(stage, await allowed(stage, stage.page, account));
  expect(read(await call(me(), { method: 'POST' }))).toMatchObject({ name: { display_name: 'Alice Practice' } });
});

test.each([0, 3])(
  'an expired token, its summary ending in %s dots: renewed in silence, the refresh token stays',
  async (dots) => {
    double.dots = dots;
    const before = tokens().length;
    double.expireAccessTokens();
    expect(answerOf(await call(me(), { method: 'POST' }))).toBe(200);
    expect(tokens().slice(before)).toMatchObject([{ status: 200, body: { grant_type: 'refresh_token' } }]);
    expect(Object.keys(tokens().at(-1)?.body as object).sort()).toEqual(['client_id', 'grant_type', 'refresh_token']);
    double.dots = undefined;
  },
);

test('what only the content host has: its argument in a header, its result in another; a scope that is missing ends nothing', async () => {
  const path = '/Pläne/größer 漢.txt';
  const upload = {
    method: 'POST',
    headers: { 'dropbox-api-arg': escaped({ path, mode: 'add' }), 'content-type': 'application/octet-stream' },
    body: 'grün',
  };
  const lacking = await call(content('files/upload'), upload);
  expect([answerOf(lacking), read(lacking)]).toMatchObject([
    401,
    { error: { '.tag': 'missing_scope', required_scope: 'files.content.write' } },
  ]);
  expect((await accountOf())?.state).toBe('fine');

  call = caller(stage, await allowsMore(stage, id, ['files.metadata.read', 'files.content.read', 'files.content.write']));
  expect(read(await call(content('files/upload'), upload))).toMatchObject({ path_display: path, size: 5 });
  expect(double.files.get(path)?.toString()).toBe('grün');
  const got = await call(content('files/download'), { method: 'POST', headers: { 'dropbox-api-arg': escaped({ path }) } });
  expect([answerOf(got), got.text]).toEqual([200, 'grün']);
  expect(JSON.parse(got.headers?.['dropbox-api-result'] ?? '')).toMatchObject({ path_display: path, size: 5 });
  const byQuery = await call(content(`files/download?arg=${encodeURIComponent(JSON.stringify({ path }))}`), { method: 'POST' });
  expect(byQuery.text).toBe('grün');
  expect(read(await call(rpc('files/list_folder'), json({ path: '' })))).toMatchObject({ entries: [{ path_display: path }] });
});

test('errors are delivered as they are: plain text, 409, 429 with its wait, a call at the wrong host', async () => {
  const bad = await call(me(), json({}));
  expect([answerOf(bad), bad.headers?.['content-type']]).toEqual([400, 'text/plain; charset=utf-8']);
  expect(bad.text).toMatch(/^Error in call to API function "users\/get_current_account"/);
  expect(answerOf(await call(me(), { method: 'POST', headers: { 'content-type': 'application/json' }, body: 'null' }))).toBe(200);
  const latin = await call(content('files/download'), { method: 'POST', headers: { 'dropbox-api-arg': '{"path":"/größe"}' } });
  expect([answerOf(latin), latin.text]).toEqual([400, expect.stringContaining('Dropbox-API-Arg')]);
  const absent = await call(content('files/download'), { method: 'POST', headers: { 'dropbox-api-arg': '{"path":"/no"}' } });
  expect([answerOf(absent), read(absent)]).toMatchObject([409, { error: { '.tag': 'path', path: { '.tag': 'not_found' } } }]);

  const body = '{"error_summary":"too_many_requests/..","error":{"reason":{".tag":"too_many_requests"},"retry_after":7}}';
  const headers = { 'retry-after': '7', 'content-type': 'application/json' };
  double.hostFaults['api.dropboxapi.com']?.next('/2/users/get_current_account', { respond: { status: 429, headers, body } });
  const often = await call(me(), { method: 'POST' });
  expect([answerOf(often), often.headers?.['retry-after'], read(often)]).toMatchObject([429, '7', { error: { retry_after: 7 } }]);
  expect(answerOf(await call(me(), { method: 'POST' }))).toBe(200);
  expect(answerOf(await call(`${double.hosts['api.dropboxapi.com']}/2/files/upload`, { method: 'POST' }))).toBe(404);
  expect((await accountOf())?.state).toBe('fine');
});

test('what signs in or ends access is closed to sites', async () => {
  const before = double.log.length;
  for (const path of ['2/auth/token/revoke', 'oauth2/token'])
    expect(answerOf(await call(`${double.hosts['api.dropboxapi.com']}/${path}`, { method: 'POST' }))).toBe('sign_in_endpoint');
  expect(double.log).toHaveLength(before);
});

test('revoking is answered with null, and then everything is dead there', async () => {
  const account = await accountOf();
  const seen = JSON.stringify([await stage.overview(), await ownCall(stage.own, 'activity.page', { limit: 50 })]);
  expect(findSecrets(seen + (await stage.page.content()), double.issued)).toEqual([]);
  expect(await ownCall(stage.own, 'accounts.revoke', { id: account?.id ?? '' })).toBe('revoked');
  expect(double.log.at(-1)).toMatchObject({ path: '/2/auth/token/revoke', status: 200, outcome: 'revoked' });
  expect((await accountOf())?.state).toBe('revoked');
  expect(answerOf(await call(me(), { method: 'POST' }))).toBe('needs_sign_in');
});

test('not asked for offline, the access cannot renew itself, and the user is told', async () => {
  const other = stage.keeps(await startDropboxService());
  const service = { ...entryAt(entry, other.hosts), id: 'dropbox-online', codeParameters: { token_access_type: 'online' } };
  await stage.enters(service, other.registerApp({ redirectUris: [stage.redirectUrl] }));
  const account = await signsInThere(stage, 'dropbox-online');
  expect(account).toMatchObject({ renewable: false });
  const use = caller(stage, await allowed(stage, stage.page, account));
  other.expireAccessTokens();
  expect(await use(`${other.apiOrigin}/2/users/get_current_account`, { method: 'POST' })).toMatchObject({
    code: 'needs_sign_in',
    serviceCode: 'expired_access_token',
  });
});
