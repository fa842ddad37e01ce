/** The chapter of OAuth 1.0a: a session, a PIN, pasted credentials, a key pair made here and PLAINTEXT, with services that quote what they were sent. */
import { expect } from 'vitest';
import type { Page } from 'playwright';
import { personalityEntry } from '../../practice/entries';
import { ownCall } from '../../practice/set-up';
import { startPersonality, type PersonalityName, type PersonalityService } from '../../services/personalities';
import { poll } from '../../harness/poll';
import { permit } from './permitted';
import { callAsSite, type Cast } from './story-calls';
import { allowIn, seesDone } from './user';

const names = ['sessions', 'x', 'tv', 'rsa', 'records'] as const satisfies readonly PersonalityName[];
export type Personalities = Readonly<Record<(typeof names)[number], PersonalityService>>;

export async function startPersonalities(): Promise<Personalities> {
  const started = await Promise.all(names.map(async (name) => [name, await startPersonality(name)] as const));
  return Object.fromEntries(started) as unknown as Personalities;
}

/** Opens the connect window at a service that has just been entered. */
async function opens({ bench }: Cast, service: PersonalityService, way?: string): Promise<Page> {
  const { personality, origin, apiOrigin } = service;
  await ownCall(bench.desk, 'services.save', { service: personalityEntry(personality, origin, { apiOrigin }) });
  return bench.browser.page(
    `extension/pages/connect/connect.html#service=practice-${personality}${way === undefined ? '' : `&way=${way}`}`,
  );
}

/** Enters the app in the connect page's own form, and starts. */
async function entersApp(connect: Page, app: { consumerKey: string; consumerSecret: string }): Promise<void> {
  await connect.fill('[name=id]', app.consumerKey);
  if (app.consumerSecret) await connect.fill('[name=secret]', app.consumerSecret);
  await connect.getByRole('button', { name: 'Sign in', exact: true }).click();
  await connect.waitForURL(/#signIn=/);
}

async function done({ recording }: Cast, connect: Page): Promise<void> {
  await seesDone(connect);
  await recording.look('oauth1: signed in');
  await connect.close();
}

/** The last secret of a kind that this service gave out. */
function lastOf(service: PersonalityService, kind: string): string {
  return service.issued.findLast((one) => one.kind === kind)?.value ?? '';
}

const refusing = (status: number, message: string) => ({
  respond: { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ errors: [{ code: 1, message }] }) },
});

async function byRedirect(cast: Cast, service: PersonalityService): Promise<void> {
  const { redirectUrl } = await cast.bench.overview();
  const connect = await opens(cast, service);
  await entersApp(connect, service.registerApp({ callbacks: [redirectUrl] }));
  await allowIn(await cast.bench.window());
  await done(cast, connect);
}

/** What stands in any other field, Chromium keeps on the disk, to restore the page with it. */
const restorable = (connect: Page): Promise<string[]> =>
  connect
    .locator('input:not([type=radio]), textarea')
    .evaluateAll((fields) => fields.filter((field) => field.getAttribute('autocomplete') !== 'off').map((field) => field.id));

/** The service quotes the PIN in its first refusal; the second time it is right. */
async function byPin(cast: Cast, service: PersonalityService): Promise<void> {
  const { bench, recording } = cast;
  const { redirectUrl } = await bench.overview();
  const connect = await opens(cast, service, 'pin');
  await entersApp(connect, service.registerApp({ callbacks: [redirectUrl] }));
  const page = await bench.window();
  await recording.look('oauth1: PIN asked');
  await allowIn(page);
  const pin = await page.locator('#pin').innerText();
  expect(await restorable(connect)).toEqual([]);
  const enters = async (): Promise<void> => {
    await connect.getByLabel('PIN', { exact: true }).fill(pin);
    await connect.getByRole('button', { name: 'Finish the sign-in' }).click();
  };
  service.faults.next('/oauth/access_token', refusing(401, `The PIN ${pin} is not right.`));
  await enters();
  await connect.getByText('did not accept this PIN').waitFor();
  await recording.look('oauth1: PIN refused');
  await enters();
  await done(cast, connect);
}

