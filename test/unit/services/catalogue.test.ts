/** Every entry of the catalogue: valid, and the request that begins a sign-in there is the one that the entry describes. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { signInHosts } from '../../../src/core/endpoints';
import type { OAuth1Service } from '../../../src/core/oauth1-service';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import type { Service, Way } from '../../../src/core/service';
import type { Template } from '../../../src/core/catalogue';
import { isOwnNetwork } from '../../../src/core/urls';
import { checkedTemplate, instanceOf } from '../../../src/services/template';
import { readCatalogue } from '../../../tools/catalogue';
import { serviceSchemaText } from '../../../tools/service-schema';
import { app, beginAt, type Begun } from './catalogue-begin';

const { services, dropped } = readCatalogue();
const examples = (template: Template): Service =>
  instanceOf(template, Object.fromEntries((template.variables ?? []).map(({ name, example }) => [name, example]))).service;
const waysOf = (service: Service): readonly (Way | undefined)[] =>
  service.protocol === 'oauth1' || service.protocol === 'oauth2' ? (service.ways ?? ['redirect']) : [undefined];
const checked = services.filter(({ unverified }) => !unverified);
const cases = services.flatMap((template) => {
  const service = examples(template);
  return waysOf(service).map((way) => [`${template.id}${way ? ` (${way})` : ''}`, service, way] as const);
});

test.each(cases)('%s', async (_, service, way) => {
  for (const origin of [...signInHosts(service, way), ...service.apiHosts]) {
    expect(new URL(origin).protocol).toBe('https:');
    expect(isOwnNetwork(new URL(origin))).toBe(false);
  }
  const begun = await beginAt(service, way);
  if (service.protocol === 'oauth1') checkOAuth1(service, way, begun);
  else if (service.protocol === 'oauth2') checkOAuth2(service, way, begun);
  else expect(begun.step.do).toBe('ask');
});

function checkOAuth1(service: OAuth1Service, way: Way | undefined, { step, sent, redirectUrl, parameters }: Begun): void {
  if (way === 'app') return expect(step.do).toBe('done');
  if (way === 'credentials') {
    const names = step.do === 'ask' ? step.fields.map(({ name }) => name) : [];
    return expect(names.slice(0, 4)).toEqual(['consumerKey', 'consumerSecret', 'token', 'tokenSecret']);
  }
  const [request] = sent;
  expect(request?.method).toBe(service.requestTokenMethod ?? 'POST');
  const header = request?.headers.get('authorization') ?? '';
  const carried = `${header} ${request?.url.search ?? ''} ${bodyOf(request?.body)}`;
  const callback = encodeURIComponent(way === 'pin' ? 'oob' : redirectUrl);
  expect(carried).toMatch(new RegExp(`oauth_callback="?${callback}`));
  expect(carried).toMatch(new RegExp(`oauth_signature_method="?${service.signatureMethod ?? 'HMAC-SHA1'}`));
  for (const [name, value] of Object.entries(service.requestTokenParameters ?? {})) {
    expect(new URLSearchParams(`${request?.url.search ?? ''}&${bodyOf(request?.body)}`).get(name)).toBe(value);
  }
  const page = way === 'redirect' && service.authenticateUrl !== undefined ? service.authenticateUrl : service.authorizeUrl;
  const address = step.do === 'visit' ? step.url : step.do === 'ask' ? step.open : undefined;
  expect(placeOf(address)).toBe(placeOf(page));
  if (step.do === 'visit') {
    expect(step).toMatchObject({ back: redirectUrl, ours: 'request-token' });
    expect(parameters.get('oauth_token')).toBe('request-token');
    carries(parameters, service.authorizeParameters);
  }
}

function checkOAuth2(service: OAuth2Service, way: Way | undefined, { step, sent, redirectUrl, parameters }: Begun): void {
  if (way === 'device') return expect(step).toMatchObject({ do: 'wait', show: { code: 'ABCD' } });
  if (way === 'app') return expect(sent.map(({ method, url }) => `${method} ${url.href}`)).toEqual([`POST ${service.tokenUrl}`]);
  if (step.do !== 'visit') throw new Error(`begins with ${step.do}`);
  expect(placeOf(step.url)).toBe(placeOf(service.authorizeUrl));
  expect(step.back).toBe(redirectUrl);
  expect(parameters.get('redirect_uri')).toBe(redirectUrl);
  expect(parameters.get(service.clientIdName ?? 'client_id')).toBe(app.clientId);
  expect(parameters.get('response_type')).toBe(way === 'implicit' ? 'token' : 'code');
  expect(parameters.get('state')).toBe(step.ours);
  expect(step.ours.length).toBeGreaterThan(20);
  const pkce = way === 'implicit' ? 'none' : (service.pkce ?? 'S256');
  const forms = { S256: /^[\w-]{43}$/, hex: /^[0-9a-f]{64}$/, none: /^$/ };
  expect(parameters.get('code_challenge') ?? '').toMatch(forms[pkce]);
  expect(parameters.get('code_challenge_method') ?? '').toBe(pkce === 'none' ? '' : 'S256');
  const scopes = service.scopes.filter(({ optional }) => !optional).map(({ name }) => name);
  const joined = scopes.join(service.scopeSeparator ?? ' ');
  if (joined !== '') expect([...parameters.values()]).toContain(joined);
  carries(parameters, service.authorizeParameters);
}

/** Places of the protocol's own are filled by it. */
function carries(parameters: URLSearchParams, wanted: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(wanted)) {
    expect(parameters.get(name)).toBe(value.replaceAll('{clientId}', app.clientId));
  }
}

