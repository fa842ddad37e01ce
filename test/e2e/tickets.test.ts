/** Tickets in a real page: asked for ahead, opened by a click, and back to the page's own place or with its own message. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Countersign, Want, WhenDone } from '../../src/client/countersign';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { startTestSite, type TestSite } from './pages/site';
import { answerService, clickReady, consentWindow, openStage, type Stage } from './pages/stage';

declare const cs: Countersign;
declare const told: string[];
declare const heard: object[];

const html = `<!doctype html><meta charset="utf-8"><title>Tickets</title><link rel="icon" href="data:,">
<label>Ticket <input id="ticket"></label> <button id="redeem">Sign in</button><script type="module" src="/tickets.js"></script>`;
const script = `
import { countersign } from '/countersign.js';
Object.assign(globalThis, { cs: countersign(), told: [], heard: [] });
addEventListener('message', ({ data, origin, source }) => {
  if (typeof data === 'string') heard.push({ data, origin, own: source === window });
});
redeem.onclick = async () => {
  try {
    const { handle } = await cs.openSignIn(ticket.value);
    sessionStorage.setItem('handle', handle);
    told.push(handle);
  } catch (error) {
    told.push(error.code);
  }
};`;

let stage: Stage;
let other: TestSite;
let page: Page;

beforeAll(async () => {
  [stage, other] = await Promise.all([openStage(), startTestSite()]);
  for (const site of [stage.site, other]) {
    site.add('/tickets', html);
    site.add('/tickets.js', script);
    await ownCall(stage.own, 'sites.enable', { origin: site.origin });
  }
  page = await openPage(stage.site.origin);
});
afterAll(async () => {
  await Promise.all([stage?.close(), other?.close()]);
});

async function openPage(origin: string): Promise<Page> {
  const fresh = await stage.browser.context.newPage();
  await fresh.goto(`${origin}/tickets`);
  return fresh;
}
const ask = (on: Page, want: Partial<Want & WhenDone>): Promise<{ ticket?: string; expiresAt?: number; code?: string }> =>
  on.evaluate((all) => cs.requestSignIn(all).catch(({ code }: { code: string }) => ({ code })), {
    service: 'practice-files',
    ...want,
  });
const askTicket = async (on: Page, want: Partial<Want & WhenDone> = {}): Promise<string> => {
  const { ticket, code } = await ask(on, want);
  if (ticket === undefined) throw new Error(`No ticket: ${code}`);
  return ticket;
};
/** Clicks with a ticket, as a person does. */
async function open(on: Page, ticket: string): Promise<void> {
  await on.bringToFront();
  await on.fill('#ticket', ticket);
  await on.click('#redeem');
}
const toldAs = (on: Page, count: number): Promise<string | undefined> =>
  poll(() => on.evaluate((least) => told[least - 1], count), 'the page to be told');
/** What the page is told after a click that leads to no window: a code, or the handle. */
async function openedWith(on: Page, ticket: string): Promise<string | undefined> {
  const before = await on.evaluate(() => told.length);
  await open(on, ticket);
  return toldAs(on, before + 1);
}

test('from the ticket over consent and sign-in to the page that was named, with the worker’s death between', async () => {
  const target = `${stage.site.origin}/tickets?done=1#here`;
  const { ticket = '', expiresAt = 0 } = await ask(page, { targetOrigin: target });
  expect(expiresAt - Date.now()).toBeGreaterThan(4 * 60_000);
  expect(expiresAt - Date.now()).toBeLessThanOrEqual(5 * 60_000);
  await stage.browser.stopWorker();
  await open(page, ticket);
  const consent = await consentWindow(stage);
  await consent.getByRole('button', { name: 'Sign in first' }).click();
  await consent.getByRole('button', { name: 'Sign in', exact: true }).click();
  await answerService(stage.browser, 'alice');
  await consent.bringToFront();
  await consent.getByRole('button', { name: 'Go on to the request' }).click();
  await clickReady(consent, 'Allow');
  await page.waitForURL(target);
  const handle = await poll(() => page.evaluate(() => sessionStorage.getItem('handle')), 'the handle');
  const name = await page.evaluate(
    async ([mine, url]) => ((await (await cs.account(mine).fetch(url)).json()) as { username: string }).username,
    [handle, `${stage.world.files.origin}/api/me`] as const,
  );
  expect(name).toBe('alice');
});

test('a message comes to the page’s own window, as it stands; a permit that covers the question needs no window', async () => {
  const ticket = await askTicket(page, { callbackMessage: 'signed in: 42' });
  await open(page, ticket);
  expect(await toldAs(page, 1)).toMatch(/^[0-9a-f-]{36}$/);
  const messages = await poll(() => page.evaluate(() => heard.length > 0 && heard), 'the message');
  expect(messages).toEqual([{ data: 'signed in: 42', origin: stage.site.origin, own: true }]);
  expect(await openedWith(page, ticket)).toBe('ticket_used');
  expect(await page.evaluate(() => heard.length)).toBe(1);
});

test('without a click nobody is asked, and the ticket stays good', async () => {
  const ticket = await askTicket(page, { another: true });
  const quiet = await page.evaluate((mine) => cs.openSignIn(mine).catch(({ code }: { code: string }) => code), ticket);
  expect(quiet).toBe('no_activation');
  const before = await page.evaluate(() => told.length);
  await open(page, ticket);
  await clickReady(await consentWindow(stage), 'Refuse');
  expect(await toldAs(page, before + 1)).toBe('refused');
  expect(await openedWith(page, ticket)).toBe('ticket_used');
  expect((await stage.overview()).asks).toEqual([]);
});

test('another origin can neither open it nor use it up; no page is sent elsewhere', async () => {
  const foreign = await openPage(other.origin);
  const ticket = await askTicket(page, { callbackMessage: 'x' });
  expect(await openedWith(foreign, ticket)).toBe('ticket_invalid');
  expect(await openedWith(foreign, 'made-up')).toBe('ticket_invalid');
  for (const targetOrigin of [other.origin, 'https://evil.example/', 'javascript:alert(1)', '*'])
    expect(await ask(page, { targetOrigin })).toEqual({ code: 'invalid_input' });
  expect(await openedWith(page, ticket)).toMatch(/^[0-9a-f-]{36}$/);
  expect(await foreign.evaluate(() => heard)).toEqual([]);
  await foreign.close();
});

test('in another site’s page the same origin is another caller: it cannot use the page’s ticket', async () => {
  other.add('/around', `<!doctype html><iframe src="${stage.site.origin}/tickets"></iframe>`, { 'content-security-policy': '' });
  const around = await stage.browser.context.newPage();
  await around.goto(`${other.origin}/around`);
  const frame = await poll(() => around.frames().find((each) => each.url() === `${stage.site.origin}/tickets`), 'the frame');
  await frame.waitForFunction(() => 'cs' in globalThis);
  const ticket = await askTicket(page);
  await frame.fill('#ticket', ticket);
  await frame.click('#redeem');
  expect(await poll(() => frame.evaluate(() => told[0]), 'the answer')).toBe('ticket_invalid');
  await around.close();
});

test('a ticket says nothing about what is here: one for a service that is not, looks the same', async () => {
  const known = await ask(page, {});
  const unknown = await ask(page, { service: 'no-such-service' });
  const key = (all: object): string[] => Object.keys(all).toSorted();
  expect(key(unknown)).toEqual(key(known));
  expect(await openedWith(page, unknown.ticket ?? '')).toBe('unknown_service');
});
