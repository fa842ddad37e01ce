/** A sign-in in a tab: it opens, is shown, comes back whatever dies, closes by itself, and takes nobody's turn. */
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { poll } from '../harness/poll';
import { filesEntry } from '../practice/entries';
import { enterServices, ownCall } from '../practice/set-up';
import { pageAt } from '../practice/windows';
import { expectClean } from './support/aftermath';
import { openBench, services, type Bench, type ServiceId } from './support/bench';
import { openElsewhere, type Elsewhere } from './support/elsewhere';
import { enterElsewhere, rulesOf } from './support/redirects';
import { allowIn, logIn, pressAllow, readsFailure, refuseIn, seesDone } from './support/user';

const isFirefox = inject('browser') === 'firefox';
let bench: Bench;
let elsewhere: Elsewhere;

beforeAll(async () => {
  [bench, elsewhere] = await Promise.all([openBench(), openElsewhere('localhost')]);
  await bench.browser.grantHosts(['http://localhost/*']);
}, 120_000);
afterEach(async () => {
  await bench.tidy();
  expect(await rulesOf(bench)).toEqual([]);
  expect(elsewhere.hits()).toEqual([]);
  elsewhere.forget();
});
afterAll(async () => {
  await bench?.close();
  await elsewhere?.close();
});

const originOf = (service: ServiceId) => (service === 'practice-photos' ? bench.world.photos : bench.world.files).origin;

async function inTab(service: ServiceId) {
  const id = await ownCall(bench.desk, 'signIn.start', { serviceId: service, through: 'tab' });
  const connect = await bench.connect(id);
  const tab = await pageAt(bench.browser, originOf(service));
  await tab.waitForLoadState();
  return { id, connect, tab };
}

const places: readonly ('own' | 'elsewhere')[] = ['own', 'elsewhere'];
const each = services.flatMap((service) => places.map((place) => ({ service, place })));
/** Registers the apps with this browser's redirect URL, or with the other place's. */
async function register(place: 'own' | 'elsewhere'): Promise<void> {
  if (place === 'elsewhere') return enterElsewhere(bench, elsewhere.callback);
  await enterServices(bench.browser, bench.world);
}

test.each(each)(
  '$service, redirect to $place: signed in, the tab closes, our page comes to the front',
  async ({ service, place }) => {
    await register(place);
    const { id, connect, tab } = await inTab(service);
    const { wait } = await bench.signIn(id, () => true, 'to be there');
    expect(wait).toMatchObject({ for: 'visit', through: 'tab', open: true });
    await bench.browser.tab('about:blank'); // something else in front
    await allowIn(tab);
    await seesDone(connect);
    await poll(() => tab.isClosed(), 'the tab to close');
    expect(await connect.evaluate(() => document.visibilityState)).toBe('visible');
    await expectClean(bench, ['alice']);
  },
);

test.each(each)('$service, redirect to $place: page and worker die, the answer wakes the worker', async ({ service, place }) => {
  await register(place);
  const { browser } = bench;
  const { id, connect, tab } = await inTab(service);
  await logIn(tab, 'alice');
  await connect.close();
  await bench.rest();
  await pressAllow(tab);
  await poll(() => browser.workerRuns(), 'the worker to wake');
  await poll(() => tab.isClosed(), 'the tab to close');
  await bench.signIn(id, ({ state }) => state === 'done', 'to be done');
  await expectClean(bench, ['alice']);
});

test('the worker dies with the tab open, and the connect page sees the end', async () => {
  await register('elsewhere');
  const { connect, tab } = await inTab('practice-files');
  await bench.browser.stopWorker();
  await allowIn(tab);
  await seesDone(connect);
  await poll(() => tab.isClosed(), 'the tab to close');
});

test('a refusal comes back', async () => {
  await register('elsewhere');
  const { connect, tab } = await inTab('practice-files');
  await refuseIn(tab);
  expect((await readsFailure(connect)).code).toBe('sign_in_denied');
  await poll(() => tab.isClosed(), 'the tab to close');
});

test('the user closes the tab', async () => {
  await register('own');
  const { connect, tab } = await inTab('practice-files');
  await tab.close();
  expect((await readsFailure(connect)).code).toBe('window_closed');
});

test('the user closes the connect page, then the tab: the sign-in ends as soon as somebody looks', async () => {
  await register('own');
  const { id, connect, tab } = await inTab('practice-files');
  await connect.close();
  await tab.close();
  await bench.browser.stopWorker();
  await bench.browser.worker();
  const { problem } = await bench.signIn(id, ({ state }) => state === 'failed', 'to end');
  expect(problem?.code).toBe('window_closed');
});

test('stopped by the user: the tab closes', async () => {
  const { connect, tab } = await inTab('practice-files');
  await connect.getByRole('button', { name: 'Stop' }).click();
  expect((await readsFailure(connect)).code).toBe('sign_in_stopped');
  await poll(() => tab.isClosed(), 'the tab to close');
});

