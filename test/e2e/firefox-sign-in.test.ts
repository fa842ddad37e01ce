/**
 * Signing in where Firefox differs: both forms of its redirect URL, pages that open once only (its sign-in window fetches each twice), and
 * a session at the service that has the window not be shown at all.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { filesEntry, personalityEntry, photosEntry } from '../practice/entries';
import { ownCall } from '../practice/set-up';
import { pageAt } from '../practice/windows';
import { startPersonality, type PersonalityService } from '../services/personalities';
import { openFirefoxStage, type FirefoxStage } from './support/firefox';
import { allowIn, seesDone } from './support/user';

let microblog: PersonalityService;
let stage: FirefoxStage;

beforeAll(async () => {
  [microblog, stage] = await Promise.all([
    startPersonality('x', { remembers: true }),
    openFirefoxStage({ world: { photos: { authorizeOnce: true }, files: { par: true, parOnce: true } } }),
  ]);
});
afterAll(async () => {
  await stage?.close();
  await microblog?.close();
});

/** Both services, with apps that have this redirect URL and no other. */
async function enter(redirectUrl: string): Promise<void> {
  const { photos, files } = stage.world;
  const own = redirectUrl === stage.redirects.usual ? '' : redirectUrl;
  const photosApp = photos.registerApp({ callbacks: [redirectUrl] });
  const filesApp = files.registerApp({ redirectUris: [redirectUrl] });
  await ownCall(stage.own, 'services.save', { service: { ...photosEntry(photos.origin), authorizeOnce: true } });
  await ownCall(stage.own, 'services.save', { service: filesEntry(files.origin, 'none', { par: true }) });
  const { consumerKey: clientId, consumerSecret: clientSecret } = photosApp;
  await ownCall(stage.own, 'apps.save', { serviceId: 'practice-photos', clientId, clientSecret, redirectUrl: own });
  await ownCall(stage.own, 'apps.save', { serviceId: 'practice-files', clientId: filesApp.clientId, redirectUrl: own });
}
const opened = (service: { log: readonly { path: string; method: string; outcome: string }[] }, path: string) =>
  service.log.filter((entry) => entry.method === 'GET' && entry.path === path).map(({ outcome }) => outcome);

test('the connect window shows both forms of the redirect URL, and what is chosen is kept with the app', async () => {
  const { files } = stage.world;
  const { usual, loopback } = stage.redirects;
  expect(loopback).toBe(`http://127.0.0.1/mozoauth2/${new URL(usual).hostname.split('.')[0]}/cb`);
  await ownCall(stage.own, 'services.save', { service: filesEntry(files.origin, 'none', { par: true }) });
  const connect = await stage.browser.page('extension/pages/connect/connect.html#service=practice-files');
  await connect.waitForSelector('.redirect-forms');
  expect(await connect.locator('.redirect-forms code').allTextContents()).toEqual([usual, loopback]);
  expect(await connect.inputValue('.redirect-forms :checked')).toBe(usual);
  const { clientId } = files.registerApp({ redirectUris: [loopback] });
  await connect.click('.redirect-forms li:last-child input');
  await connect.fill('[name=id]', clientId);
  await connect.click('footer button.primary');
  await allowIn(await pageAt(stage.browser, files.origin), 'bob');
  await seesDone(connect);
  await connect.close();
  const [service] = (await stage.overview()).services;
  expect(service?.app).toMatchObject({ clientId, redirectUrl: loopback });
});

test.each([
  ['usual', 'practice-photos', '/oauth/authorize'],
  ['usual', 'practice-files', '/authorize'],
  ['loopback', 'practice-photos', '/oauth/authorize'],
  ['loopback', 'practice-files', '/authorize'],
] as const)('the %s form at %s, whose page opens once: through a tab, fetched once', async (form, serviceId, path) => {
  await enter(stage.redirects[form]);
  const service = serviceId === 'practice-photos' ? stage.world.photos : stage.world.files;
  const before = opened(service, path).length;
  const { id, connect } = await stage.begins({ serviceId });
  const tab = await pageAt(stage.browser, service.origin);
  expect((await stage.signIn(id))?.wait).toMatchObject({ for: 'visit', through: 'tab' });
  await allowIn(tab);
  await stage.isDone(id);
  await poll(() => tab.isClosed(), 'the tab to close');
  await connect.close();
  expect(opened(service, path)).toHaveLength(before + 1);
  expect(opened(service, path).filter((outcome) => outcome.includes('before'))).toEqual([]);
});

test('connect window and tab are closed: another page gets another request, for the old one is used up', async () => {
  const { files } = stage.world;
  const { id, connect } = await stage.begins({ serviceId: 'practice-files' });
  const first = await pageAt(stage.browser, files.origin);
  await connect.close();
  await first.close();
  const again = await stage.browser.page(`extension/pages/connect/connect.html#signIn=${id}`);
  await allowIn(await pageAt(stage.browser, files.origin));
  await stage.isDone(id);
  await again.close();
});

test('who is signed in there and has allowed it is signed in without a window; another account gets its page', async () => {
  const { consumerKey: clientId, consumerSecret: clientSecret } = microblog.registerApp({ callbacks: [stage.redirects.usual] });
  await ownCall(stage.own, 'services.save', { service: personalityEntry('x', microblog.origin) });
  await ownCall(stage.own, 'apps.save', { serviceId: 'practice-x', clientId, clientSecret });
  const first = await stage.begins({ serviceId: 'practice-x' });
  await allowIn(await pageAt(stage.browser, microblog.origin));
  await stage.isDone(first.id);
  await first.connect.close();
  const alice = (await stage.overview()).accounts.find(({ serviceId }) => serviceId === 'practice-x');

  const pages = stage.browser.context.pages().length;
  const again = await stage.begins({ serviceId: 'practice-x', accountId: alice?.id ?? '' });
  await stage.isDone(again.id);
  expect(stage.browser.context.pages().length).toBe(pages + 1); // the connect page alone
  await seesDone(again.connect);
  await again.connect.close();

  const other = await stage.begins({ serviceId: 'practice-x' });
  await allowIn(await pageAt(stage.browser, microblog.origin), 'bob');
  await stage.isDone(other.id);
  await other.connect.close();
  const accounts = (await stage.overview()).accounts.filter(({ serviceId }) => serviceId === 'practice-x');
  expect(accounts.map(({ label }) => label).toSorted()).toEqual(['alice', 'bob']);
});
