/** The sign-in of an entered account: what is asked, what is refused before it is sent, and what the service's answer means. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Context, Step } from '../../../src/core/protocol';
import type { ApiKeyService } from '../../../src/core/entered-service';
import { apiKey } from '../../../src/protocols/api-key/protocol';
import { ownHost } from '../../../src/protocols/entered/own-host';
import { protocolOf } from '../../../src/protocols/protocols';
import { contextFor, goodKey, startKeyService, type KeyService } from './key-service';

let keys: KeyService;

beforeAll(async () => {
  keys = await startKeyService();
});
afterAll(() => keys.close());
beforeEach(() => {
  keys.answer = undefined;
  keys.received.length = 0;
});

const entry = (change: Partial<ApiKeyService> = {}): ApiKeyService => ({
  id: 'practice-keys',
  name: 'Practice Keys',
  hue: 10,
  protocol: 'api-key',
  apiHosts: [keys.origin],
  fields: [{ name: 'key', label: 'API key', kind: 'secret', hint: 'Settings → Keys' }],
  carry: [{ in: 'header', name: 'X-Api-Key', value: '{key}' }],
  probe: { url: '/me', identity: { subject: 'user.id', label: 'user.name' } },
  ...change,
});
const tenants = (change: Partial<ApiKeyService> = {}): ApiKeyService =>
  entry({
    apiHosts: ['https://uploads.tenants.example'],
    hostTemplate: 'https://{subdomain}.tenants.example',
    fields: [
      { name: 'subdomain', label: 'Subdomain', kind: 'text' },
      { name: 'key', label: 'API key', kind: 'secret' },
    ],
    ...change,
  });

type Ask = Extract<Step, { do: 'ask' }>;
type Reach = Extract<Step, { do: 'reach' }>;

async function enter(context: Context<ApiKeyService>, values: Record<string, string>): Promise<Step> {
  const asked = (await apiKey.begin(context)) as Ask;
  return apiKey.resume(context, asked.pending, { to: 'ask', values, attempt: 1 });
}
async function signIn(context: Context<ApiKeyService>, values: Record<string, string>): Promise<Step> {
  const { do: what, pending } = (await enter(context, values)) as Reach;
  expect(what).toBe('reach');
  return apiKey.resume(context, pending, { to: 'reach', attempt: 1 });
}
const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error: { code: string }) => error.code,
  );

test('asks for the entry’s fields, and where they are found', async () => {
  const step = await apiKey.begin(contextFor(entry({ keyUrl: 'https://keys.example/settings' })));
  expect(step).toMatchObject({
    do: 'ask',
    open: 'https://keys.example/settings',
    fields: [{ name: 'key', label: 'API key', kind: 'secret', hint: 'Settings → Keys' }],
  });
});

test('asks for a name only where the service cannot tell one', async () => {
  const named = (await apiKey.begin(contextFor(entry()))) as Ask;
  const nameless = (await apiKey.begin(contextFor(entry({ probe: { url: '/me' } })))) as Ask;
  expect(named.fields.map(({ name }) => name)).toEqual(['key']);
  expect(nameless.fields.at(-1)).toEqual({ name: 'accountName', kind: 'text', optional: true });
});

test('tries the key and learns whose it is', async () => {
  const step = await signIn(contextFor(entry()), { key: ` ${goodKey}\t`, stranger: 'x' });
  expect(step).toMatchObject({
    do: 'done',
    grant: { secret: { key: goodKey }, facts: { subject: '2291', label: 'alice', renewable: false, extra: {} } },
  });
  expect(JSON.stringify(step)).not.toContain('stranger');
  expect(keys.received).toMatchObject([{ method: 'GET', path: '/me', headers: { 'x-api-key': goodKey } }]);
});

test('nothing is sent before the hosts are granted', async () => {
  const step = (await enter(contextFor(tenants({ probe: { url: `${keys.origin}/me` } })), {
    subdomain: ' acme ',
    key: goodKey,
  })) as Reach;
  expect(step.origins).toEqual(['https://acme.tenants.example', 'https://uploads.tenants.example', keys.origin]);
  expect(keys.received).toEqual([]);
});

test('the account’s own host is kept, and its name is no secret', async () => {
  const context = contextFor(tenants({ probe: { url: `${keys.origin}/me` } }));
  const step = (await signIn(context, { subdomain: 'acme-industries', key: goodKey, accountName: 'Work' })) as Extract<
    Step,
    { do: 'done' }
  >;
  expect(step.grant.facts).toMatchObject({ apiHosts: ['https://acme-industries.tenants.example'], label: 'Work' });
  // What stands flat in a secret is kept from callers wherever an answer quotes it: links to the own host must pass.
  expect(Object.values(step.grant.secret).filter((value) => typeof value === 'string')).toEqual([goodKey]);
});

test('without a probe, nothing is tried', async () => {
  const { probe: _, ...service } = entry();
  const step = await signIn(contextFor(service), { key: 'whatever' });
  expect(step).toMatchObject({ do: 'done', grant: { facts: { renewable: false } } });
  expect((step as Extract<Step, { do: 'done' }>).grant.facts.label).toBeUndefined();
  expect(keys.received).toEqual([]);
});

test('an account that is entered again keeps its name where nothing else tells one', async () => {
  const { probe: _, ...service } = entry();
  const step = await signIn(contextFor(service, { scopes: [], expect: { label: 'Work' } }), { key: 'whatever' });
  expect(step).toMatchObject({ grant: { facts: { label: 'Work' } } });
});

test('a name that quotes the key is not taken', async () => {
  const context = contextFor(entry({ probe: { url: '/me', identity: { subject: 'user.id', label: 'user.key' } } }));
  expect(await signIn(context, { key: goodKey })).toMatchObject({ grant: { facts: { label: '2291' } } });
});

test.each([
  ['nothing', {}],
  ['blanks', { key: '   ' }],
  ['a line break inside', { key: 'one\ntwo' }],
  ['a control character', { key: 'one\u0000' }],
  ['what no header carries', { key: 'kéy—✓' }],
  ['half a character', { key: 'key\ud800' }],
  ['far too much', { key: 'k'.repeat(8193) }],
])('%s is asked for again, and never sent', async (_, values) => {
  const step = (await enter(contextFor(entry()), values)) as Ask;
  expect(step).toMatchObject({ do: 'ask', problem: { code: 'invalid_input', about: 'API key' } });
  expect(keys.received).toEqual([]);
});

test('an account name of several lines is asked for again', async () => {
  const step = await enter(contextFor(entry({ probe: { url: '/me' } })), { key: goodKey, accountName: 'one\ntwo' });
  expect(step).toMatchObject({ do: 'ask', problem: { code: 'invalid_input', about: 'accountName' } });
});

test('a key that goes in the query may hold any character', async () => {
  const service = entry({ carry: [{ in: 'query', name: 'key', value: '{key}' }] });
  expect(await enter(contextFor(service), { key: 'kéy&—✓' })).toMatchObject({ do: 'reach' });
});

test.each(['evil.example/', 'evil.example#', 'a.b', 'a@b', 'a:80', '', 'a/../b', 'ａ', '%61', '\\'])(
  'the subdomain %j leads nowhere',
  async (subdomain) => {
    const step = await enter(contextFor(tenants()), { subdomain, key: goodKey });
    expect(step).toMatchObject({ do: 'ask', problem: { code: 'invalid_input', about: 'Subdomain' } });
  },
);

test('whatever is entered, a subdomain stays below its domain', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.webAuthority(), fc.domain(), fc.stringMatching(/^[\w.:@/#?-]+$/)),
      (subdomain) => {
        const origin = ownHost('https://{subdomain}.tenants.example', { subdomain });
        if (origin === undefined) return;
        expect(new URL(origin).protocol).toBe('https:');
        expect(new URL(origin).hostname).toBe(`${subdomain.toLowerCase()}.tenants.example`);
      },
    ),
  );
});

test.each([
  ['https://{host}', 'shop.example', 'https://shop.example'],
  ['https://{host}', 'Shop.Example:8443', 'https://shop.example:8443'],
  ['https://{host}', 'https://shop.example/', 'https://shop.example'],
  ['https://{host}', 'shop.example:443', 'https://shop.example'],
  ['https://{host}', '192.168.1.10', 'https://192.168.1.10'],
  ['https://{host}:8123', 'home.example', 'https://home.example:8123'],
  ['https://{host}:8123', 'home.example:80', undefined],
  ['https://{host}', 'http://shop.example', undefined],
  ['https://{host}', 'shop.example/path', undefined],
  ['https://{host}', 'user@shop.example', undefined],
  ['https://{host}', 'shop.example:99999', undefined],
  ['https://{host}', '127.1', undefined],
  ['https://{host}', '', undefined],
  ['http://{host}', 'shop.example', undefined],
  ['http://{host}', '127.0.0.1:8080', 'http://127.0.0.1:8080'],
])('%s with %j is %s', (template, host, origin) => {
  expect(ownHost(template, { host })).toBe(origin);
});

describe('what the service says to the probe', () => {
  test('a refused key can be corrected, and is not quoted', async () => {
    const step = (await signIn(contextFor(entry()), { key: 'mistyped-key-1' })) as Ask;
    expect(step).toMatchObject({
      do: 'ask',
      problem: { code: 'credentials_refused', status: 401, serviceCode: 'bad_key', about: 'Practice Keys' },
    });
    expect(step.problem?.serviceText).toContain('Unknown');
    expect(JSON.stringify(step)).not.toContain('mistyped');
    const again = await apiKey.resume(contextFor(entry()), step.pending, { to: 'ask', values: { key: goodKey }, attempt: 1 });
    expect(again.do).toBe('reach');
  });

  test.each([
    [403, '{"error":"forbidden"}', 'asked again'],
    [400, '{}', 'service_refused'],
    [404, 'not found', 'service_refused'],
    [429, '{}', 'service_refused'],
    [500, '<h1>Oops</h1>', 'service_error'],
    [302, '', 'service_error'],
  ])('%s: %s', async (status, body, expected) => {
    keys.answer = { status, body, ...(status === 302 && { headers: { location: '/elsewhere' } }) };
    const outcome = signIn(contextFor(entry()), { key: goodKey });
    if (expected === 'asked again')
      expect(await outcome).toMatchObject({ do: 'ask', problem: { status, serviceCode: 'forbidden' } });
    else expect(await code(outcome)).toBe(expected);
  });

  test('no answer', async () => {
    const gone = await startKeyService();
    await gone.close();
    const service = entry({ apiHosts: [gone.origin] });
    expect(await code(signIn(contextFor(service), { key: goodKey }))).toBe('service_unreachable');
  });

  test('an answer of megabytes is not read to its end', async () => {
    keys.answer = { status: 200, body: `{"user":{"id":1},"rest":"${'x'.repeat(3 * 2 ** 20)}"}` };
    const step = await signIn(contextFor(entry()), { key: goodKey });
    expect(step).toMatchObject({ do: 'done' });
    expect((step as Extract<Step, { do: 'done' }>).grant.facts.subject).toBeUndefined();
  });
});

test('the table of protocols leads here', () => {
  expect(protocolOf(entry()).id).toBe('api-key');
});