test('a connect page that is opened again does not open a second tab, and shows the one that is there', async () => {
  await register('elsewhere');
  const { id, connect, tab } = await inTab('practice-files');
  await connect.close();
  const again = await bench.connect(id);
  await again.getByRole('button', { name: 'Show' }).click();
  await poll(() => tab.evaluate(() => document.visibilityState === 'visible'), 'the tab to be in front');
  expect(bench.browser.context.pages().filter((page) => page.url().startsWith(originOf('practice-files')))).toHaveLength(1);
  await allowIn(tab);
  await seesDone(again);
});

test('several at once, and one in the sign-in window beside them', async () => {
  await register(isFirefox ? 'own' : 'elsewhere'); // Firefox's window shows none that leads elsewhere
  const files = await inTab('practice-files');
  const photos = await inTab('practice-photos');
  const others = bench.browser.context.pages();
  const id = await bench.start('practice-files');
  const third = await bench.connect(id);
  const window = await poll(
    () =>
      bench.browser.context.pages().find((page) => !others.includes(page) && page.url().startsWith(originOf('practice-files'))),
    'the window',
  );
  const { wait } = await bench.signIn(id, () => true, 'to be there');
  expect(wait).toMatchObject({ for: 'visit', through: 'window' });
  await allowIn(photos.tab);
  await seesDone(photos.connect);
  await allowIn(window, 'bob');
  await seesDone(third);
  await allowIn(files.tab);
  await seesDone(files.connect);
});

test('a visit to the redirect URL in the sign-in’s tab that is no answer is ignored', async () => {
  await register('own');
  const { id, tab, connect } = await inTab('practice-files');
  const { redirectUrl } = await bench.overview();
  const before = tab.url();
  for (const visit of ['', '?state=evil&code=x', '?error=access_denied']) {
    // There is no server: the visit fails, and the browser's own page about that is shown: in Chromium after it, under a name of its own
    const shown = tab.waitForEvent('framenavigated', (frame) =>
      frame.url().startsWith(isFirefox ? redirectUrl : 'chrome-error:'),
    );
    await Promise.all([shown, tab.goto(redirectUrl + visit).catch(() => undefined)]);
  }
  expect(await bench.signIn(id, () => true, 'to be there')).toMatchObject({ state: 'waiting' });
  await tab.goto(before);
  await allowIn(tab);
  await seesDone(connect);
});

test('a service that answers at once, before its tab is known', async () => {
  await register('elsewhere');
  const usual = filesEntry(bench.world.files.origin);
  const service = { ...usual, authorizeUrl: elsewhere.refusing, issInRedirect: false };
  await ownCall(bench.desk, 'services.save', { service });
  const connect = await bench.connect(await ownCall(bench.desk, 'signIn.start', { serviceId: 'practice-files', through: 'tab' }));
  expect((await readsFailure(connect)).code).toBe('sign_in_denied');
  expect(elsewhere.hits('/refusing')).toHaveLength(1);
  await poll(() => bench.browser.context.pages().every((page) => page === bench.desk || page === connect), 'the tab to close');
  await ownCall(bench.desk, 'services.save', { service: usual });
});

test('the place’s page has a service worker, so that the browser tells of no request: seen where it is shown', async () => {
  await enterElsewhere(bench, elsewhere.worked);
  const page = await bench.browser.tab(elsewhere.worked);
  await page.evaluate(() =>
    navigator.serviceWorker.register('/worker.js', { scope: '/worked' }).then(() => navigator.serviceWorker.ready),
  );
  await page.close();
  elsewhere.forget();
  const { connect, tab } = await inTab('practice-files');
  await allowIn(tab);
  await seesDone(connect);
  await poll(() => tab.isClosed(), 'the tab to close');
  expect(elsewhere.hits('/worked')).toEqual([]); // its service worker has answered
});

test('a login page that answers with 401: in a tab, which Firefox takes at once and Chromium after its window', async () => {
  await register('elsewhere');
  const usual = filesEntry(bench.world.files.origin);
  await ownCall(bench.desk, 'services.save', { service: { ...usual, authorizeUrl: elsewhere.locked(usual.authorizeUrl ?? '') } });
  const first = await bench.start('practice-files');
  const connect = await bench.connect(first);
  if (!isFirefox) {
    expect((await readsFailure(connect)).code).toBe('page_not_loaded');
    await connect.getByRole('button', { name: 'Open it in a tab instead' }).click();
  }
  const tab = await pageAt(bench.browser, elsewhere.origin);
  await tab.click('#go');
  await allowIn(tab);
  await seesDone(connect);
  await poll(() => tab.isClosed(), 'the tab to close');
  await ownCall(bench.desk, 'services.save', { service: usual });
});
