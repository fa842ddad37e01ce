/** Connectors that a hosting service runs, clicked: signed in to through the user's account there, called through it, and nothing beside. */
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { BrokeredService } from '../../src/core/brokered-service';
import type { ApiKeyService } from '../../src/core/entered-service';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { findSecrets } from '../services/secrets';
import { sendForm } from '../services/testing-client';
import { answerOf, pageCall } from './pages/app';
import { openEnabled } from './pages/stage';
import { holdWorker, killAt } from './support/hold';
import { entersConnector, openConnectorStage, type ConnectorStage } from './support/connectors';
import { allowed, clickEnabled, seesAccount } from './support/oauth1';
import { opensConnect } from './support/oauth2';
import { textsFor } from './support/user';

let stage: ConnectorStage;
let site: Page;
beforeAll(async () => {
  stage = await openConnectorStage();
  site = await openEnabled(stage);
});
afterEach(async () => {
  for (const page of stage.browser.context.pages()) if (page !== stage.own && page !== site) await page.close();
  for (const { id } of (await stage.overview()).signIns) await ownCall(stage.own, 'signIn.stop', { id });
  for (const { id } of (await stage.overview()).accounts) await ownCall(stage.own, 'accounts.remove', { id });
  stage.cyclr.faults.clear();
});
afterAll(async () => stage?.close());

const methodOf = (connector: { id: number }, name = 'list_files'): string =>
  `${stage.cyclr.origin}/v1.0/account/connectors/${connector.id}/methods/${name}`;
const call = (handle: string, url: string, init: object = {}) =>
  pageCall(site, handle, url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"Fields":{}}',
    ...init,
  });
const tokenRequests = (): number =>
  stage.cyclr.log.filter(({ path, status }) => path === '/oauth/token' && status === 200).length;
const accountOf = async (id: string) => (await stage.overview()).accounts.find((one) => one.id === id);

