/** A service redirects to another place than us: the answer comes here all the same, that place sees nothing of it, and nobody else is disturbed. */
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { poll } from '../harness/poll';
import { filesEntry, photosEntry } from '../practice/entries';
import { ownCall } from '../practice/set-up';
import { vendorEntry } from '../practice/vendor-entries';
import { startVendor } from '../services/vendor';
import { expectClean } from './support/aftermath';
import { openBench, services, type Bench, type ServiceId } from './support/bench';
import { claimOf, rememberClaims } from './support/claims';
import { openElsewhere, type Elsewhere } from './support/elsewhere';
import { killAt, holdWorker } from './support/hold';
import { enterElsewhere, rulesOf } from './support/redirects';
import { allowIn, logIn, pressAllow, readsFailure, refuseIn, seesDone } from './support/user';

let bench: Bench;
let elsewhere: Elsewhere;

beforeAll(async () => {
  [bench, elsewhere] = await Promise.all([openBench(), openElsewhere('localhost')]);
  await rememberClaims(bench.browser.context);
  await bench.browser.grantHosts(['http://localhost/*']);
  await enterElsewhere(bench, elsewhere.callback);
}, 120_000);
afterEach(async () => {
  await bench.tidy();
  expect(await rulesOf(bench)).toEqual([]);
  elsewhere.forget();
});
afterAll(async () => {
  await bench?.close();
  await elsewhere?.close();
});

/** A sign-in at its window. */
async function waiting(service: ServiceId) {
  const id = await bench.start(service);
  const connect = await bench.connect(id);
  const window = await bench.window();
  const { wait } = await bench.signIn(id, (view) => view.wait?.for === 'visit' && view.wait.open, 'to have its window');
  return { id, connect, window, wait, visit: await claimOf(connect) };
}

test.each(services)('%s: signed in, and nothing reached the place', async (service) => {
  const { connect, window, wait, visit } = await waiting(service);
  // Firefox's own window refuses pages that redirect to another place than its own.
  expect(wait).toMatchObject({ through: inject('browser') === 'firefox' ? 'tab' : 'window' });
  expect(visit.back).toBe(elsewhere.callback);
  const rules = await rulesOf(bench);
  expect(rules.map(({ condition }) => condition)).toEqual(
    rules.map(() => expect.objectContaining({ tabIds: [expect.any(Number)], resourceTypes: ['main_frame'] })),
  );
  expect(rules.length).toBeGreaterThan(0);
  await allowIn(window);
  await seesDone(connect);
  expect(await rulesOf(bench)).toEqual([]);
  expect(elsewhere.hits()).toEqual([]);
  await expectClean(bench, ['alice']);
});

test.each(services)('%s: a refusal comes back too, and leaves no rule', async (service) => {
  const { connect, window } = await waiting(service);
  await refuseIn(window);
  expect((await readsFailure(connect)).code).toBe('sign_in_denied');
  expect(await rulesOf(bench)).toEqual([]);
  expect(elsewhere.hits()).toEqual([]);
});

test('a stopped sign-in leaves no rule', async () => {
  const { connect } = await waiting('practice-files');
  await connect.getByRole('button', { name: 'Stop' }).click();
  expect((await readsFailure(connect)).code).toBe('sign_in_stopped');
  expect(await rulesOf(bench)).toEqual([]);
});

test('other tabs go to the place as ever, whatever they carry, and do not disturb the sign-in', async () => {
  const { id, connect, window, visit: opened } = await waiting('practice-files');
  const state = new URL(opened.url).searchParams.get('state') ?? '';
  const visits = ['', '?state=evil&code=x', '?error=access_denied', `?state=${state}&code=stolen`, `#state=${state}`];
  for (const visit of visits) {
    const tab = await bench.browser.tab(elsewhere.callback + visit);
    expect(tab.url()).toBe(elsewhere.callback + visit);
    await tab.close();
  }
  expect(elsewhere.hits()).toHaveLength(visits.length);
  expect(await bench.signIn(id, () => true, 'to be there')).toMatchObject({ state: 'waiting' });
  expect(window.isClosed()).toBe(false);
  await allowIn(window);
  await seesDone(connect);
  expect(elsewhere.hits()).toHaveLength(visits.length);
});

test('in the sign-in’s own tab, another’s answer is not led here', async () => {
  const { connect, window } = await waiting('practice-files');
  const before = window.url();
  await window.goto(`${elsewhere.callback}?state=evil&code=x`);
  expect(elsewhere.hits()).toHaveLength(1);
  await window.goto(before);
  await allowIn(window);
  await seesDone(connect);
  expect(elsewhere.hits()).toHaveLength(1);
});

test('a service that answers at once, before its window is shown', async () => {
  const service = { ...filesEntry(bench.world.files.origin), authorizeUrl: elsewhere.refusing, issInRedirect: false };
  await ownCall(bench.desk, 'services.save', { service });
  const connect = await bench.connect(await bench.start('practice-files'));
  expect((await readsFailure(connect)).code).toBe('sign_in_denied');
  expect(elsewhere.hits('/refusing')).toHaveLength(1);
  expect(elsewhere.hits()).toEqual([]);
  await ownCall(bench.desk, 'services.save', { service: filesEntry(bench.world.files.origin) });
});

