/** Services of the catalogue in a running browser: taken into use by the user, asked for by a site, changed by an update of the product. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Template } from '../../src/core/catalogue';
import type { ServiceView } from '../../src/messaging/views';
import { rewriteCatalogue, withCatalogue, type CatalogueFolder } from '../harness/catalogue';
import { poll } from '../harness/poll';
import { filesEntry, photosEntry } from '../practice/entries';
import { ownCall, practiceHosts } from '../practice/set-up';
import { quietly, type Told } from './pages/app';
import { consentWindow, connect, openEnabled, openStage, signIn, type Stage } from './pages/stage';

const site = { name: 'site', label: 'Site', kind: 'host', example: '127.0.0.1:8080' } as const;
const withPlace: Template = { ...filesEntry('http://{site}'), variables: [site] };
const hosted: Template = { ...filesEntry('https://{site}'), id: 'hosted', name: 'Hosted', variables: [site] };

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

let copy: CatalogueFolder;
let stage: Stage;
let photos: Template;
let id: string;

beforeAll(async () => {
  copy = await withCatalogue(inject('builds')[inject('browser') === 'firefox' ? 'firefoxTest' : 'chromiumTest'], [
    withPlace,
    hosted,
  ]);
  stage = await openStage({ bare: true, browser: { extension: copy.folder } });
  await stage.browser.grantHosts(practiceHosts(stage.browser));
  photos = photosEntry(stage.world.photos.origin);
  await rewriteCatalogue(copy.folder, [photos, { ...photos, id: 'loose', name: 'Loose', unverified: true }]);
});
afterAll(async () => {
  await stage?.close();
  await copy?.remove();
});

const services = async (): Promise<readonly ServiceView[]> => (await stage.overview()).services;

test('taken into use with a pasted address, signed in; taken again, nothing is lost', async () => {
  const { origin, registerApp } = stage.world.files;
  const { host } = new URL(origin);
  id = await ownCall(stage.own, 'services.add', { id: 'practice-files', values: { site: `${origin}/api/me?page=2` } });
  expect(id).toBe(`practice-files.${host.replaceAll(/[.:]/g, '-')}`);
  const { redirectUrl } = await stage.overview();
  const { clientId } = registerApp({ redirectUris: [redirectUrl] });
  await ownCall(stage.own, 'apps.save', { serviceId: id, clientId });
  await signIn(stage, id, 'alice');
  expect(await ownCall(stage.own, 'services.add', { id: 'practice-files', values: { site: host } })).toBe(id);
  expect(await services()).toMatchObject([
    {
      service: { id, name: `Practice Files (${host})`, apiHosts: [origin] },
      source: { kind: 'catalogue', id: 'practice-files', values: { site: host } },
      app: { clientId },
      accounts: 1,
    },
  ]);
});

test('sites whose names are written alike, added at once: none meets another at its id', async () => {
  const sites = ['-', '.'].flatMap((one) =>
    ['-', '.'].flatMap((two) => ['-', '.'].map((end) => `a${one}b${two}c${end}example.org`)),
  );
  const added = await stage.own.evaluate(
    (names) =>
      Promise.all(
        names.map(async (name) => {
          const input = { id: 'hosted', values: { site: name } };
          return ((await chrome.runtime.sendMessage({ own: 'services.add', input })) as { value: string }).value;
        }),
      ),
    sites,
  );
  expect(new Set(added).size).toBe(sites.length);
  const views = await Promise.all(added.map(async (each) => (await services()).find(({ service }) => service.id === each)));
  expect(views.map((view) => view?.source)).toEqual(
    sites.map((name) => ({ kind: 'catalogue', id: 'hosted', values: { site: name } })),
  );
  for (const each of added) await ownCall(stage.own, 'services.remove', { id: each });
});

test.each([
  ['an entry that is not there', { id: 'nothing' }, 'unknown_service'],
  ['no value', { id: 'practice-files' }, 'invalid_input .*Site'],
  ['a user name before the host', { id: 'practice-files', values: { site: 'a@127.0.0.1:1' } }, 'invalid_input .*Site'],
  ['a value too many', { id: 'practice-photos', values: { site: 'x' } }, 'invalid_input .*site'],
])('refused: %s', async (_, input, code) => {
  await expect(ownCall(stage.own, 'services.add', input)).rejects.toThrow(new RegExp(code));
});

test('the user’s own services stay apart from the catalogue', async () => {
  for (const taken of ['practice-photos', 'practice-files.mine', id]) {
    await expect(ownCall(stage.own, 'services.save', { service: { ...photos, id: taken } }), taken).rejects.toThrow(
      /invalid_input/,
    );
  }
  await ownCall(stage.own, 'services.save', { service: { ...photos, id: 'mine', name: 'Mine' } });
  await ownCall(stage.own, 'services.save', { service: { ...photos, id: 'mine', name: 'Mine still' } });
  expect((await services()).find(({ service }) => service.id === 'mine')).not.toHaveProperty('source');
  await ownCall(stage.own, 'services.remove', { id: 'mine' });
});

test('a site’s wish adds a service with the question and not before, and the user’s no takes it along', async () => {
  const page = await openEnabled(stage);
  const ask = `app.connect({ service: 'practice-photos' })`;
  expect((await quietly<Told<object>>(page, ask)).code).toBe('no_activation');
  expect(await services()).toHaveLength(1);
  const said = await connect(stage, page, { service: 'Practice Photos' }, async () => {
    expect((await services()).map(({ service }) => service.id)).toEqual([id, 'practice-photos']);
    const [question] = (await stage.overview()).asks;
    expect(question?.serviceId).toBe('practice-photos');
    const consent = await consentWindow(stage);
    await ownCall(stage.own, 'asks.refuse', { id: question?.id ?? '' });
    await consent.close();
  });
  expect(said.code).toBe('refused');
  expect((await services()).map(({ service }) => service.id)).toEqual([id]);
  await page.close();
});

test('what only the user can say, and what nobody checked, is not added by a site’s wish', async () => {
  const page = await openEnabled(stage);
  await rewriteCatalogue(copy.folder, [{ ...withPlace, id: 'elsewhere', name: 'Elsewhere' }]);
  for (const service of ['elsewhere', 'Loose']) {
    // Playwright's own evaluate gives the page the user's activation; the bridge wants an act.
    await page.bringToFront();
    await page.fill('#want', JSON.stringify({ service }));
    const earlier = await page.locator('output').count();
    await page.click('#connect');
    const told = page.locator(`output:nth-of-type(${earlier + 1}):not(:empty)`);
    await told.waitFor({ state: 'attached' });
    expect(JSON.parse((await told.textContent()) ?? '{}')).toMatchObject({ code: 'service_not_set_up' });
  }
  expect((await services()).map(({ service }) => service.id)).toEqual([id]);
  await page.close();
});

test('an update of the product brings the entry as it is now; the account keeps what it was signed in with', async () => {
  await rewriteCatalogue(copy.folder, [{ ...withPlace, name: 'Practice Files anew', tokenUrl: 'http://{site}/token?v=2' }]);
  const reload = () => (globalThis as unknown as { chrome: { runtime: { reload(): void } } }).chrome.runtime.reload();
  await stage.own.evaluate(reload).catch(() => undefined); // our page goes with it
  const own = await poll(
    () => stage.browser.page('extension/pages/options/options.html#sites').catch(() => undefined),
    'the extension to be back',
  );
  const overview = await poll(async () => {
    const now = await ownCall(own, 'overview', {});
    return now.services[0]?.service.name.startsWith('Practice Files anew') ? now : undefined;
  }, 'the service to be as the catalogue has it now');
  expect(overview.services).toMatchObject([
    { service: { id, tokenUrl: `${stage.world.files.origin}/token?v=2` }, source: { id: 'practice-files' }, accounts: 1 },
  ]);
  expect(overview.accounts).toMatchObject([{ serviceId: id, state: 'fine', entryChanged: true }]);
});