test('signed in on its page, after the account that it needs; called through it, but nothing else of it', async () => {
  const { cyclr, entries } = stage;
  const connector = cyclr.install('Practice Drive', 'OAuth2');
  const other = cyclr.install('Practice Mail', 'OAuth2');
  const { page: entry } = entries;
  const before = cyclr.tickets();

  const connect = await opensConnect(stage, entry);
  await connect.getByText('Sign in to Practice Cyclr first.').waitFor();
  await connect.getByRole('button', { name: 'Sign in to Practice Cyclr', exact: true }).click();
  await clickEnabled(connect, 'Sign in');
  await connect.getByRole('button', { name: `Go on with ${entry.name}` }).click();
  await connect.getByText(`Through your account ${cyclr.client.id} at Practice Cyclr`).waitFor();

  await clickEnabled(connect, 'Sign in');
  const values = { account: cyclr.account, connector: String(connector.id), user: 'alice' };
  for (const { name, label } of entry.fields) {
    const value = name === 'account' ? 'nobody' : values[name as keyof typeof values];
    await connect.getByLabel(label, { exact: true }).fill(value);
  }
  await clickEnabled(connect, 'Finish the sign-in');
  await connect.getByText(textsFor('service_refused', entry.name).title).first().waitFor();
  for (const { name, label } of entry.fields)
    await connect.getByLabel(label, { exact: true }).fill(values[name as keyof typeof values]);
  await clickEnabled(connect, 'Finish the sign-in');
  const window = await stage.browser.signInWindow();
  await window.click('#allow', { noWaitAfter: true });
  const drive = await seesAccount(stage, connect);
  const parent = (await stage.overview()).accounts.find(({ serviceId }) => serviceId === 'practice-cyclr');
  expect(parent).toMatchObject({ state: 'fine', renewable: true });
  expect(drive).toMatchObject({
    label: 'Practice Drive',
    subject: `${cyclr.account}/${connector.id}`,
    parentId: parent?.id,
    protocol: 'brokered',
    state: 'fine',
    apiHosts: [cyclr.origin],
  });
  expect(cyclr.tickets()).toEqual({ given: before.given + 1, used: before.used + 1 });

  const handle = await allowed(stage, site, drive);
  const seen: string[] = [];
  const told = await call(handle, methodOf(connector));
  expect(told.status).toBe(200);
  expect(JSON.parse(told.text ?? '')).toMatchObject({ Method: 'list_files', Connector: 'Practice Drive', As: 'alice' });
  seen.push(JSON.stringify(told));

  const sent = cyclr.log.length;
  const outside = [
    methodOf(other),
    `${cyclr.origin}/v1.0/account/connectors/${connector.id}`,
    `${cyclr.origin}/v1.0/account/connectors`,
    `${cyclr.origin}/v1.0/accounts/${cyclr.account}/signintoken`,
    `${methodOf(connector)}/../../../${other.id}/methods/x`,
    `${methodOf(connector)}%2f..%2f..%2f${other.id}`,
  ];
  for (const url of outside) expect(answerOf(await call(handle, url)), url).toBe('outside_connector');
  expect(answerOf(await call(handle, `${cyclr.origin}/oauth/token`))).toBe('sign_in_endpoint');
  expect(answerOf(await call(handle, `${cyclr.pageOrigin}/`))).toBe('outside_api_hosts');
  const header = { headers: { 'x-cyclr-account': cyclr.addAccount() } };
  expect(answerOf(await call(handle, methodOf(connector), header))).toBe('header_not_allowed');
  expect(cyclr.log).toHaveLength(sent);
  // A redirect within the host leads no further than a call.
  cyclr.faults.next(/methods\/moved/, { respond: { status: 302, headers: { location: methodOf(other) } } });
  expect(answerOf(await call(handle, methodOf(connector, 'moved')))).toBe('outside_connector');
  expect(cyclr.log).toHaveLength(sent + 1);

  const activity = await poll(async () => {
    const lines = await ownCall(stage.own, 'activity.page', { limit: 100, accountId: drive.id });
    return lines.length > 5 && lines;
  }, 'the calls to stand in the activity');
  expect(await ownCall(stage.own, 'activity.page', { limit: 100, accountId: parent?.id ?? '' })).toEqual([]);
  const options = await stage.browser.page(`extension/pages/options/options.html#accounts/${drive.id}`);
  await options.getByRole('link', { name: `Through your account ${cyclr.client.id} at Practice Cyclr` }).waitFor();
  const shown = [JSON.stringify(activity), JSON.stringify(await stage.overview()), await options.content(), ...seen];
  expect(findSecrets(shown.join('\n'), cyclr.issued)).toEqual([]);

  // The account that it is reached through is removed, once the user has read what ends with it.
  await options.getByRole('link', { name: /^Through your account/ }).click();
  await options.getByRole('article').getByRole('button', { name: 'More' }).click();
  await options.getByRole('menuitem', { name: 'Remove' }).click();
  await options.getByText('These are reached through it and stop working: Practice Drive.').waitFor();
  await options.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  const ended = await poll(async () => {
    const account = await accountOf(drive.id);
    return account?.state === 'needs-sign-in' && account;
  }, 'the connector to wait for another account');
  expect(ended).toMatchObject({ problem: { code: 'broker_missing' } });
  expect(answerOf(await call(handle, methodOf(connector)))).toBe('needs_sign_in');
});

