/** OAuth 2.0 as vendors deviate from it, clicked: each signs in by its entry alone, is called by a site, lasts as long as it can, and ends. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { representatives } from '../harness/thorough';
import { ownCall } from '../practice/set-up';
import { findSecrets } from '../services/secrets';
import type { VendorName } from '../services/vendor';
import { answerOf, pageCall } from './pages/app';
import { openEnabled } from './pages/stage';
import { allowed, clickEnabled, seesAccount, signInOf } from './support/oauth1';
import { allowsAt, opensConnect, signsInAt } from './support/oauth2';
import { openVendorStage, type VendorPlace, type VendorStage } from './support/vendors';

let stage: VendorStage;
let site: Page;
beforeAll(async () => {
  stage = await openVendorStage();
  site = await openEnabled(stage);
});
afterAll(async () => stage?.close());

const accountsOf = async ({ id }: VendorPlace) => (await stage.overview()).accounts.filter(({ serviceId }) => serviceId === id);
const me = (handle: string, { vendor }: VendorPlace) => pageCall(site, handle, `${vendor.apiOrigin}/api/me`);
const outcomes = ({ vendor }: VendorPlace) => vendor.log.map(({ outcome }) => outcome);

interface Kind {
  readonly name: VendorName;
  /** How long the access lasts. */
  readonly lasts: 'renewed when refused' | 'renewed in time' | 'for ever' | 'long';
}
const kinds: readonly Kind[] = [
  { name: 'nested', lasts: 'renewed when refused' },
  { name: 'form', lasts: 'for ever' },
  { name: 'exchange', lasts: 'long' },
  { name: 'self-renewing', lasts: 'renewed in time' },
  { name: 'hexkey', lasts: 'renewed when refused' },
  { name: 'json', lasts: 'renewed when refused' },
  { name: 'epoch', lasts: 'renewed in time' },
  { name: 'dotted', lasts: 'renewed when refused' },
];

test.each(representatives(kinds, ({ lasts }) => lasts.startsWith('renewed')))(
  '$name: signed in, called, lasts $lasts, revoked',
  async ({ name, lasts }) => {
    const place = await stage.place(name);
    const { vendor } = place;
    const renewable = lasts.startsWith('renewed');
    const account = await signsInAt(stage, place);
    expect(account).toMatchObject({ state: 'fine', renewable, revocable: name !== 'self-renewing' });
    expect(account.subject).toContain('2291');
    expect(account.label.toLowerCase()).toContain('alice');
    const handle = await allowed(stage, site, account);
    const told = await me(handle, place);
    expect(told).toMatchObject({ status: 200, url: `${vendor.apiOrigin}/api/me` });
    expect(told.text).toContain('2291');

    if (lasts === 'renewed when refused') {
      vendor.expireAccessTokens();
      expect((await me(handle, place)).text).toContain('2291');
      expect(vendor.tokenRequests('refresh_token')).toBe(1);
      expect(vendor.reuseDetected).toBe(0);
    }
    if (lasts === 'renewed in time') {
      await ownCall(stage.own, 'accounts.renew', { id: account.id });
      expect(answerOf(await me(handle, place))).toBe(200);
    }
    if (lasts === 'long') expect(outcomes(place)).toContain('long-lived token given');

    const before = JSON.stringify([told, await stage.overview(), await ownCall(stage.own, 'activity.page', { limit: 50 })]);
    expect(findSecrets(before, vendor.issued)).toEqual([]);
    if (account.revocable) {
      expect(await ownCall(stage.own, 'accounts.revoke', { id: account.id })).toBe('revoked');
      expect(outcomes(place).filter((outcome) => outcome.startsWith('revo'))).toHaveLength(1);
      expect((await accountsOf(place))[0]?.state).toBe('revoked');
      expect(answerOf(await me(handle, place))).toBe('needs_sign_in');
    }
  },
);

test('a service says with every call that its access has ended: the account waits for the user, and goes on with its permits', async () => {
  const place = await stage.place('exchange');
  const account = await signsInAt(stage, place);
  const handle = await allowed(stage, site, account);
  place.vendor.revokeGrants('alice');
  const ended = await me(handle, place);
  expect(ended).toMatchObject({ code: 'needs_sign_in', serviceCode: '190/460' });
  expect((await accountsOf(place)).find(({ id }) => id === account.id)?.state).toBe('needs-sign-in');
  expect((await signsInAt(stage, place, 'alice', account.id)).id).toBe(account.id);
  expect(answerOf(await me(handle, place))).toBe(200);
});

