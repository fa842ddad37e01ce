/** What stays with an account when its service's entry moves: endpoints until the next sign-in, permits on the hosts that they were given for; and its key pair, which ends with it. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountView } from '../../src/messaging/views';
import { poll } from '../harness/poll';
import { filesEntry } from '../practice/entries';
import { ownCall } from '../practice/set-up';
import { startFiles } from '../services/files';
import { answerOf, pageCall } from './pages/app';
import { answerService, openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  await stage.browser.grantHosts(['http://localhost/*']);
  page = await openEnabled(stage);
});
afterAll(async () => stage?.close());

const account = async (serviceId: string): Promise<AccountView | undefined> =>
  (await stage.overview()).accounts.find((one) => one.serviceId === serviceId);

test('an entry that moves moves its accounts at their next sign-in, and leaves permits on the hosts that they had', async () => {
  const { files } = stage.world;
  const moved = files.origin.replace('127.0.0.1', 'localhost');
  const me = async (handle: string, origin: string): Promise<unknown> =>
    answerOf(await pageCall(page, handle, `${origin}/api/me`));
  const renewedAt = async (): Promise<string> => {
    files.expireAccessTokens();
    expect(await me(handle, files.origin)).toBe(200);
    return files.log.findLast(({ path }) => path === '/token')?.query ?? 'nowhere';
  };
  const id = await signIn(stage, 'practice-files', 'alice');
  const handle = await permit(stage, page, { service: 'practice-files', access: 'change' });
  expect(await account('practice-files')).toMatchObject({ entryChanged: false });

  const entry = filesEntry(files.origin);
  await ownCall(stage.own, 'services.save', {
    service: { ...entry, tokenUrl: `${files.origin}/token?entry=2`, apiHosts: [files.origin, moved] },
  });
  expect(await account('practice-files')).toMatchObject({ entryChanged: true, apiHosts: [files.origin] });
  expect(await renewedAt()).toBe('');
  expect(await me(handle, moved)).toBe('outside_api_hosts');

  expect(await signIn(stage, 'practice-files', 'alice')).toBe(id);
  expect(await account('practice-files')).toMatchObject({ entryChanged: false, apiHosts: [files.origin, moved] });
  expect(await renewedAt()).toBe('?entry=2');
  const hosts = async () => (await stage.overview()).permits.map((one) => one.hosts);
  expect(await hosts()).toEqual([[files.origin]]);
  const before = files.log.length;
  expect(await me(handle, moved)).toBe('outside_permit');
  expect(files.log).toHaveLength(before);

  await page.bringToFront();
  expect(await permit(stage, page, { service: 'practice-files', access: 'change' })).toBe(handle);
  expect(await hosts()).toEqual([undefined]);
  expect([await me(handle, moved), await me(handle, files.origin)]).toEqual([200, 200]);
});

test('an account’s own key pair is replaced at its next sign-in, and wiped when the sign-in fails, the access is revoked or the account removed', async () => {
  const bound = await startFiles({ dpop: true });
  try {
    const entry = filesEntry(bound.origin, 'none', { dpop: true });
    await ownCall(stage.own, 'services.save', { service: { ...entry, id: 'bound-files', name: 'Bound Files' } });
    const { redirectUrl } = await stage.overview();
    const { clientId } = bound.registerApp({ redirectUris: [redirectUrl] });
    await ownCall(stage.own, 'apps.save', { serviceId: 'bound-files', clientId });
    expect(await pairs()).toEqual([]);

    const id = await signIn(stage, 'bound-files', 'alice');
    const first = await pairs();
    expect(first).toHaveLength(1);
    expect(await account('bound-files')).toMatchObject({ bound: true });
    await ownCall(stage.own, 'accounts.renew', { id }); // by the same pair
    expect(await pairs()).toEqual(first);

    await signIn(stage, 'bound-files', 'alice');
    const second = await pairs();
    expect(second).toHaveLength(1);
    expect(second).not.toEqual(first);
    await ownCall(stage.own, 'accounts.renew', { id });

    await failedSignIn(bound.faults);
    expect(await pairs()).toEqual(second);
    expect(await account('bound-files')).toMatchObject({ state: 'fine', bound: true });

    expect(await ownCall(stage.own, 'accounts.revoke', { id })).toBe('revoked');
    expect(await pairs()).toEqual([]);
    await signIn(stage, 'bound-files', 'alice');
    expect(await pairs()).toHaveLength(1);
    expect(await ownCall(stage.own, 'accounts.remove', { id })).toMatchObject({ revoked: 'revoked' });
    expect(await pairs()).toEqual([]);
  } finally {
    await bound.close();
  }
});

/** Bob signs in, and the service refuses his code. */
async function failedSignIn(faults: Stage['world']['files']['faults']): Promise<void> {
  const error = JSON.stringify({ error: 'invalid_grant' });
  faults.next('POST /token', { respond: { status: 400, headers: { 'content-type': 'application/json' }, body: error } });
  const id = await ownCall(stage.own, 'signIn.start', { serviceId: 'bound-files' });
  const connect = await stage.browser.page(`extension/pages/connect/connect.html#${new URLSearchParams({ signIn: id })}`);
  await answerService(stage.browser, 'bob');
  await poll(
    async () => (await stage.overview()).signIns.some((one) => one.id === id && one.state === 'failed'),
    'the sign-in to fail',
  );
  await connect.close();
}

/** The ids of all key pairs in the database; the vault's own key is none. */
function pairs(): Promise<string[]> {
  return stage.own.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('countersign');
        opening.onerror = () => reject(opening.error ?? new Error('no database'));
        opening.onsuccess = () => {
          const all = opening.result.transaction('keys').objectStore('keys').getAllKeys();
          all.onsuccess = () => {
            opening.result.close();
            resolve((all.result as string[]).filter((id) => id !== 'device'));
          };
        };
      }),
  );
}
