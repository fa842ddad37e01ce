/** Packs through the worker's door: all that was chosen is stored or nothing, and what is here stays as it is. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownCall } from '../practice/set-up';
import { openStage, type Stage } from './pages/stage';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const entry = (id: string, host = 'acme.example'): object => ({
  id,
  name: `Acme ${id}`,
  hue: 210,
  protocol: 'oauth2',
  apiHosts: [`https://api.${host}`],
  authorizeUrl: `https://login.${host}/authorize`,
  tokenUrl: `https://login.${host}/token`,
  clientAuth: 'client_secret_basic',
  scopes: [{ name: 'read', does: 'See it' }],
});
const packOf = (...services: object[]): string =>
  JSON.stringify({
    countersign: 'services',
    version: 1,
    name: 'acme',
    services,
    apps: [{ service: 'calendar', clientId: 'of-the-pack' }],
  });
const acme = async () => (await stage.overview()).services.filter(({ service }) => service.id.startsWith('acme.'));
const refused = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'taken',
    (error: Error) => error.message,
  );

test('what is refused stores nothing, and reading stores nothing', async () => {
  const before = await stage.overview();
  const hostile = packOf(entry('calendar'), { ...entry('mail'), tokenUrl: 'http://login.acme.example/token' });
  expect(await refused(ownCall(stage.own, 'packs.read', { text: hostile }))).toContain('services.1.tokenUrl: not https');
  expect(await refused(ownCall(stage.own, 'packs.add', { text: hostile, take: ['acme.calendar'] }))).toContain(
    'services.1.tokenUrl',
  );
  const good = packOf(entry('calendar'));
  await ownCall(stage.own, 'packs.read', { text: good });
  expect(await refused(ownCall(stage.own, 'packs.add', { text: good, take: ['acme.calendar', 'acme.mail'] }))).toContain(
    'acme.mail',
  );
  expect(await refused(ownCall(stage.own, 'packs.read', { text: 'x'.repeat(2_500_000) }))).toContain('larger than 1 MB');
  expect((await stage.overview()).services).toEqual(before.services);
});

test('what is taken is here with the pack’s client id; a newer pack moves it, and leaves the user’s app alone', async () => {
  const text = packOf(entry('calendar'), entry('mail'));
  await ownCall(stage.own, 'packs.add', { text, take: ['acme.calendar'] });
  expect((await acme()).map(({ service, app }) => [service.id, app?.clientId, app?.hasSecret])).toEqual([
    ['acme.calendar', 'of-the-pack', false],
  ]);
  const read = await ownCall(stage.own, 'packs.read', { text });
  expect(read.services.map(({ state }) => state)).toEqual(['same', 'new']);
  await ownCall(stage.own, 'apps.save', { serviceId: 'acme.calendar', clientId: 'my-own', clientSecret: 'my-own-secret' });
  const moved = packOf(entry('calendar', 'other.example'));
  expect((await ownCall(stage.own, 'packs.read', { text: moved })).services[0]?.state).toBe('moved');
  await ownCall(stage.own, 'packs.add', { text: moved, take: ['acme.calendar'] });
  expect((await acme()).map(({ service, app }) => [service.apiHosts[0], app?.clientId, app?.hasSecret])).toEqual([
    ['https://api.other.example', 'my-own', true],
  ]);
});

test('a pack that is written holds no secret, and is the same when it is read again', async () => {
  const text = await ownCall(stage.own, 'packs.write', { name: 'mine', ids: ['acme.calendar'], apps: true });
  expect(text).not.toContain('my-own-secret');
  expect(JSON.parse(text)).toEqual({
    countersign: 'services',
    version: 1,
    name: 'mine',
    services: [entry('calendar', 'other.example')],
    apps: [{ service: 'calendar', clientId: 'my-own' }],
  });
  await ownCall(stage.own, 'packs.add', { text, take: ['mine.calendar'] });
  const again = await ownCall(stage.own, 'packs.write', { name: 'mine', ids: ['mine.calendar'], apps: true });
  expect(again).toBe(text);
  // Practice services lie on this computer: no pack may lead there.
  const home = ownCall(stage.own, 'packs.write', { name: 'mine', ids: ['practice-files'], apps: false });
  expect(await refused(home)).toContain('services.0.');
});

test('an entry of the catalogue goes into a pack before it is in use; no pack is called like one', async () => {
  const before = (await stage.overview()).services.length;
  const text = await ownCall(stage.own, 'packs.write', { name: 'mine', ids: ['dropbox'], apps: true });
  const read = await ownCall(stage.own, 'packs.read', { text });
  expect(read.services.map(({ service, state }) => [service.id, state])).toEqual([['mine.dropbox', 'new']]);
  expect(await refused(ownCall(stage.own, 'packs.write', { name: 'dropbox', ids: ['dropbox'], apps: false }))).toContain('name');
  expect(await refused(ownCall(stage.own, 'packs.write', { name: 'mine', ids: ['mastodon'], apps: false }))).toContain(
    'invalid_input',
  );
  expect((await stage.overview()).services).toHaveLength(before);
});