test('instance: the reply names the API host; it is asked for by click, and refused, nothing is signed in', async () => {
  const place = await stage.place('instance', { apiName: 'localhost' });
  const { vendor, entry } = place;
  expect(new URL(vendor.apiOrigin).hostname).toBe('localhost');
  const reaches = async (): Promise<Page> => {
    const connect = await opensConnect(stage, place);
    await clickEnabled(connect, 'Sign in');
    await allowsAt(stage);
    await connect.getByRole('heading', { name: `${entry.name} needs to be reached` }).waitFor();
    await connect.getByText('localhost').first().waitFor();
    expect(await signInOf(stage, connect)).toMatchObject({ wait: { for: 'reach', origins: [vendor.apiOrigin] } });
    return connect;
  };
  const refusing = await reaches();
  await refusing.getByRole('button', { name: 'Stop' }).click();
  await refusing.getByRole('alert').waitFor();
  await refusing.close();
  expect(await accountsOf(place)).toEqual([]);
  expect(vendor.log.filter(({ path }) => path.startsWith('/api/'))).toEqual([]);

  const connect = await reaches();
  await stage.browser.promiseHosts(['http://localhost/*']);
  await clickEnabled(connect, 'Allow these hosts');
  const account = await seesAccount(stage, connect);
  expect(account).toMatchObject({ label: 'alice', renewable: true });
  expect(account.apiHosts).toContain(vendor.apiOrigin);
  const handle = await allowed(stage, site, account);
  expect(answerOf(await me(handle, place))).toBe(200);
  vendor.expireAccessTokens();
  expect(answerOf(await me(handle, place))).toBe(200);
  expect(vendor.tokenRequests('refresh_token')).toBe(1);
  expect((await accountsOf(place))[0]?.apiHosts).toEqual(account.apiHosts);
  expect(await ownCall(stage.own, 'accounts.revoke', { id: account.id })).toBe('revoked');
  expect(answerOf(await me(handle, place))).toBe('needs_sign_in');
});

test('fragment: the token comes behind #, nothing renews it, and the user is told so before, after, and at its end', async () => {
  const place = await stage.place('fragment');
  const { vendor, entry } = place;
  const connect = await opensConnect(stage, place);
  await connect.getByText(`${entry.name} offers no renewal: when the access runs out, you sign in again.`).waitFor();
  await clickEnabled(connect, 'Sign in');
  await allowsAt(stage);
  await connect.getByText('This access cannot renew itself.').waitFor();
  const account = await seesAccount(stage, connect);
  expect(account).toMatchObject({ label: 'alice', subject: '2291', way: 'implicit', renewable: false });
  expect(vendor.log.filter(({ path }) => path === '/oauth/token')).toEqual([]);
  const handle = await allowed(stage, site, account);
  expect(answerOf(await me(handle, place))).toBe(200);
  const seen = JSON.stringify([await stage.overview(), await me(handle, place)]) + (await site.content());
  expect(findSecrets(seen, vendor.issued)).toEqual([]);

  await stage.own.evaluate(ageAccount, { id: account.id, by: 3_600_000 });
  await stage.browser.stopWorker(); // it knows the account by heart
  vendor.expireAccessTokens();
  expect(answerOf(await me(handle, place))).toBe('needs_sign_in');
  expect((await accountsOf(place))[0]?.state).toBe('needs-sign-in');
  expect((await signsInAt(stage, place, 'alice', account.id)).id).toBe(account.id);
  expect(answerOf(await me(handle, place))).toBe(200);
  expect(await ownCall(stage.own, 'accounts.revoke', { id: account.id })).toBe('revoked');
  expect(answerOf(await me(handle, place))).toBe('needs_sign_in');
});

/** Runs in a page of ours: an account as it is this many milliseconds later. */
function ageAccount({ id, by }: { id: string; by: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('countersign');
    opening.onerror = () => reject(opening.error ?? new Error('no database'));
    opening.onsuccess = () => {
      const writing = opening.result.transaction('accounts', 'readwrite');
      const accounts = writing.objectStore('accounts');
      const reading = accounts.get(id);
      reading.onsuccess = () => {
        const row = reading.result as { facts: { issuedAt: number; expiresAt: number } };
        const { issuedAt, expiresAt } = row.facts;
        accounts.put({ ...row, facts: { ...row.facts, issuedAt: issuedAt - by, expiresAt: expiresAt - by } });
      };
      writing.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}
