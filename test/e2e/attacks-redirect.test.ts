/** During a sign-in, a page goes to our redirect URL with answers of its own: nothing of it is taken, and the sign-in ends as the user wants. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { answerService, openStage, type Stage } from './pages/stage';
import { claimOf, rememberClaims } from './support/claims';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await rememberClaims(stage.browser.context);
});
afterAll(async () => stage?.close());

const signIn = async (id: string) => (await stage.overview()).signIns.find((one) => one.id === id);

/** Has pages go to these URLs, all at once. Where they lead there is no server, so the visits themselves fail. */
async function go(urls: readonly string[]): Promise<void> {
  const visit = async (url: string): Promise<void> => {
    const page = await stage.browser.context.newPage();
    await page.goto(url).catch(() => undefined);
    await page.close();
  };
  await Promise.all(urls.map(visit));
}

/** Starts a sign-in and brings it to where the service's window is open. */
async function waiting(serviceId: string) {
  const id = await ownCall(stage.own, 'signIn.start', { serviceId });
  const connect = await stage.browser.page(`extension/pages/connect/connect.html#${new URLSearchParams({ signIn: id })}`);
  const window = await stage.browser.signInWindow();
  await poll(async () => {
    const now = await signIn(id);
    return now?.wait?.for === 'visit' && now.wait.open && now;
  }, 'the sign-in to wait for the user');
  return { id, connect, window };
}

test('an answer that carries the sign-in’s own state is heard, whichever page goes there, also in the session in which the host was granted', async () => {
  const { redirectUrl } = await stage.overview();
  const { id, connect, window } = await waiting('practice-files');
  const state = new URL((await claimOf(connect)).url).searchParams.get('state');
  const denied = new URLSearchParams({ state: state ?? '', iss: stage.world.files.origin, error: 'access_denied' });
  await go([`${redirectUrl}?${denied}`]);
  await poll(async () => (await signIn(id))?.problem?.code === 'sign_in_denied', 'the answer to be heard');
  await window.close();
  await connect.close();
  await ownCall(stage.own, 'signIn.dismiss', { id });
});

test.each([
  [
    'practice-files',
    [
      'state=evil&code=evil',
      'state=&code=x',
      'code=x',
      'error=access_denied&state=evil',
      'error=access_denied',
      'iss=ISSUER&state=evil&code=x',
      'state[]=evil',
      '',
    ],
  ],
  [
    'practice-photos',
    ['oauth_token=evil&oauth_verifier=evil', 'oauth_verifier=x', 'denied=evil', 'denied=', 'oauth_token=&oauth_verifier=', ''],
  ],
] as const)('%s: forged answers do not disturb it', async (serviceId, answers) => {
  const { browser, world } = stage;
  const { redirectUrl } = await stage.overview();
  const { log, origin } = serviceId === 'practice-files' ? world.files : world.photos;
  const { id, connect, window } = await waiting(serviceId);
  const before = await signIn(id);
  const sent = log.length;
  const forged = answers.map((answer) => `${redirectUrl}?${answer.replace('ISSUER', encodeURIComponent(origin))}`);
  const elsewhere = ['/', '/other', '/cb/'].map((path) => `${new URL(path, redirectUrl).href}?state=evil&oauth_token=evil`);
  await go([...forged, ...elsewhere, `${redirectUrl}#state=evil&code=x`]);
  const framing = await browser.tab(`${stage.site.origin}/`);
  await framing.evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  }, `${redirectUrl}?state=evil&code=x`);
  await framing.close();
  expect(await signIn(id)).toEqual(before);
  expect(log).toHaveLength(sent); // no code, no token was ever traded
  expect(window.isClosed()).toBe(false);
  await answerService(browser, 'alice');
  await connect.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
  await connect.close();
});

test('without a sign-in under way, an answer makes nothing', async () => {
  const { redirectUrl, accounts } = await stage.overview();
  await go([`${redirectUrl}?state=evil&code=x`, `${redirectUrl}?oauth_token=x&oauth_verifier=y`]);
  expect((await stage.overview()).accounts).toEqual(accounts);
  expect((await stage.overview()).signIns.filter(({ state }) => state !== 'done')).toEqual([]);
});
