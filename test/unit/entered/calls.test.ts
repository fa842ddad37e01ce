/** Calls with entered values: what is added to a request, and when a refusal ends the account. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Held, Outgoing, Step } from '../../../src/core/protocol';
import type { ApiKeyService, BasicService } from '../../../src/core/entered-service';
import { apiKey } from '../../../src/protocols/api-key/protocol';
import { basic } from '../../../src/protocols/basic/protocol';
import { secretFrom, type EnteredSecret } from '../../../src/protocols/entered/secret';
import { protocolOf } from '../../../src/protocols/protocols';
import { contextFor, goodKey, goodPair, startKeyService, type KeyService } from './key-service';

let keys: KeyService;

beforeAll(async () => {
  keys = await startKeyService();
});
afterAll(() => keys.close());
beforeEach(() => {
  keys.answer = undefined;
  keys.received.length = 0;
});

const keyed = (change: Partial<ApiKeyService> = {}): ApiKeyService => ({
  id: 'practice-keys',
  name: 'Practice Keys',
  hue: 10,
  protocol: 'api-key',
  apiHosts: [keys.origin],
  fields: [{ name: 'key', label: 'API key', kind: 'secret' }],
  carry: [
    { in: 'header', name: 'X-Api-Key', value: '{key}' },
    { in: 'header', name: 'Authorization', value: 'Token token={key}' },
    { in: 'query', name: 'key', value: '{key}' },
  ],
  probe: { url: '/me' },
  ...change,
});
const paired = (change: Partial<BasicService> = {}): BasicService => ({
  id: 'practice-pairs',
  name: 'Practice Pairs',
  hue: 10,
  protocol: 'basic',
  apiHosts: [keys.origin],
  fields: [
    { name: 'user', label: 'User name', kind: 'text' },
    { name: 'password', label: 'Password', kind: 'secret' },
  ],
  user: '{user}',
  password: '{password}',
  ...change,
});
const held = (service: ApiKeyService | BasicService, values: Record<string, string>): Held<EnteredSecret> => ({
  secret: secretFrom(service, values),
  facts: { renewable: false, extra: {} },
  notes: {},
});
const request = (url: string, headers: Record<string, string> = {}): Outgoing => ({
  method: 'GET',
  url: new URL(url),
  headers: new Headers(headers),
});
const plain = 'https://api.example/v1/a%20b?q=x%20y&q=%7e';

describe('an API key', () => {
  test('goes where the entry says, and the rest stays as it was', async () => {
    const service = keyed();
    const sent = await apiKey.sign(
      contextFor(service),
      held(service, { key: 'a b&c' }),
      request(plain, { 'x-api-key': 'own', accept: 'a' }),
    );
    expect(sent.url.href).toBe(`${plain}&key=a%20b%26c`);
    expect(Object.fromEntries(sent.headers)).toEqual({
      accept: 'a',
      'x-api-key': 'a b&c',
      authorization: 'Token token=a b&c',
    });
  });

  test('leaves the caller’s request untouched, so that it can be signed anew', async () => {
    const service = keyed();
    const own = request('https://api.example/');
    await apiKey.sign(contextFor(service), held(service, { key: goodKey }), own);
    expect(own.url.href).toBe('https://api.example/');
    expect([...own.headers]).toEqual([]);
  });

  test.each(['?key=own', '?a=b&%6bey=', '?key'])('a caller’s own parameter %s is refused', async (query) => {
    const service = keyed();
    const signed = apiKey.sign(contextFor(service), held(service, { key: goodKey }), request(`https://api.example/${query}`));
    await expect(signed).rejects.toMatchObject({ code: 'invalid_input', problem: { about: 'key' } });
  });

  test('any key in the query arrives as it is, and alone', async () => {
    const service = keyed({ carry: [{ in: 'query', name: 'key', value: '{key}' }] });
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), fc.webUrl({ withQueryParameters: true }), async (key, url) => {
        fc.pre(!new URL(url).searchParams.has('key'));
        const { url: sent } = await apiKey.sign(contextFor(service), held(service, { key }), request(url));
        expect(sent.searchParams.getAll('key')).toEqual([key]);
        expect(sent.host + sent.pathname).toBe(new URL(url).host + new URL(url).pathname);
        sent.searchParams.delete('key');
        expect([...sent.searchParams]).toEqual([...new URL(url).searchParams]);
      }),
    );
  });
});

describe('a user name and password', () => {
  const sentPair = async (values: Record<string, string>, change: Partial<BasicService> = {}): Promise<string> => {
    const service = paired(change);
    const { headers } = await basic.sign(
      contextFor(service),
      held(service, values),
      request(plain, { authorization: 'Bearer own' }),
    );
    return headers.get('authorization') ?? '';
  };

  /** @see https://www.rfc-editor.org/rfc/rfc7617#section-2 */
  test('go as RFC 7617 has it', async () => {
    expect(await sentPair({ user: 'Aladdin', password: 'open sesame' })).toBe('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
    expect(await sentPair({ user: 'test', password: '123£' })).toBe('Basic dGVzdDoxMjPCow==');
  });

  test('go as the entry’s templates say', async () => {
    const fields = [{ name: 'key', label: 'API key', kind: 'secret' as const }];
    expect(await sentPair({ key: 'k1' }, { fields, user: '{key}', password: 'X' })).toBe(`Basic ${btoa('k1:X')}`);
    expect(await sentPair({ key: 'k1' }, { fields, user: '{key}', password: '' })).toBe(`Basic ${btoa('k1:')}`);
    expect(await sentPair({ user: 'a@b.example', password: 'k' }, { user: '{user}/token' })).toBe(
      `Basic ${btoa('a@b.example/token:k')}`,
    );
  });

  test('whatever they are, they arrive as they are', async () => {
    const texts = fc.string({ unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(texts, texts, async (user, password) => {
        fc.pre(!user.includes(':'));
        const sent = await sentPair({ user, password });
        const [, got, rest] = /^([^:]*):(.*)$/su.exec(Buffer.from(sent.replace('Basic ', ''), 'base64').toString()) ?? [];
        expect([got, rest]).toEqual([user, password]);
      }),
    );
  });

  const signIn = async (values: Record<string, string>): Promise<Step> => {
    const context = contextFor(paired({ probe: { url: '/me' } }));
    const asked = (await basic.begin(context)) as Extract<Step, { do: 'ask' }>;
    const step = await basic.resume(context, asked.pending, { to: 'ask', values, attempt: 1 });
    return step.do === 'reach' ? basic.resume(context, step.pending, { to: 'reach', attempt: 1 }) : step;
  };

  test('are tried, and name the account', async () => {
    const step = await signIn({ user: ' alice ', password: 'pässword 1' });
    expect(step).toMatchObject({ do: 'done', grant: { facts: { label: 'alice' } } });
    expect(keys.received).toMatchObject([{ path: '/me', headers: { authorization: goodPair } }]);
  });

  test('a password keeps its blanks', async () => {
    expect(await signIn({ user: 'alice', password: 'pässword 1 ' })).toMatchObject({ problem: { code: 'credentials_refused' } });
  });

  test('a colon in the user name is refused before anything is sent', async () => {
    const step = await signIn({ user: 'alice:x', password: 'pässword 1' });
    expect(step).toMatchObject({ do: 'ask', problem: { code: 'invalid_input', about: 'User name' } });
    expect(keys.received).toEqual([]);
  });

  test('the table of protocols leads here', () => {
    expect(protocolOf(paired()).id).toBe('basic');
  });
});

