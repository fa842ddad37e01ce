/** A malicious service beside an honest one, and a service gone wrong: in the real browser, nothing is traded that is not its own, and nothing is kept. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { readTable } from './support/bench';
import { claimOf, rememberClaims } from './support/claims';
import { clickEnabled, seesAccount, signInOf } from './support/oauth1';
import { allowsAt, openOAuth2Stage, opensConnect, signsInAt, type FilesPlace, type OAuth2Stage } from './support/oauth2';
import { logIn, pressAllow, readsFailure, textsFor } from './support/user';

let stage: OAuth2Stage;
/** Each in its own place, with an issuer of its own. */
let honest: FilesPlace;
let evil: FilesPlace;
beforeAll(async () => {
  stage = await openOAuth2Stage();
  await rememberClaims(stage.browser.context);
  honest = await stage.place('files-honest');
  evil = await stage.place('files-evil');
});
afterAll(async () => stage?.close());

const accountsOf = async ({ id }: FilesPlace) => (await stage.overview()).accounts.filter(({ serviceId }) => serviceId === id);
const trades = ({ files }: FilesPlace) => files.tokenRequests('authorization_code');
const nameOf = ({ entry }: FilesPlace) => entry.name;
/** The rows of a table that hold something sealed, or wait for something. */
const openRows = async (table: string) =>
  (await stage.own.evaluate(readTable, table)).filter((row) => 'sealed' in row || 'wait' in row);

/** Starts a sign-in by clicking. @returns the connect window, the service's window, and the sign-in's own state */
async function begins(place: FilesPlace): Promise<{ connect: Page; window: Page; state: string }> {
  const connect = await opensConnect(stage, place);
  await clickEnabled(connect, 'Sign in');
  const window = await stage.browser.signInWindow();
  const { url } = await claimOf(connect);
  return { connect, window, state: new URL(url).searchParams.get('state') ?? '' };
}

/** A page goes to our redirect URL. There is no server there, so the visit itself fails. */
async function goesBack(answer: Readonly<Record<string, string>>): Promise<void> {
  const page = await stage.browser.context.newPage();
  await page.goto(`${stage.redirectUrl}?${new URLSearchParams(answer)}`).catch(() => undefined);
  await page.close();
}

test('mix-up: the other service answers, in a tab, with the state of this sign-in and with its own code; nobody gets that code', async () => {
  // The sign-in at the other service has its page in a tab: the sign-in window is the honest one's.
  const id = await ownCall(stage.own, 'signIn.start', { serviceId: evil.id });
  await poll(async () => {
    const view = (await stage.overview()).signIns.find((one) => one.id === id);
    return view?.wait?.for === 'visit' && view;
  }, 'the other sign-in to have its page');
  const own = await stage.browser.page('manifest.json');
  const other = await ownCall(own, 'signIn.claim', { id });
  await own.close(); // and with it its turn
  const { connect, window, state } = await begins(honest);
  evil.files.wrongState = state;
  const tab = await stage.browser.tab(other ? other.url : '');
  await logIn(tab, 'alice');
  await pressAllow(tab);

  const told = await readsFailure(connect);
  expect(told).toMatchObject({ code: 'issuer_mismatch', ...textsFor('issuer_mismatch', nameOf(honest)) });
  expect(evil.files.issued.filter(({ kind }) => kind === 'code')).toHaveLength(1); // it was given, and came back here
  expect([trades(honest), trades(evil)]).toEqual([0, 0]);
  expect([...(await accountsOf(honest)), ...(await accountsOf(evil))]).toEqual([]);

  evil.files.wrongState = undefined;
  await tab.close();
  if (!window.isClosed()) await window.close();
  await connect.close();
  await ownCall(stage.own, 'signIn.stop', { id });
  expect(await openRows('journal')).toEqual([]);
});

test('answers without our state are not heard while the user signs in; the answer of a sign-in that is done changes nothing', async () => {
  const { connect, window, state } = await begins(honest);
  const before = await signInOf(stage, connect);
  const code = evil.files.issued.find(({ kind }) => kind === 'code')?.value ?? '';
  await goesBack({ state: `${state}x`, code, iss: honest.files.origin });
  await goesBack({ code, iss: evil.files.origin });
  await goesBack({ state: state.toUpperCase(), error: 'access_denied', iss: honest.files.origin });
  expect(await signInOf(stage, connect)).toEqual(before);
  expect(window.isClosed()).toBe(false);
  expect([trades(honest), trades(evil)]).toEqual([0, 0]);
  await allowsAt(stage, 'alice');
  await connect.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
  const done = await signInOf(stage, connect);
  expect(trades(honest)).toBe(1);

  const used = honest.files.issued.findLast(({ kind }) => kind === 'code')?.value ?? '';
  const accounts = await accountsOf(honest);
  await goesBack({ state, code: used, iss: honest.files.origin });
  await goesBack({ state, error: 'access_denied', iss: honest.files.origin });
  await goesBack({ state, code, iss: evil.files.origin });
  expect(await signInOf(stage, connect)).toEqual(done);
  await seesAccount(stage, connect);
  expect(await accountsOf(honest)).toEqual(accounts);
  expect([trades(honest), trades(evil)]).toEqual([1, 0]);
});

test('two codes in one answer: neither is taken', async () => {
  const before = trades(honest);
  honest.files.twoCodes = true;
  const { connect } = await begins(honest);
  await allowsAt(stage, 'bob');
  expect(await readsFailure(connect)).toMatchObject({ code: 'reply_invalid', ...textsFor('reply_invalid', nameOf(honest)) });
  honest.files.twoCodes = false;
  expect(trades(honest)).toBe(before);
  expect((await accountsOf(honest)).map(({ label }) => label)).toEqual(['alice']);
  await connect.close();
});

test('a token endpoint that redirects is not followed, and the code goes nowhere else', async () => {
  const before = evil.files.log.length;
  for (const status of [302, 307] as const) {
    honest.files.tokenRedirect = { status, to: `${evil.files.origin}/token` };
    const { connect } = await begins(honest);
    await allowsAt(stage, 'bob');
    expect((await readsFailure(connect)).code).toBe('reply_invalid');
    await connect.close();
  }
  honest.files.tokenRedirect = undefined;
  expect(evil.files.log).toHaveLength(before);
  expect((await accountsOf(honest)).map(({ label }) => label)).toEqual(['alice']);
});

test('an unsigned ID token: not trusted, and neither token, key nor anything sealed is left; the next honest one signs in', async () => {
  const place = await stage.place('files-unsigned', { options: { dpop: true }, traits: { dpop: true } });
  const keys = await stage.own.evaluate(readTable, 'keys');
  const rows = await stage.own.evaluate(readTable, 'accounts');
  place.files.wrongIdToken = 'alg-none';
  const { connect } = await begins(place);
  await poll(async () => (await stage.own.evaluate(readTable, 'keys')).length > keys.length, 'the sign-in to have its own key');
  await allowsAt(stage, 'alice');
  const told = await readsFailure(connect);
  expect(told).toMatchObject({ code: 'id_token_invalid', ...textsFor('id_token_invalid', nameOf(place)) });
  expect(trades(place)).toBeGreaterThan(0);
  expect(await openRows('journal')).toEqual([]);
  expect(await stage.own.evaluate(readTable, 'keys')).toHaveLength(keys.length);
  expect(await stage.own.evaluate(readTable, 'accounts')).toEqual(rows);
  await connect.close();

  place.files.wrongIdToken = undefined;
  expect(await signsInAt(stage, place)).toMatchObject({ label: 'alice', bound: true });
});
