/** Consent as people give it: once, narrowed, refused, put off; never by haste, by Enter or without a click on the page. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { answerOf, clickConnect, pageAccounts, pageCall, quietly } from './pages/app';
import { clickReady, connect, consentWindow, openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

let stage: Stage;
let page: Page;
const wanted = { service: 'practice-photos' };
const form = { method: 'POST', body: 'title=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
const call = async (handle: string, path: string, init?: object): Promise<number | string | undefined> =>
  answerOf(await pageCall(page, handle, `${stage.world.photos.origin}${path}`, init));

beforeAll(async () => {
  stage = await openStage();
  await signIn(stage, 'practice-photos', 'alice');
  page = await openEnabled(stage);
});
afterAll(async () => stage?.close());
beforeEach(async () => {
  const { permits } = await stage.overview();
  await ownCall(stage.own, 'permits.end', { ids: permits.map(({ id }) => id) });
});

test('“Allow once” covers exactly one call, even of two at the same time', async () => {
  const { handle = '' } = await connect(stage, page, wanted, (consent) => clickReady(consent, 'Allow once'));
  const before = stage.world.photos.log.length;
  const both = await Promise.all([call(handle, '/api/me'), call(handle, '/api/me')]);
  expect(both.toSorted()).toEqual([200, 'permit_ended']);
  expect(await call(handle, '/api/me')).toBe('permit_ended');
  expect(stage.world.photos.log).toHaveLength(before + 1);
  expect(await pageAccounts(page)).toEqual([]);
});

test('a permit to read refuses a change, asked so or narrowed so by the user', async () => {
  const asked = await permit(stage, page, wanted);
  const before = stage.world.photos.log.length;
  expect(await call(asked, '/api/photos', form)).toBe('outside_permit');
  const narrowed = await permit(stage, page, { ...wanted, access: 'change' }, (consent) =>
    consent.getByLabel('Read only').check(),
  );
  expect(await call(narrowed, '/api/photos', form)).toBe('outside_permit');
  expect(stage.world.photos.log).toHaveLength(before);
  const whole = await permit(stage, page, { ...wanted, access: 'change' });
  expect(await call(whole, '/api/photos', form)).toBe(201);
});

test('a permit for some paths refuses all others, asked so or narrowed so by the user', async () => {
  const asked = await permit(stage, page, { ...wanted, paths: ['/api/photos*'] });
  expect(await call(asked, '/api/photos?tag=x')).toBe(200);
  for (const path of ['/api/me', '/api/photos/..%2Fme', '/api/photos/../me', '//api/photos'])
    expect(await call(asked, path)).toBe('outside_permit');
  const narrowed = await permit(stage, page, { ...wanted, access: 'change' }, async (consent) => {
    await consent.getByRole('checkbox', { name: 'Profile' }).uncheck();
    expect(await consent.getByRole('checkbox', { name: 'The rest' }).isChecked()).toBe(false);
  });
  expect(await call(narrowed, '/api/me')).toBe('outside_permit');
  expect(await call(narrowed, '/api/photos', form)).toBe(201);
});

test('a connect that a permit in force covers needs neither prompt nor click; a wider one needs both', async () => {
  const handle = await permit(stage, page, wanted);
  const windows = stage.browser.context.pages().length;
  await page.reload(); // the activation of the click is gone
  expect(await quietly(page, `app.connect({ service: 'practice-photos' })`)).toMatchObject({ handle, access: 'read' });
  expect(await quietly(page, `app.connect({ service: 'practice-photos', access: 'change' })`)).toMatchObject({
    code: 'no_activation',
  });
  expect(stage.browser.context.pages()).toHaveLength(windows);
});

test('without the user’s click a page can’t even ask', async () => {
  const fresh = await openEnabled(stage);
  expect(await quietly(fresh, `app.connect({ service: 'practice-photos' })`)).toMatchObject({ code: 'no_activation' });
  expect((await stage.overview()).asks).toEqual([]);
  await fresh.close();
});

test('closing the window is “not now” and no refusal; meanwhile the site gets no second prompt', async () => {
  const said = await clickConnect(page, wanted);
  const consent = await consentWindow(stage);
  await page.bringToFront();
  const second = await clickConnect(page, { ...wanted, access: 'change' });
  expect(await second()).toMatchObject({ code: 'prompt_open' });
  await consent.getByRole('button', { name: 'Refuse' }).waitFor();
  await consent.evaluate(() => window.close());
  expect(await said()).toMatchObject({ code: 'not_now' });
  expect((await stage.overview()).sites).toMatchObject([{ silenced: false }]);
});

test('Enter never allows; Space does', async () => {
  const said = await clickConnect(page, wanted);
  const consent = await consentWindow(stage);
  await consent.locator('button.primary[aria-disabled=false]').waitFor();
  for (const target of [
    consent.getByRole('button', { name: 'Allow', exact: true }),
    consent.getByRole('button', { name: 'Allow once' }),
    consent.getByLabel('Read only'),
  ]) {
    await target.focus();
    await consent.keyboard.press('Enter');
  }
  expect((await stage.overview()).asks).toHaveLength(1);
  expect((await stage.overview()).permits).toEqual([]);
  await consent.getByRole('button', { name: 'Allow', exact: true }).focus();
  await consent.keyboard.press('Space');
  expect(await said()).toHaveProperty('handle');
});

test('Allow counts only after 600 ms of focus without a break', async () => {
  const said = await clickConnect(page, wanted);
  const consent = await consentWindow(stage);
  const allow = consent.getByRole('button', { name: 'Allow', exact: true });
  await consent.locator('button.primary[aria-disabled=false]').waitFor();
  await consent.evaluate(() => (document.hasFocus = () => false));
  await consent.locator('button.primary[aria-disabled=true]').waitFor();
  await allow.click({ force: true });
  expect((await stage.overview()).permits).toEqual([]);
  const waited = await consent.evaluate(async () => {
    const button = document.querySelector('button.primary')!;
    const enabled = new Promise((resolve) => {
      new MutationObserver(() => button.getAttribute('aria-disabled') === 'false' && resolve(0)).observe(button, {
        attributes: true,
      });
    });
    const from = performance.now();
    document.hasFocus = () => true;
    dispatchEvent(new Event('focus'));
    await enabled;
    return performance.now() - from;
  });
  expect(waited).toBeGreaterThanOrEqual(595);
  await allow.click();
  expect(await said()).toHaveProperty('handle');
});

test('refused twice, a site falls silent until the user lets it ask in the popup', async () => {
  const refuse = (consent: Page): Promise<void> => consent.getByRole('button', { name: 'Refuse' }).click();
  expect(await connect(stage, page, wanted, refuse)).toMatchObject({ code: 'refused' });
  expect(await connect(stage, page, wanted, refuse)).toMatchObject({ code: 'refused' });
  const silent = await clickConnect(page, wanted);
  expect(await silent()).toMatchObject({ code: 'silenced' });
  const popup = await stage.browser.popup(page);
  await popup.click({ role: 'button', name: 'Let it ask' });
  await poll(async () => !(await stage.overview()).sites[0]?.silenced, 'the site to be heard again');
  await popup.leave();
  expect(await permit(stage, page, wanted)).toBeTypeOf('string');
});

test('the popup shows who asks and can refuse, never allow', async () => {
  const said = await clickConnect(page, wanted);
  await consentWindow(stage);
  const popup = await stage.browser.popup(page);
  await popup.waitFor({ text: `${stage.site.origin} is asking for access` });
  expect(await popup.evaluate(() => [...document.querySelectorAll('button')].some((one) => /^allow/i.test(one.innerText)))).toBe(
    false,
  );
  await popup.click({ role: 'button', name: 'Refuse' });
  expect(await said()).toMatchObject({ code: 'refused' });
  await popup.leave();
});
