/** What an attacker, or a service gone wrong, may answer: each is refused with its own code, and nothing is stored. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Step } from '../../../src/core/protocol';
import { oauth2 } from '../../../src/protocols/oauth2/protocol';
import { startFiles, type FilesService } from '../../services/files';
import { honest, type IdTokenFault, type TokenReplyFault } from '../../services/files-tampering';
import { atFiles, codeOf, person, signIn, type Ctx } from './drive';

let files: FilesService;
let other: FilesService;
let context: Ctx;
beforeAll(async () => {
  files = await startFiles();
  other = await startFiles();
});
afterAll(async () => {
  await files.close();
  await other.close();
});
beforeEach(() => {
  Object.assign(files, honest());
  files.faults.clear();
  context = atFiles(files);
});

/** Signs in up to the redirect, which the test may change. @returns the code of what comes of it */
async function redirectedWith(change: (url: URL) => void | Promise<void>, attempt = 1): Promise<unknown> {
  const step = (await oauth2.begin(context)) as Extract<Step, { do: 'visit' }>;
  const reply = await person()(step);
  if (reply.to !== 'visit') throw new Error(reply.to);
  const url = new URL(reply.url);
  await change(url);
  return codeOf(oauth2.resume(context, step.pending, { to: 'visit', url: url.href, attempt }));
}

/** A code that the other service gave for the same person. */
async function foreignCode(): Promise<string> {
  const step = (await oauth2.begin(atFiles(other))) as Extract<Step, { do: 'visit' }>;
  const reply = await person()(step);
  return new URL(reply.to === 'visit' ? reply.url : '').searchParams.get('code') ?? '';
}

describe('the redirect', () => {
  test.each([
    ['of another state', (url: URL) => url.searchParams.set('state', 'practice-other-state'), 'state_mismatch'],
    ['without state', (url: URL) => url.searchParams.delete('state'), 'state_mismatch'],
    ['of another issuer', (url: URL) => url.searchParams.set('iss', other.origin), 'issuer_mismatch'],
    ['with two issuers', (url: URL) => url.searchParams.append('iss', other.origin), 'issuer_mismatch'],
    ['without the promised issuer', (url: URL) => url.searchParams.delete('iss'), 'issuer_mismatch'],
    ['with the issuer spelt otherwise', (url: URL) => url.searchParams.set('iss', `${files.origin}/`), 'issuer_mismatch'],
    ['with two codes', (url: URL) => url.searchParams.append('code', 'practice-second-code'), 'reply_invalid'],
    ['without a code', (url: URL) => url.searchParams.delete('code'), 'reply_invalid'],
    [
      'with an answer in the query that belongs in a fragment',
      (url: URL) => url.searchParams.set('response', 'x'),
      'reply_invalid',
    ],
  ] as const)('%s', async (_, change, expected) => {
    const before = files.tokenRequests('authorization_code');
    expect(await redirectedWith(change)).toBe(expected);
    expect(files.tokenRequests('authorization_code')).toBe(before); // nothing was sent
  });

  test('with a code of another service (mix-up): the service refuses what is not its own', async () => {
    const code = await foreignCode();
    expect(await redirectedWith((url) => url.searchParams.set('code', code))).toBe('service_refused');
  });

  test('that comes from the other service names that one, and its code goes nowhere', async () => {
    const code = await foreignCode();
    const before = [files, other].map((each) => each.tokenRequests('authorization_code'));
    const mixed = (url: URL): void => {
      url.searchParams.set('code', code);
      url.searchParams.set('iss', other.origin);
    };
    expect(await redirectedWith(mixed)).toBe('issuer_mismatch');
    expect([files, other].map((each) => each.tokenRequests('authorization_code'))).toEqual(before);
  });

  test('that was used already', async () => {
    const step = (await oauth2.begin(context)) as Extract<Step, { do: 'visit' }>;
    const reply = await person()(step);
    if (reply.to !== 'visit') throw new Error(reply.to);
    expect((await oauth2.resume(context, step.pending, { ...reply, attempt: 1 })).do).toBe('next');
    expect(await codeOf(oauth2.resume(context, step.pending, { ...reply, attempt: 1 }))).toBe('service_refused');
  });
});

describe('an ID token', () => {
  test.each<IdTokenFault>(['aud', 'nonce', 'iss', 'sub-missing', 'signature', 'alg-none', 'expired'])(
    'that is wrong in: %s',
    async (fault) => {
      files.wrongIdToken = fault;
      expect(await codeOf(signIn(context))).toBe('id_token_invalid');
    },
  );

  test('signed with a key that the service does not publish', async () => {
    files.faults.next('/jwks', {
      respond: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"keys":[]}' },
    });
    expect(await codeOf(signIn(context))).toBe('id_token_invalid');
  });

  test('that is missing where one was asked for', async () => {
    files.faults.next('/token', {
      respond: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: '{"access_token":"practice-token","token_type":"bearer"}',
      },
    });
    expect(await codeOf(signIn(context))).toBe('id_token_invalid');
  });

  test('of one person, and a userinfo answer of another', async () => {
    files.faults.next('/userinfo', {
      respond: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"sub":"9999","name":"Mallory"}' },
    });
    expect(await codeOf(signIn(context))).toBe('wrong_person');
  });
});

describe('a token reply', () => {
  test.each<TokenReplyFault>([
    'crlf-token',
    'type-number',
    'type-unknown',
    'expires-text',
    'expires-negative',
    'token-missing',
    'array',
  ])('that is wrong in: %s', async (fault) => {
    files.wrongTokenReply = fault;
    expect(await codeOf(signIn(context))).toBe('reply_invalid');
  });

  test.each([
    ['HTML', 'text/html', '<p>{"access_token":"practice"}</p>'],
    [
      'a form, where the entry does not say so',
      'application/x-www-form-urlencoded',
      'access_token=practice-token&token_type=bearer',
    ],
    ['a prototype', 'application/json', '{"__proto__":{"access_token":"practice-token","token_type":"bearer"}}'],
    ['a scope list', 'application/json', '{"access_token":"practice-token","token_type":"bearer","scope":["a"]}'],
    [
      'a refresh token with a line break',
      'application/json',
      '{"access_token":"p","token_type":"bearer","refresh_token":"a\\r\\nb"}',
    ],
    ['an endless number', 'application/json', '{"access_token":"p","token_type":"bearer","expires_in":1e999}'],
  ])('%s', async (_, type, body) => {
    const plain = { ...context, service: { ...context.service } };
    delete (plain.service as { jwksUrl?: string }).jwksUrl;
    files.faults.next('/token', { respond: { status: 200, headers: { 'content-type': type }, body } });
    expect(await codeOf(signIn(plain))).toBe('reply_invalid');
  });
});

describe('an endpoint', () => {
  test.each([302, 307] as const)('that redirects (%i) is not followed', async (status) => {
    files.tokenRedirect = { status, to: `${other.origin}/token` };
    const before = other.log.length;
    expect(await codeOf(signIn(context))).toBe('reply_invalid');
    expect(other.log.length).toBe(before);
  });

  test('in plain http, not on this computer, is never called', async () => {
    const service = { ...context.service, authorizeUrl: 'http://login.practice.example/authorize' };
    expect(await codeOf(oauth2.begin({ ...context, service }))).toBe('insecure_endpoint');
  });
});