test('the account’s access has ended: it is renewed for a connector’s sign-in and for its calls', async () => {
  const { cyclr, entries } = stage;
  cyclr.lasts(3);
  const parent = await stage.broker();
  const connector = cyclr.install('Practice Weather', 'ApiKey');
  const expired = async () => ((await accountOf(parent.id))?.expiresAt ?? Infinity) < Date.now();
  await poll(expired, 'the access to end');
  let before = tokenRequests();
  const connect = await opensConnect(stage, entries.key);
  await entersConnector(stage, connect, entries.key, connector, { key: connector.good ?? '' });
  const weather = await seesAccount(stage, connect);
  expect(weather).toMatchObject({ label: 'Practice Weather', parentId: parent.id, state: 'fine' });
  expect(tokenRequests()).toBeGreaterThan(before);
  expect(connector.authValue).toBe(connector.good);

  const handle = await allowed(stage, site, weather);
  await poll(expired, 'the access to end');
  cyclr.lasts(1_209_599);
  before = tokenRequests();
  const told = await Promise.all([1, 2, 3].map(() => call(handle, methodOf(connector))));
  expect(told.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(tokenRequests()).toBe(before + 1);
  expect(findSecrets(JSON.stringify([told, await stage.overview()]), cyclr.issued)).toEqual([]);
});

test('a password is handed to the service in base64, and no page of ours has it afterwards', async () => {
  const { cyclr, entries } = stage;
  await stage.broker();
  const connector = cyclr.install('Practice Archive', 'Basic');
  // The state is not told at once: it is asked for again.
  cyclr.faults.next(`GET /v1.0/account/connectors/${connector.id}`, { respond: { status: 503 } });
  const [user = '', ...rest] = Buffer.from(connector.good ?? '', 'base64')
    .toString()
    .split(':');
  const connect = await opensConnect(stage, entries.basic);
  await entersConnector(stage, connect, entries.basic, connector, { user, password: rest.join(':') });
  const archive = await seesAccount(stage, connect);
  expect(connector.authValue).toBe(connector.good);
  const handle = await allowed(stage, site, archive);
  const told = await call(handle, methodOf(connector));
  expect(told.status).toBe(200);
  expect(findSecrets(JSON.stringify([told, await stage.overview()]), cyclr.issued)).toEqual([]);
});

test('the account behind it is chosen where there are several; one whose access is dead is named, by calls and by sign-ins', async () => {
  const { cyclr, entries, own } = stage;
  const partner: ApiKeyService = {
    id: 'practice-partner',
    name: 'Practice Partner',
    hue: 204,
    protocol: 'api-key',
    apiHosts: [cyclr.origin],
    fields: [{ name: 'key', label: 'Token', kind: 'secret' }],
    carry: [{ in: 'header', name: 'Authorization', value: 'Bearer {key}' }],
  };
  const entry: BrokeredService = { ...entries.key, id: 'partner-connector', name: 'Partner connector', broker: partner.id };
  for (const service of [partner, entry]) await ownCall(own, 'services.save', { service });
  const enters = async (accountName: string): Promise<void> => {
    const { id, secret } = cyclr.client;
    const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret };
    const { access_token: key } = JSON.parse((await sendForm(`${cyclr.origin}/oauth/token`, form)).text) as {
      access_token: string;
    };
    const signIn = await ownCall(own, 'signIn.start', { serviceId: partner.id });
    const asks = async () => (await stage.overview()).signIns.some((one) => one.id === signIn && one.wait?.for === 'ask');
    await poll(asks, 'the sign-in to ask for the token');
    await ownCall(own, 'signIn.answer', { id: signIn, values: { key, accountName } });
  };
  await enters('First');
  await enters('Second');
  const named = async (label: string) => (await stage.overview()).accounts.find((one) => one.label === label);

  const connector = cyclr.install('Practice Weather', 'ApiKey');
  const connect = await opensConnect(stage, entry);
  await connect.getByLabel('Account at Practice Partner').selectOption({ label: 'Second' });
  await entersConnector(stage, connect, entry, connector, { key: connector.good ?? '' });
  const weather = await seesAccount(stage, connect);
  expect(weather.parentId).toBe((await named('Second'))?.id);
  const handle = await allowed(stage, site, weather);
  expect((await call(handle, methodOf(connector))).status).toBe(200);

  cyclr.expireTokens();
  expect(answerOf(await call(handle, methodOf(connector)))).toBe('needs_sign_in');
  expect(await named('Second')).toMatchObject({ state: 'needs-sign-in' });
  expect(await named('First')).toMatchObject({ state: 'fine' });
  const sent = cyclr.log.length;
  expect(await call(handle, methodOf(connector))).toMatchObject({ code: 'needs_sign_in', about: 'Practice Partner' });
  expect(cyclr.log).toHaveLength(sent);

  const again = await opensConnect(stage, entry, weather.id);
  await again.getByText('Your account at Practice Partner needs a sign-in first.').waitFor();
  await again.getByLabel('Account at Practice Partner').selectOption({ label: 'First' });
  await entersConnector(stage, again, entry, connector, { key: connector.good ?? '' });
  await again.getByText(textsFor('broker_needs_sign_in', 'Practice Partner').title).waitFor();
  expect(await named('First')).toMatchObject({ state: 'needs-sign-in' });
  expect(await accountOf(weather.id)).toMatchObject({ state: 'fine' });
});

