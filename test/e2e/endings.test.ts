/** The end of accounts: removed, revoked, everything forgotten, and said truly what became of each, here and at its service. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { ownCall, ownCallTwice } from '../practice/set-up';
import { startTestSite, type TestSite } from './pages/site';
import { openEndings, signsInBoth, type Endings } from './support/endings';
import { openEnabled, permit } from './support/permitted';
import { signsIn, textsFor } from './support/user';

let endings: Endings;
let site: TestSite;

beforeAll(async () => {
  [endings, site] = await Promise.all([openEndings(), startTestSite()]);
  await endings.prepare();
}, 120_000);
afterAll(async () => {
  await Promise.all([endings?.close(), site?.close()]);
});

const optionsAt = (hash: string) => endings.browser.page(`extension/pages/options/options.html#${hash}`);

describe('removed', () => {
  afterEach(() => endings.tidy());

  test.each([
    ['the service refuses', 'service_error'],
    ['the service is out of reach', 'service_unreachable'],
  ] as const)('%s: gone here, and said so with the page where it can be ended', async (_, code) => {
    const id = await signsIn(endings, 'practice-files');
    const { files } = endings.world;
    if (code === 'service_unreachable') await files.faults.down();
    else files.faults.always('POST /revoke', { respond: { status: 500 } });
    const page = await optionsAt(`accounts/${id}`);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('alice was removed here.').waitFor();
    await page.getByText(/Practice Files did not end the access/).waitFor();
    await page.getByText(textsFor(code, 'Practice Files').title).waitFor();
    await page.getByText(`Where to end it by hand: ${files.origin}`).waitFor();
    expect(await endings.account(id)).toBeUndefined();
    expect((await endings.overview()).actions).toEqual([]);
    await files.faults.up();
    expect(await endings.live()).toContain('files'); // it goes on there, as was said
  });

  test('where the service has no way to revoke, its keys page is named', async () => {
    const id = await endings.withKey();
    expect(await ownCall(endings.desk, 'accounts.remove', { id })).toEqual({
      revoked: 'unsupported',
      keysPage: `${endings.keys.origin}/keys`,
    });
    expect(await endings.account(id)).toBeUndefined();
  });

  test('during a renewal: the token that comes of it is ended too, and the account does not come back', async () => {
    await endings.prepare();
    const id = await signsIn(endings, 'practice-files');
    let release = (): void => undefined;
    const hold = new Promise<void>((resolve) => (release = resolve));
    const { reached } = endings.world.files.faults.next('POST /token', { hold, when: 'after' });
    const renewal = ownCall(endings.desk, 'accounts.renew', { id }).catch((error: Error) => error.message);
    await reached;
    const removal = ownCall(endings.desk, 'accounts.remove', { id });
    await poll(async () => (await endings.overview()).actions.length === 1, 'the removal to begin');
    release();
    expect(await removal).toEqual({ revoked: 'revoked' });
    expect(await renewal).toBeUndefined();
    expect(await endings.account(id)).toBeUndefined();
    expect(await endings.live()).toEqual([]);
  });

  test('while it is signed in again: that sign-in is ended, and makes no account', async () => {
    await endings.prepare();
    const id = await signsIn(endings, 'practice-files');
    const again = await endings.start('practice-files', id);
    await endings.signIn(again, ({ wait }) => wait?.for === 'visit', 'to wait');
    expect(await ownCall(endings.desk, 'accounts.remove', { id })).toEqual({ revoked: 'revoked' });
    expect(await endings.signIn(again, () => true, 'to be there')).toMatchObject({
      state: 'failed',
      problem: { code: 'sign_in_stopped' },
    });
    expect(await endings.live()).toEqual([]);
  });

  test('asked for by two windows at once: one removal, one answer', async () => {
    const id = await signsIn(endings, 'practice-files');
    const before = endings.world.files.log.filter(({ path }) => path === '/revoke').length;
    expect(await ownCallTwice(endings.desk, 'accounts.remove', { id })).toEqual([{ revoked: 'revoked' }, { revoked: 'revoked' }]);
    expect(endings.world.files.log.filter(({ path }) => path === '/revoke').length - before).toBe(2); // refresh and access token
    await expect(ownCall(endings.desk, 'accounts.remove', { id })).rejects.toThrow(/unknown_account/);
    expect((await endings.overview()).actions).toEqual([]);
  });
});

test('a revocation that the service refuses changes nothing, and leaves nothing in the journal', async () => {
  const id = await signsIn(endings, 'practice-files');
  endings.world.files.faults.always('POST /revoke', { respond: { status: 500 } });
  await expect(ownCall(endings.desk, 'accounts.revoke', { id })).rejects.toThrow(/service_error/);
  expect(await endings.account(id)).toMatchObject({ state: 'fine' });
  expect(await endings.rows('actions')).toEqual([]);
  await endings.tidy();
});

describe('everything', () => {
  beforeEach(() => endings.prepare());
  afterEach(() => endings.world.files.faults.up());

  test('by clicking: three protocols and a connector, one service out of reach, a permit, a site, a sign-in under way', async () => {
    const { world, browser } = endings;
    const mark = (await endings.overview()).mark;
    const { files } = await signsInBoth(endings);
    await endings.withKey();
    const { connector, parent } = await endings.withConnector();
    const ids = (await endings.overview()).accounts.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([connector, parent]));
    const page = await openEnabled(endings, site);
    await permit(endings, page, 'practice-files', files);
    const waiting = await endings.start('practice-photos');
    await endings.signIn(waiting, ({ wait }) => wait?.for === 'visit', 'to wait');
    await world.files.faults.down();

    const options = await optionsAt('security');
    await options.getByRole('button', { name: 'Forget everything' }).click();
    const dialog = options.getByRole('dialog');
    await dialog
      .getByText(/5 accounts at 5 services will be revoked where that is possible, then wiped here with 1 permit/)
      .waitFor();
    await dialog.getByText('Open its keys page').waitFor();
    await dialog.getByRole('button', { name: 'Forget everything' }).click({ force: true }); // nothing is typed yet
    expect((await endings.overview()).actions).toEqual([]);
    await dialog.getByLabel('Type forget to go on').fill('forget');
    await dialog.getByRole('button', { name: 'Forget everything' }).click();

    await options.getByText('Everything is forgotten here.').waitFor();
    const { actions } = await endings.overview();
    expect(actions).toMatchObject([{ kind: 'forget', state: 'done', interrupted: false, done: 5, total: 5 }]);
    const told = (actions[0]?.ended ?? []).map(({ serviceName, revoked, problem, wiped }) => [
      serviceName,
      revoked,
      problem?.code,
      wiped,
    ]);
    expect(told.toSorted()).toEqual(
      [
        ['Practice Cyclr', 'unsupported', undefined, true],
        ['Practice Cyclr connector with an API key', 'unsupported', undefined, true],
        ['Practice Files', 'failed', 'service_unreachable', true],
        ['Practice Weather', 'unsupported', undefined, true],
      ].toSorted(),
    );
    await options.getByRole('listitem').filter({ hasText: 'alice at Practice Files.' }).waitFor();
    await options.getByRole('button', { name: 'Connect a service' }).waitFor({ state: 'hidden' });
    await endings.expectNothingHere();
    await world.files.faults.up();
    expect(new Set(await endings.live())).toEqual(new Set(['files', 'files renewal'])); // the one that was said; the others are dead
    expect((await endings.overview()).mark).not.toBe(mark);
    expect(await options.evaluate(() => localStorage.length)).toBe(0);

    await browser.stopWorker();
    await options.getByRole('button', { name: 'Hide this note' }).click();
    await endings.quiet();
    await options.close();
    await page.close();
  });

  test('and then it is as new: services, hosts and accounts as ever, under another key', async () => {
    const id = await signsIn(endings, 'practice-files');
    expect(await endings.account(id)).toMatchObject({ state: 'fine' });
    await endings.browser.stopWorker();
    await ownCall(endings.desk, 'accounts.renew', { id }); // its secret opens in the next life too
    await endings.desk.evaluate(sealBeside);
    expect(await endings.desk.evaluate(opensBeside)).toBe(true);
    await ownCall(endings.desk, 'forget.everything', {});
    expect(await endings.ended()).toMatchObject({ state: 'done', ended: [] });
    expect(await endings.live()).toEqual([]);
    await endings.expectNothingHere();
    await endings.prepare(); // saves an app, whose secret is sealed
    expect(await endings.desk.evaluate(opensBeside)).toBe(false);
    await ownCall(endings.desk, 'actions.dismiss', { id: (await endings.ended()).id });
  });

  test('asked for twice: joined', async () => {
    await signsInBoth(endings);
    const both = await ownCallTwice(endings.desk, 'forget.everything', {});
    expect(new Set(both).size).toBe(1);
    expect(await endings.ended()).toMatchObject({ state: 'done', total: 2, done: 2 });
    expect(await endings.live()).toEqual([]);
    await ownCall(endings.desk, 'actions.dismiss', { id: (await endings.ended()).id });
  });
});

/** Runs in a page of ours: the vault's own key, which may be used and not read. */
interface Beside {
  key(): Promise<CryptoKey>;
  sealed: ArrayBuffer;
}

async function sealBeside(): Promise<void> {
  const key = async (): Promise<CryptoKey> => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => request.addEventListener('success', () => resolve(request.result)));
    const db = await done(indexedDB.open('countersign'));
    const row = (await done(db.transaction('keys').objectStore('keys').get('device'))) as { key: CryptoKey };
    db.close();
    return row.key;
  };
  const beside = globalThis as unknown as Beside;
  beside.key = key;
  beside.sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, await key(), new Uint8Array(3));
}

/** Runs there too: whether the key of now opens what was sealed then. */
async function opensBeside(): Promise<boolean> {
  const { key, sealed } = globalThis as unknown as Beside;
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, await key(), sealed).then(
    () => true,
    () => false,
  );
}