test('an answer in the fragment, by the entry’s redirect URL', async () => {
  const vendor = await startVendor('fragment');
  const service = { ...vendorEntry('fragment', vendor.origin), redirectUrl: elsewhere.callback };
  await ownCall(bench.desk, 'services.save', { service });
  const { clientId } = vendor.registerApp({ redirectUris: [elsewhere.callback] });
  await ownCall(bench.desk, 'apps.save', { serviceId: service.id, clientId });
  const connect = await bench.connect(await ownCall(bench.desk, 'signIn.start', { serviceId: service.id }));
  await allowIn(await bench.window());
  await seesDone(connect);
  expect(elsewhere.hits()).toEqual([]);
  await vendor.close();
});

test.each(services)('%s: the connect page closed and the worker dead, the answer wakes it', async (service) => {
  const { browser } = bench;
  const { id, connect, window } = await waiting(service);
  await logIn(window, 'alice');
  await connect.close();
  await bench.rest();
  await pressAllow(window);
  await poll(() => browser.workerRuns(), 'the worker to wake');
  await bench.signIn(id, ({ state }) => state === 'done', 'to be done');
  expect(elsewhere.hits()).toEqual([]);
  await expectClean(bench, ['alice']);
});

test('the worker dies with the window open: the rules outlive it, and go with the sign-in', async () => {
  const { browser } = bench;
  const { connect, window } = await waiting('practice-files');
  const before = await rulesOf(bench);
  await browser.stopWorker();
  expect(await rulesOf(bench)).toEqual(before);
  await bench.overview(); // awake again
  await poll(async () => (await rulesOf(bench)).length === before.length, 'the rules to be there');
  await allowIn(window);
  await seesDone(connect);
  expect(await rulesOf(bench)).toEqual([]);
  expect(elsewhere.hits()).toEqual([]);
});

test('the worker dies right after the answer: none of its rules is left after the restart', async () => {
  const { browser } = bench;
  const { connect, window } = await waiting('practice-files');
  const hold = await holdWorker(browser, 'sign-in:redirected');
  await allowIn(window);
  await killAt(browser, hold);
  await seesDone(connect);
  expect(await rulesOf(bench)).toEqual([]);
});

test('a rule that nobody wants goes when the worker starts', async () => {
  const { browser, desk } = bench;
  await desk.evaluate(async () => {
    const rule = {
      id: 77,
      action: { type: 'block' },
      condition: { urlFilter: '|http://127.0.0.1:9/', resourceTypes: ['main_frame'] },
    };
    await chrome.declarativeNetRequest.updateSessionRules({ addRules: [rule] });
  });
  expect(await rulesOf(bench)).toHaveLength(1);
  await browser.stopWorker();
  await browser.worker();
  await poll(async () => (await rulesOf(bench)).length === 0, 'the rule to go');
});

test('the place’s page has a service worker, so that the browser tells of no request: seen where it is shown', async () => {
  const { browser } = bench;
  const page = await browser.tab(elsewhere.worked);
  await page.evaluate(() =>
    navigator.serviceWorker.register('/worker.js', { scope: '/worked' }).then(() => navigator.serviceWorker.ready),
  );
  await page.goto(`${elsewhere.worked}?x`);
  expect(await page.innerText('body')).toBe('from the service worker');
  await page.close();
  await enterElsewhere(bench, elsewhere.worked);
  for (const service of services) {
    const { connect, window } = await waiting(service);
    await allowIn(window);
    await seesDone(connect);
    await poll(() => window.isClosed(), 'the window to close');
  }
  await enterElsewhere(bench, elsewhere.callback);
});

test('an app’s redirect URL: kept, shown, removed; and only one that an app can have', async () => {
  const serviceId = 'practice-files';
  const appOf = async () => (await bench.overview()).services.find(({ service }) => service.id === serviceId)?.app;
  const before = await appOf();
  expect(before).toMatchObject({ redirectUrl: elsewhere.callback });
  const { clientId = '' } = before ?? {};
  await ownCall(bench.desk, 'apps.save', { serviceId, clientId });
  expect(await appOf()).toEqual(before);
  for (const redirectUrl of [
    'http://site.example/cb',
    'urn:ietf:wg:oauth:2.0:oob',
    'myapp://cb',
    'https://site.example/cb#x',
    'cb',
  ])
    await expect(ownCall(bench.desk, 'apps.save', { serviceId, clientId, redirectUrl })).rejects.toThrow('invalid_input');
  expect(await appOf()).toEqual(before);
  await ownCall(bench.desk, 'apps.save', { serviceId, clientId, redirectUrl: '' });
  expect(await appOf()).not.toHaveProperty('redirectUrl');
  await ownCall(bench.desk, 'apps.save', { serviceId, clientId, redirectUrl: elsewhere.callback });
});

test('access to the redirect’s host is part of the sign-in', async () => {
  const service = { ...photosEntry(bench.world.photos.origin), redirectUrl: 'https://site.example/cb', id: 'practice-far' };
  await ownCall(bench.desk, 'services.save', { service });
  await ownCall(bench.desk, 'apps.save', { serviceId: service.id, clientId: 'x', clientSecret: 'y' });
  const id = await ownCall(bench.desk, 'signIn.start', { serviceId: service.id });
  const { wait } = await bench.signIn(id, () => true, 'to be there');
  expect(wait).toMatchObject({ for: 'reach', origins: expect.arrayContaining(['https://site.example']) as string[] });
  await ownCall(bench.desk, 'services.remove', { id: service.id });
});

declare const chrome: { declarativeNetRequest: { updateSessionRules(change: { addRules: unknown[] }): Promise<void> } };