test('a page that was opened is not opened again: its ticket is spent, and another one is asked for', async () => {
  const { cyclr, entries, browser } = stage;
  await stage.broker();
  const connector = cyclr.install('Practice Drive', 'OAuth2');
  const before = cyclr.tickets();
  const connect = await opensConnect(stage, entries.page);
  await entersConnector(stage, connect, entries.page, connector, { user: 'alice' });
  const first = await browser.signInWindow();
  await first.locator('#allow').waitFor();
  const spent = first.url();
  const address = connect.url();
  await poll(
    async () => (await stage.overview()).signIns.some(({ wait }) => wait?.for === 'visit' && wait.open),
    'to know its window',
  );
  await connect.close();
  await first.close();

  const again = await browser.context.newPage();
  await again.goto(spent);
  expect(await again.locator('#message').innerText()).toBe('The token was used before.');
  await again.goto(address);
  const second = await browser.signInWindow();
  await second.click('#allow', { noWaitAfter: true });
  expect(await seesAccount(stage, again)).toMatchObject({ label: 'Practice Drive', state: 'fine' });
  expect(cyclr.tickets()).toEqual({ given: before.given + 2, used: before.used + 2 });
});

test('the worker is stopped between ticket and page: it goes on with a fresh ticket', async () => {
  const { cyclr, entries, browser } = stage;
  await stage.broker();
  const connector = cyclr.install('Practice Drive', 'OAuth2');
  const before = cyclr.tickets();
  const connect = await opensConnect(stage, entries.page);
  await clickEnabled(connect, 'Sign in');
  await connect.getByRole('button', { name: 'Finish the sign-in' }).waitFor();
  const hold = await holdWorker(browser, 'sign-in:answered');
  const values: Readonly<Record<string, string>> = { account: cyclr.account, connector: String(connector.id), user: 'alice' };
  for (const { name, label } of entries.page.fields) await connect.getByLabel(label, { exact: true }).fill(values[name] ?? '');
  await clickEnabled(connect, 'Finish the sign-in');
  await killAt(browser, hold);
  expect(cyclr.tickets()).toEqual({ given: before.given + 1, used: before.used });

  await stage.overview(); // wakes the worker
  const window = await browser.signInWindow();
  await window.click('#allow', { noWaitAfter: true });
  expect(await seesAccount(stage, connect)).toMatchObject({ label: 'Practice Drive', state: 'fine' });
  expect(cyclr.tickets()).toEqual({ given: before.given + 2, used: before.used + 1 });
});

test('the page is left without a yes: the sign-in ends, and nothing is stored', async () => {
  const { cyclr, entries, browser } = stage;
  await stage.broker();
  const connector = cyclr.install('Practice Drive', 'OAuth2');
  const connect = await opensConnect(stage, entries.page);
  await entersConnector(stage, connect, entries.page, connector, { user: 'alice' });
  const window = await browser.signInWindow();
  await window.click('#deny');
  await window.getByText('The connector was not signed in.').waitFor();
  await window.close();
  await connect.getByRole('alert').waitFor();
  await connect.getByText(textsFor('window_closed', entries.page.name).title).waitFor();
  expect((await stage.overview()).accounts.map(({ protocol }) => protocol)).toEqual(['oauth2']);
  await connect.getByRole('button', { name: 'Try again' }).click();
  await connect.getByText(`Through your account ${cyclr.client.id}`).waitFor();
});
