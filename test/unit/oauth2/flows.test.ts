/** Every way to sign in at a strict OpenID provider, with every client authentication and every hardening. */
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { ClientAuth } from '../../../src/core/oauth2-service';
import type { Step } from '../../../src/core/protocol';
import { oauth2 } from '../../../src/protocols/oauth2/protocol';
import { startFiles, type FilesOptions, type FilesService } from '../../services/files';
import { TestBrowser } from '../../services/testing-client';
import { atFiles, call, codeOf, held, person, signIn } from './drive';

let files: FilesService;
const start = async (options: FilesOptions = {}): Promise<FilesService> => (files = await startFiles(options));
afterEach(() => files?.close());

describe('client authentication', () => {
  test.each<ClientAuth>(['none', 'client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'])(
    '%s: signs in, renews, revokes',
    async (auth) => {
      await start();
      const context = atFiles(files, auth);
      const { grant } = await signIn(context);
      expect(grant.facts).toMatchObject({ subject: '2291', label: 'alice', renewable: true });
      expect((await call(context, grant, '/api/me')).status).toBe(200);
      const renewed = await oauth2.renew!(context, held(grant), 1);
      expect(renewed.secret.accessToken).not.toBe(grant.secret.accessToken);
      expect(await oauth2.revoke!(context, held(renewed))).toBe('revoked');
      expect((await call(context, renewed, '/api/me')).status).toBe(401);
    },
  );

  test('an app with a secret signs in as itself: no person, renewed by asking again', async () => {
    await start();
    const context = atFiles(files, 'client_secret_basic', { ways: ['app'] }, { way: 'app', scopes: ['files.read'] });
    const { grant } = await signIn(context);
    expect(grant.secret).toMatchObject({ ofApp: true });
    expect(grant.facts).toMatchObject({ subject: context.app.clientId, renewable: true });
    const renewed = await oauth2.renew!(context, held(grant), 1);
    expect(renewed.secret.accessToken).not.toBe(grant.secret.accessToken);
    expect(files.tokenRequests('client_credentials')).toBe(2);
  });

  test('a wrong secret is told as the app’s', async () => {
    await start();
    const context = atFiles(files, 'client_secret_post');
    const wrong = { ...context, app: { ...context.app, clientSecret: 'practice-wrong' } };
    expect(await codeOf(signIn(wrong))).toBe('app_refused');
  });

  test('a private key that is none is said before anything is sent', async () => {
    await start();
    const context = atFiles(files, 'private_key_jwt');
    const before = files.log.length;
    const wrong = {
      ...context,
      app: { ...context.app, clientSecret: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----' },
    };
    expect(await codeOf(signIn(wrong))).toBe('key_invalid');
    expect(files.log.slice(before).some(({ path }) => path === '/token')).toBe(false);
  });
});

describe('pushed requests', () => {
  test('the browser carries no more than a name', async () => {
    await start({ par: true });
    const context = atFiles(files, 'none', { par: true });
    const step = await oauth2.begin(context);
    if (step.do !== 'visit') throw new Error(step.do);
    expect([...new URL(step.url).searchParams.keys()].toSorted()).toEqual(['client_id', 'request_uri']);
    expect((await signIn(context)).grant.facts.subject).toBe('2291');
  });

  test('a service that wants them refuses the others', async () => {
    await start({ par: true });
    expect(await codeOf(signIn(atFiles(files)))).toBeTruthy();
    expect(files.log.some(({ path, status }) => path === '/token' && status === 200)).toBe(false);
  });
});

describe('proof of possession', () => {
  test('every request is bound to the key, with the service’s nonce, also after it has changed', async () => {
    await start({ dpop: true });
    const context = atFiles(files, 'none', { dpop: true });
    const { grant } = await signIn(context);
    expect(grant.secret.tokenType).toBe('dpop');
    expect((await call(context, grant, '/api/me')).status).toBe(200);
    files.rotateNonces();
    expect((await call(context, grant, '/api/me')).status).toBe(200);
    files.rotateNonces();
    const renewed = await oauth2.renew!(context, held(grant), 1);
    expect((await call(context, renewed, '/api/me')).status).toBe(200);
  });

  test('a stolen token is worth nothing without the key', async () => {
    await start({ dpop: true });
    const context = atFiles(files, 'none', { dpop: true });
    const { grant } = await signIn(context);
    const thief = atFiles(files, 'none', { dpop: true });
    expect((await call(thief, grant, '/api/me')).status).toBe(401);
    expect(await codeOf(oauth2.renew!(thief, held(grant), 1))).not.toBe('no failure');
    const bearer = { ...grant, secret: { ...grant.secret, tokenType: 'bearer' } };
    expect((await call(context, bearer, '/api/me')).status).toBe(401);
  });

  test('a token that is not bound is not taken', async () => {
    await start();
    expect(await codeOf(signIn(atFiles(files, 'none', { dpop: true })))).toBe('key_binding_refused');
  });
});

describe('a code on another device', () => {
  test('is waited for, more slowly when told, and becomes an account', async () => {
    await start({ deviceIntervalSeconds: 1 });
    const context = atFiles(files, 'none', { ways: ['device'] }, { way: 'device' });
    const first = await oauth2.begin(context);
    if (first.do !== 'wait' || !first.show) throw new Error(first.do);
    expect(first).toMatchObject({ seconds: 1, show: { url: `${files.origin}/device` } });
    expect(first.show.completeUrl).toContain(first.show.code);
    const pending = await oauth2.resume(context, first.pending, { to: 'wait', attempt: 1 });
    expect(pending).toMatchObject({ do: 'wait', seconds: 1 });
    await Promise.all([person()(first), setTimeout(1100)]);
    let step = await oauth2.resume(context, first.pending, { to: 'wait', attempt: 1 });
    if (step.do === 'next') step = await oauth2.resume(context, step.pending, { to: 'next', attempt: 1 });
    expect(step).toMatchObject({ do: 'done', grant: { facts: { subject: '2291', label: 'alice', renewable: true } } });
    await setTimeout(1100);
    expect(await codeOf(oauth2.resume(context, first.pending, { to: 'wait', attempt: 2 }))).toBe('answer_lost');
  });

  test('an answer that was lost is known as lost, also when the next question came too early or was not answered', async () => {
    await start({ deviceIntervalSeconds: 1 });
    const context = atFiles(files, 'none', { ways: ['device'] }, { way: 'device' });
    const waits = (step: Step): Extract<Step, { do: 'wait' }> => {
      if (step.do !== 'wait') throw new Error(step.do);
      return step;
    };
    const first = waits(await oauth2.begin(context));
    files.faults.next('/token', { drop: true });
    const unanswered = waits(await oauth2.resume(context, first.pending, { to: 'wait', attempt: 1 }));
    expect(unanswered.pending).toMatchObject({ unsure: true });
    await setTimeout(1100);
    const known = waits(await oauth2.resume(context, unanswered.pending, { to: 'wait', attempt: 1 }));
    expect(known.pending).not.toHaveProperty('unsure'); // it said that nobody has entered the code
    await Promise.all([person()(first), setTimeout(1100)]);
    expect((await oauth2.resume(context, known.pending, { to: 'wait', attempt: 1 })).do).toBe('next'); // and is lost
    await setTimeout(1100);
    const unsure = { ...known.pending, unsure: true };
    expect(await codeOf(oauth2.resume(context, unsure, { to: 'wait', attempt: 1 }))).toBe('answer_lost');
    files.slowDowns = 1;
    const early = waits(await oauth2.resume(context, known.pending, { to: 'wait', attempt: 2 }));
    expect(early.pending).toMatchObject({ unsure: true });
  });

  test('is asked for less often when the service says so', async () => {
    await start({ deviceIntervalSeconds: 1 });
    const context = atFiles(files, 'none', { ways: ['device'] }, { way: 'device' });
    const first = await oauth2.begin(context);
    if (first.do !== 'wait' || !first.show) throw new Error(first.do);
    files.slowDowns = 1;
    const slower = await oauth2.resume(context, first.pending, { to: 'wait', attempt: 1 });
    expect(slower).toMatchObject({ do: 'wait', seconds: 6 });
  });

  test('a service out of reach is asked more and more slowly, and ends nothing', async () => {
    await start({ deviceIntervalSeconds: 1 });
    const context = atFiles(files, 'none', { ways: ['device'] }, { way: 'device' });
    const first = await oauth2.begin(context);
    if (first.do !== 'wait' || !first.show) throw new Error(first.do);
    files.faults.next('/token', { drop: true });
    const once = await oauth2.resume(context, first.pending, { to: 'wait', attempt: 1 });
    expect(once).toMatchObject({ do: 'wait', seconds: 2 });
    files.faults.next('/token', { respond: { status: 503, headers: { 'retry-after': '40' }, body: 'busy' } });
    const twice = await oauth2.resume(context, (once as { pending: object }).pending as never, { to: 'wait', attempt: 1 });
    expect(twice).toMatchObject({ do: 'wait', seconds: 40 });
  });
});

test('an app registers itself, with each way to authenticate', async () => {
  for (const auth of ['none', 'client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const) {
    await start();
    const context = atFiles(files, auth, { registration: true });
    const unregistered = { ...context, app: { ...context.app, clientId: '', clientSecret: '' } };
    const { grant } = await signIn(unregistered);
    expect(grant.facts).toMatchObject({ subject: '2291', renewable: true });
    await files.close();
  }
});

test('resources are asked for, and the token is good there', async () => {
  const resource = 'https://practice-resource.example/';
  await start({ resources: [resource] });
  const context = atFiles(files, 'none', { resources: [resource] });
  const { grant } = await signIn(context);
  expect((await call(context, grant, '/api/me')).status).toBe(200);
  const renewed = await oauth2.renew!(context, held(grant), 1);
  expect((await call(context, renewed, '/api/me')).status).toBe(200);
});

describe('who signs in', () => {
  test('is asked for anew by force, and an older proof is not taken', async () => {
    await start();
    const context = atFiles(files, 'none', {}, { force: true });
    const step = await oauth2.begin(context);
    if (step.do !== 'visit') throw new Error(step.do);
    expect(Object.fromEntries(new URL(step.url).searchParams)).toMatchObject({ prompt: 'login', max_age: '0' });
    expect((await signIn(context)).grant.facts.subject).toBe('2291');
    for (const fault of ['auth-time-old', 'auth-time-missing'] as const) {
      files.wrongIdToken = fault;
      expect(await codeOf(signIn(context))).toBe('authentication_too_old');
    }
  });

  test('another account is asked for by the entry’s own parameter, and the same one again by its name', async () => {
    await start();
    const another = await oauth2.begin(atFiles(files, 'none', { chooser: true }, { another: true }));
    expect((another as { url: string }).url).toContain('prompt=select_account');
    const again = await oauth2.begin(atFiles(files, 'none', {}, { expect: { label: 'alice', subject: '2291' } }));
    expect((again as { url: string }).url).toContain('login_hint=alice');
  });

  test('what was allowed before is not asked for again: more scopes show only the new ones', async () => {
    await start({ rememberConsent: true });
    const first = atFiles(
      files,
      'none',
      { optional: ['files.write'] },
      { scopes: ['openid', 'profile', 'offline_access', 'files.read'] },
    );
    const browser = new TestBrowser();
    const { grant } = await signIn(first, person('alice', [], browser));
    expect(grant.facts.scopes).not.toContain('files.write');
    const more = { ...first, intent: { ...first.intent, scopes: [...first.intent.scopes, 'files.write'] } };
    const step = await oauth2.begin(more);
    if (step.do !== 'visit') throw new Error(step.do);
    const login = await browser.open(step.url);
    const consent = await browser.submit(login, { username: 'alice', password: 'practice-alice' });
    expect(consent.text).toContain('files.write');
    expect(consent.text).not.toContain('value="files.read"');
  });
});