async function byCredentials(cast: Cast, service: PersonalityService): Promise<void> {
  const { recording } = cast;
  const connect = await opens(cast, service, 'credentials');
  await connect.getByRole('button', { name: 'Sign in', exact: true }).click();
  const credentials = { ...service.privilegedCredentials('alice'), apiHost: service.apiOrigin };
  await connect.locator('[name=tokenSecret]').waitFor();
  expect(await restorable(connect)).toEqual([]);
  const enters = async (): Promise<void> => {
    for (const [name, value] of Object.entries(credentials)) await connect.fill(`[name=${name}]`, value);
    await connect.getByRole('button', { name: 'Finish the sign-in' }).click();
  };
  service.apiFaults.next('/api/site/get', refusing(401, `Keys ${credentials.consumerSecret} and ${credentials.tokenSecret}`));
  await enters();
  await connect.getByText('does not accept these credentials').waitFor();
  await recording.look('oauth1: credentials refused');
  await enters();
  await done(cast, connect);
}

interface Watched {
  readonly exported?: { line: string; d: string };
}

/** @returns parts of the private key, as the worker made it: a line of its text, and its exponent */
async function byKeyPair(cast: Cast, service: PersonalityService): Promise<string[]> {
  const { bench } = cast;
  const worker = await bench.browser.worker();
  await worker.evaluate(watchExports);
  const { redirectUrl } = await bench.overview();
  const connect = await opens(cast, service);
  await connect.locator('[name=secret]').waitFor();
  expect(await restorable(connect)).toEqual([]);
  await connect.getByRole('button', { name: 'Create a key pair' }).click();
  const publicKey = `${await connect.locator('pre').innerText()}\n`;
  const exported = await poll(() => worker.evaluate(() => (globalThis as Watched).exported), 'the worker to make the key');
  await entersApp(connect, service.registerApp({ callbacks: [redirectUrl], publicKey }));
  await allowIn(await bench.window());
  await done(cast, connect);
  return [exported.line, exported.d];
}

/** Runs in the worker: what it makes there is seen by nobody else. */
function watchExports(): void {
  const subtle = crypto.subtle;
  const real = subtle.exportKey.bind(subtle) as (format: string, key: CryptoKey) => Promise<ArrayBuffer>;
  Object.defineProperty(subtle, 'exportKey', {
    configurable: true,
    value: async (format: string, key: CryptoKey) => {
      const bytes = await real(format, key);
      if (format === 'pkcs8') {
        const { d } = (await real('jwk', key)) as unknown as { d: string };
        const base64 = btoa(String.fromCharCode(...new Uint8Array(bytes)));
        Object.assign(globalThis, { exported: { line: base64.slice(640, 704), d } });
        Object.defineProperty(subtle, 'exportKey', { configurable: true, value: real });
      }
      return bytes;
    },
  });
}

/** @returns parts of the private key that was made */
export async function oauth1Chapter(cast: Cast, page: Page, services: Personalities): Promise<string[]> {
  const { bench, recording } = cast;
  await byRedirect(cast, services.sessions);
  await byPin(cast, services.x);
  await byCredentials(cast, services.tv);
  const privateKey = await byKeyPair(cast, services.rsa);
  await byRedirect(cast, services.records);

  const { accounts } = await bench.overview();
  const accountOf = (service: PersonalityService): string =>
    accounts.find(({ serviceId }) => serviceId === `practice-${service.personality}`)?.id ?? '';
  const paths = { sessions: '/api/me', x: '/2/users/me', tv: '/api/echo', rsa: '/api/me', records: '/api/me' };
  services.sessions.expireAccessTokens();
  for (const name of names) {
    const service = services[name];
    const handle = await permit(bench, page, `practice-${name}`, accountOf(service));
    const url = service.apiOrigin + paths[name];
    expect((await callAsSite(recording, page, handle, url, {})).end, name).toBe(200);
    const form = { method: 'POST', type: 'application/x-www-form-urlencoded', text: 'a=1&b=%2B' };
    await callAsSite(recording, page, handle, url, form);
  }
  const handle = lastOf(services.sessions, 'session_handle');
  services.sessions.faults.next('/oauth/access_token', refusing(400, `The handle ${handle} is odd.`));
  await expect(ownCall(bench.desk, 'accounts.renew', { id: accountOf(services.sessions) })).rejects.toThrow('renewal_failed');

  const lens = await bench.browser.page('extension/pages/options/options.html#lens');
  await lens.getByText('oauth_token').first().waitFor();
  expect((await ownCall(bench.desk, 'lens.recent', {})).map(({ explanation }) => explanation.signatureMethod)).toEqual(
    expect.arrayContaining(['HMAC-SHA1', 'RSA-SHA256', 'PLAINTEXT']),
  );
  await recording.look('oauth1: lens');
  await recording.lookInside(lens, 'own lens');
  await lens.close();
  return privateKey;
}