describe('refusals', () => {
  const react = async (service: ApiKeyService, key: string, path: string, status: number) => {
    const account = held(service, { key });
    const sent = await apiKey.sign(contextFor(service), account, request(keys.origin + path));
    const got = { status, headers: new Headers(), peek: async () => `{"code":"bad_key","message":"no: ${key}"}` };
    return apiKey.react(contextFor(service), account, sent, got);
  };
  const ended = { do: 'sign-in-again', problem: { code: 'needs_sign_in', status: 401, serviceCode: 'bad_key' } };

  test('a dead key ends the account, and is not quoted', async () => {
    const reaction = await react(keyed(), 'ended-key-1', '/things', 401);
    expect(reaction).toMatchObject(ended);
    expect(JSON.stringify(reaction)).not.toContain('ended-key-1');
  });

  test('a path that is closed for another reason does not: the key still works', async () => {
    expect(await react(keyed(), goodKey, '/closed', 401)).toEqual({ do: 'deliver' });
    expect(keys.received.map(({ path }) => path)).toEqual([`/me?key=${goodKey}`]);
  });

  test('a probe that fails otherwise says nothing against the key', async () => {
    keys.answer = { status: 503, body: '' };
    expect(await react(keyed(), goodKey, '/closed', 401)).toEqual({ do: 'deliver' });
  });

  test('without a probe, the service is taken at its word', async () => {
    const { probe: _, ...service } = keyed();
    expect(await react(service, 'ended-key-1', '/things', 401)).toMatchObject(ended);
  });

  test.each([200, 400, 403, 404, 429, 500])('%s is the caller’s', async (status) => {
    expect(await react(keyed(), 'ended-key-1', '/things', status)).toEqual({ do: 'deliver' });
    expect(keys.received).toEqual([]);
  });
});