const bodyOf = (body: unknown): string => (typeof body === 'string' || body instanceof URLSearchParams ? body.toString() : '');
const placeOf = (url = ''): string => `${new URL(url).origin}${new URL(url).pathname}`;

describe('as a whole', () => {
  /** Everything is known that a person needs who has never used the service: where to register, what to ask for, where the API is. */
  const ready = checked.filter((service) => {
    const hosts = service.apiHosts.length > 0 || 'hostTemplate' in service || 'apiHostFrom' in service;
    const registers = service.registerUrl ?? ('keyUrl' in service ? service.keyUrl : undefined) ?? service.appType;
    return (
      hosts &&
      (registers ?? ('registrationUrl' in service ? service.registrationUrl : undefined)) !== undefined &&
      service.checked
    );
  });

  test('at least 45 services are ready for use, and the others are named as not verified', () => {
    const open = checked.filter((service) => !ready.includes(service)).map(({ id }) => id);
    if (open.length > 0) console.log(`Not ready: ${open.join(', ')}.`);
    console.log(`${ready.length} ready, ${services.length - checked.length} not verified, ${dropped.length} left out.`);
    expect(ready.length).toBeGreaterThanOrEqual(45);
    expect(services.length - checked.length).toBeGreaterThan(100);
  });

  test('no id stands twice, and those that were checked come first', () => {
    expect(new Set(services.map(({ id }) => id)).size).toBe(services.length);
    expect(services.slice(0, checked.length)).toEqual(checked);
    expect(services.every(({ id }) => !id.includes('.'))).toBe(true); // the dot tells which of an entry's sites
  });

  test('an entry says when and against what it was checked', () => {
    for (const { id, checked: at } of checked) {
      expect(at?.source, id).toMatch(/\S/);
      expect(Date.parse(at?.date ?? ''), id).toBeLessThan(Date.now() + 366 * 86_400_000);
    }
  });

  test('an entry that nobody checked asks for its API host, and knows no more than its source does', () => {
    for (const service of services.filter(({ unverified }) => unverified)) {
      expect(service.apiHosts).toEqual(['https://{apiHost}']);
      expect(service.variables?.find(({ name }) => name === 'apiHost')).not.toHaveProperty('usual');
      expect(service).not.toHaveProperty('checked');
      expect(service).not.toHaveProperty('identity');
    }
  });

  test('the licence of the source ships', () => {
    const licence = readFileSync('node_modules/grant/LICENSE', 'utf8');
    expect(readFileSync('tools/grant-licence.txt', 'utf8')).toContain(licence);
  });

  test('the schema for editors is up to date: node tools/run.mjs tools/service-schema.ts', () => {
    expect(readFileSync('src/services/catalogue/service.schema.json', 'utf8')).toBe(serviceSchemaText());
  });
});

describe('the guide, docs/services.md', () => {
  const guide = readFileSync('docs/services.md', 'utf8') + readFileSync('docs/brokered.md', 'utf8');

  test('knows every field that an entry can have', () => {
    const { oneOf } = JSON.parse(serviceSchemaText()) as { oneOf: { properties: Record<string, unknown> }[] };
    const fields = new Set(oneOf.flatMap(({ properties }) => Object.keys(properties)));
    expect([...fields].filter((field) => !guide.includes(`\`${field}\``) && field !== '$schema')).toEqual([]);
  });

  test('shows entries that are valid, one for each protocol', () => {
    const shown = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => checkedTemplate(JSON.parse(text)));
    expect(shown.map(({ protocol }) => protocol).toSorted()).toEqual(['api-key', 'basic', 'brokered', 'oauth1', 'oauth2']);
  });
});
