/**
 * Signing in where Firefox differs: both forms of its redirect URL, pages that open once only (its sign-in window fetches each twice), and
 * a session at the service that has the window not be shown at all.
 */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { filesEntry, personalityEntry, photosEntry } from '../practice/entries';
import { startFiles, type FilesService } from '../services/files';
import { startPhotos, type PhotosService } from '../services/photos';
import { startPersonality, type PersonalityService } from '../services/personalities';
import { allows, logsIn, openFirefoxBench, type FirefoxBench } from './support/firefox';

const { firefox: executable, whyNoFirefox } = inject('browsers');

describe.skipIf(!executable)(executable ? 'Firefox' : `Firefox (skipped: ${whyNoFirefox})`, () => {
  let photos: PhotosService;
  let files: FilesService;
  let microblog: PersonalityService;
  let bench: FirefoxBench;

  beforeAll(async () => {
    [photos, files, microblog, bench] = await Promise.all([
      startPhotos({ authorizeOnce: true }),
      startFiles({ par: true, parOnce: true }),
      startPersonality('x', { remembers: true }),
      openFirefoxBench(),
    ]);
  });
  afterAll(async () => {
    await bench?.close();
    await Promise.all([photos?.close(), files?.close(), microblog?.close()]);
  });

  /** Both services, with apps that have this redirect URL and no other. */
  async function enter(redirectUrl: string): Promise<void> {
    const own = redirectUrl === bench.redirects.usual ? '' : redirectUrl;
    const photosApp = photos.registerApp({ callbacks: [redirectUrl] });
    const filesApp = files.registerApp({ redirectUris: [redirectUrl] });
    await bench.call('services.save', { service: { ...photosEntry(photos.origin), authorizeOnce: true } });
    await bench.call('services.save', { service: filesEntry(files.origin, 'none', { par: true }) });
    const { consumerKey: clientId, consumerSecret: clientSecret } = photosApp;
    await bench.call('apps.save', { serviceId: 'practice-photos', clientId, clientSecret, redirectUrl: own });
    await bench.call('apps.save', { serviceId: 'practice-files', clientId: filesApp.clientId, redirectUrl: own });
  }
  const opened = (service: { log: readonly { path: string; method: string; outcome: string }[] }, path: string) =>
    service.log.filter((entry) => entry.method === 'GET' && entry.path === path).map(({ outcome }) => outcome);

  test('the connect window shows both forms of the redirect URL, and what is chosen is kept with the app', async () => {
    const { usual, loopback } = bench.redirects;
    expect(loopback).toBe(`http://127.0.0.1/mozoauth2/${new URL(usual).hostname.split('.')[0]}/cb`);
    await bench.call('services.save', { service: filesEntry(files.origin, 'none', { par: true }) });
    const connect = await bench.firefox.page('extension/pages/connect/connect.html#service=practice-files');
    await connect.waitFor('.redirect-forms');
    expect(
      await connect.evaluate(() => [...document.querySelectorAll('.redirect-forms code')].map((code) => code.textContent)),
    ).toEqual([usual, loopback]);
    expect(await connect.evaluate(() => document.querySelector<HTMLInputElement>('.redirect-forms :checked')?.value)).toBe(usual);
    const { clientId } = files.registerApp({ redirectUris: [loopback] });
    await connect.click('.redirect-forms li:last-child input');
    await connect.type('[name=id]', clientId);
    await connect.click('footer button.primary');
    const tab = await bench.firefox.window((url) => url.startsWith(files.origin));
    await logsIn(tab, 'bob');
    await allows(tab);
    await connect.waitFor(() => document.querySelector('h1')?.textContent.startsWith('Signed in as'));
    await connect.close();
    const [service] = (await bench.call('overview', {})).services;
    expect(service?.app).toMatchObject({ clientId, redirectUrl: loopback });
  });

  test.each([
    ['usual', 'practice-photos', '/oauth/authorize'],
    ['usual', 'practice-files', '/authorize'],
    ['loopback', 'practice-photos', '/oauth/authorize'],
    ['loopback', 'practice-files', '/authorize'],
  ] as const)('the %s form at %s, whose page opens once: through a tab, fetched once', async (form, serviceId, path) => {
    await enter(bench.redirects[form]);
    const service = serviceId === 'practice-photos' ? photos : files;
    const before = opened(service, path).length;
    const { id, connect } = await bench.begins({ serviceId });
    const tab = await bench.firefox.window((url) => url.startsWith(service.origin));
    expect((await bench.signIn(id))?.wait).toMatchObject({ for: 'visit', through: 'tab' });
    await logsIn(tab);
    await allows(tab);
    await bench.isDone(id);
    await bench.firefox.closed(tab);
    await connect.close();
    expect(opened(service, path)).toHaveLength(before + 1);
    expect(opened(service, path).filter((outcome) => outcome.includes('before'))).toEqual([]);
  });

  test('connect window and tab are closed: another page gets another request, for the old one is used up', async () => {
    const { id, connect } = await bench.begins({ serviceId: 'practice-files' });
    const first = await bench.firefox.window((url) => url.startsWith(files.origin));
    await connect.close();
    await first.close();
    const again = await bench.firefox.page(`extension/pages/connect/connect.html#signIn=${id}`);
    const tab = await bench.firefox.window((url) => url.startsWith(files.origin));
    await logsIn(tab);
    await allows(tab);
    await bench.isDone(id);
    await again.close();
  });

  test('who is signed in there and has allowed it is signed in without a window; another account gets its page', async () => {
    const { usual } = bench.redirects;
    const { consumerKey: clientId, consumerSecret: clientSecret } = microblog.registerApp({ callbacks: [usual] });
    await bench.call('services.save', { service: personalityEntry('x', microblog.origin) });
    await bench.call('apps.save', { serviceId: 'practice-x', clientId, clientSecret });
    const first = await bench.begins({ serviceId: 'practice-x' });
    const window = await bench.firefox.window((url) => url.startsWith(microblog.origin));
    await logsIn(window);
    await allows(window);
    await bench.isDone(first.id);
    await first.connect.close();
    const [alice] = (await bench.call('overview', {})).accounts.filter(({ serviceId }) => serviceId === 'practice-x');

    const pages = (await bench.firefox.pages()).length;
    const again = await bench.begins({ serviceId: 'practice-x', accountId: alice?.id ?? '' });
    await bench.isDone(again.id);
    expect((await bench.firefox.pages()).length).toBe(pages + 1); // the connect page alone
    await again.connect.waitFor(() => document.querySelector('h1')?.textContent.startsWith('Signed in as'));
    await again.connect.close();

    const other = await bench.begins({ serviceId: 'practice-x' });
    const page = await bench.firefox.window((url) => url.startsWith(microblog.origin));
    await logsIn(page, 'bob');
    await allows(page);
    await bench.isDone(other.id);
    await other.connect.close();
    const accounts = (await bench.call('overview', {})).accounts.filter(({ serviceId }) => serviceId === 'practice-x');
    expect(accounts.map(({ label }) => label).toSorted()).toEqual(['alice', 'bob']);
  });
});
