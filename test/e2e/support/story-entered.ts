/** The chapter of keys and passwords: each refused and entered again, carried by calls, replaced, with services that quote what they were sent. */
import { expect } from 'vitest';
import type { Page } from 'playwright';
import { keysEntry } from '../../practice/key-entries';
import { poll } from '../../harness/poll';
import { ownCall } from '../../practice/set-up';
import { startKeys, type KeysService } from '../../services/keys';
import type { KeyMode } from '../../services/keys-modes';
import { permit } from './permitted';
import { callAsSite, type Cast } from './story-calls';
import { seesDone } from './user';

const modes = ['query', 'basic'] as const satisfies readonly KeyMode[];
export type EnteredServices = Readonly<Record<(typeof modes)[number], KeysService>>;

export async function startEntered(): Promise<EnteredServices> {
  const started = await Promise.all(modes.map(async (mode) => [mode, await startKeys(mode)] as const));
  return Object.fromEntries(started) as unknown as EnteredServices;
}

/** Types the values into the connect window and sends them. */
async function enters(connect: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await connect.fill(`[name=${name}]`, value);
  await connect.getByRole('button', { name: 'Finish the sign-in' }).click();
}

/** What was typed may be kept by nobody: Chromium restores every other field from the disk. */
const restorable = (connect: Page): Promise<string[]> =>
  connect
    .locator('input')
    .evaluateAll((fields) =>
      fields.filter((field) => field.getAttribute('autocomplete') !== 'off').map((field) => (field as HTMLInputElement).name),
    );

const answering = (status: number, text: string) => ({
  respond: { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error: { message: text } }) },
});

/** Signs in, the good key refused once in words that quote it. @param account signs that one in again */
async function signsIn({ bench, recording }: Cast, service: KeysService, account?: string): Promise<void> {
  const of = account === undefined ? `service=practice-keys-${service.mode}` : `account=${account}`;
  const connect = await bench.browser.page(`extension/pages/connect/connect.html#${of}`);
  await connect.getByRole('button', { name: 'Finish the sign-in' }).waitFor();
  expect(await restorable(connect)).toEqual([]);
  const values = service.entered('alice');
  const { value = '' } = service.issued.findLast(({ user }) => user === 'alice') ?? {};
  service.faults.next('/me', answering(401, `The key ${value} is not good.`));
  await enters(connect, values);
  await connect.getByText('does not accept these credentials').waitFor();
  const secretField = connect.locator(`[name=${Object.keys(values).at(-1)}]`);
  await poll(async () => (await secretField.inputValue()) === '', 'the refused key to go');
  await recording.look('entered: refused');
  await enters(connect, values);
  await seesDone(connect);
  await recording.look('entered: signed in');
  await connect.close();
}

/** Calls with what quotes the key: in the target of a redirect, in headers, in the words of a refusal. */
async function called({ recording }: Cast, page: Page, handle: string, service: KeysService): Promise<void> {
  const { origin, faults, issued, mode } = service;
  const { value = '' } = issued.findLast(({ user }) => user === 'alice') ?? {};
  const call = async (path: string) => (await callAsSite(recording, page, handle, origin + path)).end;
  expect(await call('/api/echo?a=%20b')).toBe(200);
  expect(await call('/api/redirect?to=/api/echo')).toBe(200);
  const location = `/api/echo?api_key=${encodeURIComponent(value)}`;
  faults.next('/api/account', { respond: { status: 302, headers: { location } } });
  expect(await call('/api/account')).toBe(mode === 'query' ? 200 : 'redirect_refused');
  const headers = { 'x-key': value, link: `<${location}>; rel=next`, 'x-pair': Buffer.from(`alice:${value}`).toString('base64') };
  faults.next('/api/account', { respond: { status: 200, headers, body: 'quoted in headers' } });
  expect(await call('/api/account')).toBe(200);
  faults.always('/api/account', { drop: true });
  expect(await call('/api/account')).toBe('network_failed');
  faults.clear();
}

export async function enteredChapter(cast: Cast, page: Page, services: EnteredServices): Promise<void> {
  const { bench, recording } = cast;
  for (const service of Object.values(services)) {
    const { mode, origin } = service;
    const serviceId = `practice-keys-${mode}`;
    await ownCall(bench.desk, 'services.save', { service: keysEntry(mode, origin) });
    await signsIn(cast, service);
    const id = (await bench.overview()).accounts.find((one) => one.serviceId === serviceId)?.id ?? '';
    const handle = await permit(bench, page, serviceId, id);
    await called(cast, page, handle, service);
    const { value: dead = '' } = service.issued.findLast(({ user }) => user === 'alice') ?? {};
    service.replaceKey('alice');
    service.faults.next('/api/echo', answering(401, `The key ${dead} was replaced.`));
    expect((await callAsSite(recording, page, handle, `${origin}/api/echo`)).end).toBe('needs_sign_in');
    await recording.look('entered: replaced');
    await signsIn(cast, service, id);
    expect((await callAsSite(recording, page, handle, `${origin}/api/echo`)).end).toBe(200);
    expect((await ownCall(bench.desk, 'accounts.remove', { id })).revoked).toBe('unsupported');
  }
  await recording.look('entered: removed');
}
