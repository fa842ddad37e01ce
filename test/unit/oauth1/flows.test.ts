/** Every way to sign in with OAuth 1.0a, through the protocol's own steps, at each personality of the practice service. */
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { Context, Grant, Incoming, Intent, Outgoing, Reply, Step } from '../../../src/core/protocol';
import { systemClock, systemRandom } from '../../../src/core/ports';
import type { OAuth1Service } from '../../../src/core/oauth1-service';
import type { App } from '../../../src/core/service';
import { oauth1, type OAuth1Secret } from '../../../src/protocols/oauth1/protocol';
import { personalityEntry } from '../../practice/entries';
import { pinOf } from '../../services/oauth1-testing';
import type { PersonalityOptions } from '../../services/personality';
import { startPersonality, type PersonalityName, type PersonalityService } from '../../services/personalities';
import { TestBrowser } from '../../services/testing-client';

const redirectUrl = 'https://practice-extension.example/countersign';
const open: PersonalityService[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((service) => service.close()));
});

interface Set {
  readonly service: PersonalityService;
  readonly context: (intent?: Partial<Intent>, change?: Partial<OAuth1Service>) => Context<OAuth1Service>;
}

const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

async function setUp(name: PersonalityName, options: PersonalityOptions = {}, change: Partial<OAuth1Service> = {}): Promise<Set> {
  const service = await startPersonality(name, options);
  open.push(service);
  const rsa = name === 'rsa';
  const registered = service.registerApp({ callbacks: [redirectUrl], ...(rsa && { publicKey: pair.publicKey }) });
  const app: App = {
    serviceId: `practice-${name}`,
    clientId: registered.consumerKey,
    clientSecret: rsa ? pair.privateKey : registered.consumerSecret,
  };
  const entry = personalityEntry(name, service.origin, { apiOrigin: service.apiOrigin, ...change });
  return {
    service,
    context: (intent = {}, more = {}) => ({
      service: { ...entry, ...more },
      app: intent.way === 'credentials' ? { ...app, clientId: '', clientSecret: '' } : app,
      clock: systemClock,
      random: systemRandom,
      signal: new AbortController().signal,
      redirectUrl,
      intent: { scopes: [], ...intent },
      key: noKey,
      http: transmit,
    }),
  };
}

const noKey = (): never => {
  throw new Error('OAuth 1.0a has no key pair of its own.');
};

function transmit({ method, url, headers, body }: Outgoing): Promise<Response> {
  return fetch(url, { method, headers, body: body ?? null, redirect: 'manual' });
}

type WithoutAttempt<R> = R extends unknown ? Omit<R, 'attempt'> : never;
type Answers = (step: Extract<Step, { do: 'visit' | 'ask' | 'reach' }>) => Promise<WithoutAttempt<Reply>>;

/** Goes through all steps as the user `alice`, or as the test says. What waits in between is JSON, as in the journal. */
async function signIn(
  context: Context<OAuth1Service>,
  answer: Answers = alice(),
): Promise<Extract<Step<OAuth1Secret>, { do: 'done' }>> {
  let step = await oauth1.begin(context);
  while (step.do !== 'done') {
    if (step.do === 'wait') throw new Error('OAuth 1.0a waits for nobody.');
    const reply = step.do === 'next' ? { to: 'next' as const } : await answer(step);
    const pending = JSON.parse(JSON.stringify(step.pending)) as typeof step.pending;
    step = await oauth1.resume(context, pending, { ...reply, attempt: 1 });
  }
  return step;
}

function alice(browser = new TestBrowser()): Answers {
  return async (step) => {
    if (step.do === 'reach') return { to: 'reach' };
    if (step.do === 'visit') return { to: 'visit', url: (await browser.signIn(step.url, 'alice')).headers['location'] ?? '' };
    return { to: 'ask', values: { pin: pinOf(await browser.signIn(step.open ?? '', 'alice')) } };
  };
}

/** A signed call, as the gateway makes it, with what the protocol makes of the answer. */
async function call(
  context: Context<OAuth1Service>,
  grant: Grant<OAuth1Secret>,
  target: string,
  init: { method?: string; body?: Outgoing['body']; type?: string } = {},
) {
  const held = { ...grant, notes: {} };
  const { method = 'GET', body, type } = init;
  const request: Outgoing = {
    method,
    url: new URL(target),
    headers: new Headers(type ? { 'content-type': type } : {}),
    ...(body !== undefined && { body }),
  };
  const sent = await oauth1.sign(context, held, request);
  const response = await transmit(sent);
  const text = await response.text();
  const got: Incoming = { status: response.status, headers: response.headers, peek: async (bytes) => text.slice(0, bytes) };
  return {
    sent,
    status: response.status,
    text,
    reaction: await oauth1.react(context, held, sent, got),
    trace: () => oauth1.explain?.(context, held, sent, got),
  };
}

describe('the microblog', () => {
  test('by redirect: authenticate for known users, authorize with force_login for another, screen_name when again', async () => {
    const { context } = await setUp('x');
    const done = await signIn(context());
    expect(done.grant).toMatchObject({ facts: { subject: '2291', label: 'alice', renewable: false } });
    const urlOf = async (intent: Partial<Intent>) => {
      const step = await oauth1.begin(context(intent));
      return step.do === 'visit' ? new URL(step.url) : undefined;
    };
    expect((await urlOf({}))?.pathname).toBe('/oauth/authenticate');
    const another = await urlOf({ another: true });
    expect([another?.pathname, another?.searchParams.get('force_login')]).toEqual(['/oauth/authorize', 'true']);
    const forced = await urlOf({ force: true });
    expect([forced?.pathname, forced?.searchParams.get('force_login')]).toEqual(['/oauth/authorize', 'true']);
    const again = await urlOf({ expect: { label: 'al ice&', subject: '1' } });
    expect([again?.pathname, again?.searchParams.get('screen_name')]).toEqual(['/oauth/authenticate', 'al ice&']);
  });

  test('by PIN: a mistyped one is asked for again, three are the end', async () => {
    const { context } = await setUp('x');
    const pin = context({ way: 'pin' });
    const page = alice();
    let typed = 0;
    const done = await signIn(pin, async (step) => {
      typed += 1;
      if (step.do === 'ask') expect(step.problem?.code).toBe(typed === 1 ? undefined : 'verifier_refused');
      return typed === 1 ? { to: 'ask', values: { pin: '0000000' } } : page(step);
    });
    expect(typed).toBe(2);
    expect(done.grant.facts.label).toBe('alice');
    const wrong: Answers = async () => ({ to: 'ask', values: { pin: '0000000' } });
    await expect(signIn(pin, wrong)).rejects.toMatchObject({ code: 'request_token_expired', serviceCode: '89' });
  });

  test('its refusals have codes of ours', async () => {
    const { service, context } = await setUp('x');
    await expect(signIn({ ...context(), redirectUrl: 'https://elsewhere.example/' })).rejects.toMatchObject({
      code: 'redirect_mismatch',
      serviceCode: '415',
    });
    const desktop = service.registerApp({ callbacks: [redirectUrl], kind: 'desktop' });
    const app = { serviceId: 'practice-x', clientId: desktop.consumerKey, clientSecret: desktop.consumerSecret };
    await expect(signIn({ ...context(), app })).rejects.toMatchObject({ code: 'pin_only', serviceCode: '417' });
    expect((await signIn({ ...context({ way: 'pin' }), app })).do).toBe('done');
    service.suspendApp(desktop.consumerKey);
    await expect(signIn({ ...context(), app })).rejects.toMatchObject({ code: 'app_suspended', serviceCode: '416' });
    service.clockAheadSeconds = 7200;
    service.confirmCallback = false;
    await expect(signIn(context())).rejects.toMatchObject({ code: 'callback_not_confirmed' });
  });

  test('a form is signed, JSON and multipart are not; code 89 is the end of the token', async () => {
    const { service, context } = await setUp('x');
    const { grant } = await signIn(context());
    const at = context();
    const form = 'application/x-www-form-urlencoded';
    const post = await call(at, grant, `${service.apiOrigin}/1.1/statuses/update.json?include_entities=true`, {
      method: 'POST',
      body: 'status=Hello+Ladies+%2b+Gentlemen%2C+a+signed+OAuth+request!',
      type: form,
    });
    expect([post.status, post.reaction.do]).toEqual([200, 'deliver']);
    const twice = await call(at, grant, `${service.apiOrigin}/1.1/statuses/update.json`, {
      method: 'POST',
      body: 'status=Hello+Ladies+%2b+Gentlemen%2C+a+signed+OAuth+request!',
      type: form,
    });
    expect([twice.status, twice.reaction.do]).toEqual([403, 'deliver']);
    expect(await twice.trace()).toMatchObject({ status: 403, serviceCode: '187' });
    expect(
      (await call(at, grant, `${service.apiOrigin}/2/tweets`, { method: 'POST', body: '{"text":"é"}', type: 'application/json' }))
        .status,
    ).toBeLessThan(300);
    service.revokeUserTokens('alice');
    const dead = await call(at, grant, `${service.apiOrigin}/1.1/account/verify_credentials.json`);
    expect(dead.reaction).toMatchObject({ do: 'sign-in-again', problem: { code: 'needs_sign_in', serviceCode: '89' } });
  });
});

describe('the video service', () => {
  test.each(['redirect', 'pin'] as const)('by %s: its own API host is asked for, its site tells the name', async (way) => {
    const { service, context } = await setUp('tv', {}, { apiHosts: ['https://api.practice.example'] });
    const steps: string[] = [];
    const answers = alice();
    const done = await signIn(context({ way }), (step) => {
      steps.push(step.do === 'reach' ? `reach ${step.origins.join()}` : step.do);
      return answers(step);
    });
    expect(steps).toEqual([way === 'pin' ? 'ask' : 'visit', `reach ${service.apiOrigin}`]);
    expect(done.grant.facts.apiHosts).toEqual([service.apiOrigin]);
    expect(done.grant.facts.label).toMatch(/\S/);
    expect(done.grant.facts.subject).toMatch(/\S/);
  });

  test('credentials pasted whole; refused ones are asked for again', async () => {
    const { service, context } = await setUp('tv', {}, { apiHosts: ['https://api.practice.example'] });
    const { consumerKey, consumerSecret, token, tokenSecret } = service.privilegedCredentials('alice');
    const values = { consumerKey: ` ${consumerKey}\n`, consumerSecret, token, tokenSecret, apiHost: service.apiOrigin };
    const problems: (string | undefined)[] = [];
    const done = await signIn(context({ way: 'credentials' }), async (step) => {
      if (step.do !== 'ask') return { to: 'reach' };
      problems.push(step.problem?.code);
      return { to: 'ask', values: problems.length === 1 ? { ...values, tokenSecret: 'mistyped' } : values };
    });
    expect(problems).toEqual([undefined, 'credentials_refused']);
    expect(done.app).toEqual({ clientId: consumerKey, clientSecret: consumerSecret });
    expect(done.grant.secret).toEqual({ token, tokenSecret });
  });

  test.each(['', '?format=json', '?format=json&raw=1'])('an error that comes with status 200 %s is seen', async (format) => {
    const { service, context } = await setUp('tv');
    const { grant } = await signIn(context());
    const broken = { ...grant, secret: { ...grant.secret, tokenSecret: 'another' } };
    const told = await call(context(), broken, `${service.apiOrigin}/api/echo${format}`);
    // Asked who the account is, the service says the same: it is the account's own secret that is wrong.
    expect(told).toMatchObject({ status: 200, reaction: { do: 'sign-in-again', problem: { serviceCode: 'invalid_signature' } } });
    expect(await told.trace()).toMatchObject({ status: 200, serviceCode: 'invalid_signature' });
    const fine = await call(context(), grant, `${service.apiOrigin}/api/echo${format}`);
    expect(await fine.trace()).not.toHaveProperty('serviceCode');
  });

  test('a signature that is refused in one call alone is the caller’s matter', async () => {
    const { service, context } = await setUp('tv');
    const { grant } = await signIn(context());
    const body = '<response status="error" code="invalid_signature" message="The API signature is not valid"/>';
    service.apiFaults.next('/api/echo', { respond: { status: 200, headers: { 'content-type': 'text/xml' }, body } });
    const told = await call(context(), grant, `${service.apiOrigin}/api/echo`);
    expect([told.status, told.reaction]).toEqual([200, { do: 'deliver' }]);
    expect(service.log.at(-1)).toMatchObject({ path: '/api/site/get', status: 200 });
  });
});

test.each(['RSA-SHA1', 'RSA-SHA256', 'RSA-SHA512'] as const)(
  'the tracker: %s with a registered public key',
  async (signatureMethod) => {
    const { service, context } = await setUp('rsa', { signatureMethods: [signatureMethod] }, { signatureMethod });
    const { grant } = await signIn(context());
    expect((await call(context(), grant, `${service.apiOrigin}/api/me`)).status).toBe(200);
    const app = { ...context().app, clientSecret: 'no key' };
    await expect(oauth1.begin({ ...context(), app })).rejects.toMatchObject({ code: 'key_invalid' });
  },
);

test('the tracker: two-legged, as the app itself', async () => {
  const { service, context } = await setUp('rsa');
  const { grant } = await signIn(context({ way: 'app' }));
  expect(grant.secret).toEqual({});
  expect(grant.facts.subject).toBe(context().app.clientId);
  expect((await call(context(), grant, `${service.apiOrigin}/api/two-legged`)).status).toBe(200);
});

test('the ledger: HMAC-SHA256, a realm, role signed in the query', async () => {
  const { service, context } = await setUp('ledger');
  const { grant } = await signIn(context());
  const right = await call(context(), grant, `${service.apiOrigin}/api/me?role=3`);
  expect(right.status).toBe(200);
  expect((await right.trace())?.explanation.carried).toMatch(/^OAuth realm="123456_SB1", /);
  const { realm: _, ...without } = context().service;
  const wrong = await call({ ...context(), service: without }, grant, `${service.apiOrigin}/api/me?role=3`);
  expect(wrong.reaction).toMatchObject({ do: 'sign-in-again', problem: { serviceCode: 'token_rejected' } });
});

test('the records: PLAINTEXT, whose signature no explanation shows', async () => {
  const { service, context } = await setUp('records');
  const { grant } = await signIn(context());
  expect(grant.facts.label).toBe('alice');
  const told = await call(context(), grant, `${service.apiOrigin}/api/me`);
  expect(told.status).toBe(200);
  const shown = JSON.stringify(await told.trace());
  expect(shown).not.toContain(context().app.clientSecret);
  expect(shown).not.toContain(grant.secret.tokenSecret);
  expect((await told.trace())?.explanation).toMatchObject({ notSigned: ['everything'] });
});

describe('sessions', () => {
  test('a handle renews the token, without the user; the new one works, the old one does not', async () => {
    const { service, context } = await setUp('sessions', { tokenSeconds: 100 });
    const { grant } = await signIn(context());
    expect(grant.facts).toMatchObject({ renewable: true });
    expect(grant.facts.expiresAt! - grant.facts.issuedAt!).toBe(100_000);
    service.expireAccessTokens();
    const late = await call(context(), grant, `${service.apiOrigin}/api/me`);
    expect([late.status, late.reaction.do]).toEqual([401, 'renew']);
    const renewed = await oauth1.renew!(context(), { ...grant, notes: {} }, 1);
    expect(renewed.secret.sessionHandle).not.toBe(grant.secret.sessionHandle);
    expect(renewed.facts.rotates).toBe(true);
    expect((await call(context(), renewed, `${service.apiOrigin}/api/me`)).status).toBe(200);
    // The old handle is used up: on the second try that means that the answer was lost.
    await expect(oauth1.renew!(context(), { ...grant, notes: {} }, 2)).rejects.toMatchObject({ code: 'renewal_interrupted' });
    await expect(oauth1.renew!(context(), { ...grant, notes: {} }, 1)).rejects.toMatchObject({ code: 'needs_sign_in' });
  });

  test('a service in trouble is no reason to ask the user', async () => {
    const { service, context } = await setUp('sessions');
    const { grant } = await signIn(context());
    service.faults.next('/oauth/access_token', { respond: { status: 503 } });
    await expect(oauth1.renew!(context(), { ...grant, notes: {} }, 1)).rejects.toMatchObject({ code: 'service_error' });
    service.faults.next('/oauth/access_token', { respond: { status: 429 } });
    await expect(oauth1.renew!(context(), { ...grant, notes: {} }, 1)).rejects.toMatchObject({ code: 'service_refused' });
    expect((await oauth1.renew!(context(), { ...grant, notes: {} }, 1)).secret.token).toBeTruthy();
  });

  test('a wrong clock is learnt at sign-in and at a call; the echoed base string is ours', async () => {
    const { service, context } = await setUp('sessions', { clockAheadSeconds: -7200 });
    const { grant } = await signIn(context());
    const told = await call(context(), grant, `${service.apiOrigin}/api/me`);
    expect(told.reaction).toMatchObject({ do: 'retry', notes: { skewSeconds: expect.closeTo(-7200, -1) as number } });
    service.clockAheadSeconds = 0;
    const broken = { ...grant, secret: { ...grant.secret, tokenSecret: 'another' } };
    const trace = await (await call(context(), broken, `${service.apiOrigin}/api/me?a=b&a=a%20c`)).trace();
    expect(trace?.serviceCode).toBe('signature_invalid');
    expect(trace?.echoed).toBe(trace?.explanation.baseString);
  });
});

test('the gallery: perms on the page, text parts of an upload signed, numeric errors with status 200', async () => {
  const { service, context } = await setUp('gallery');
  const step = await oauth1.begin(context());
  expect(step.do === 'visit' && new URL(step.url).searchParams.get('perms')).toBe('write');
  const { grant } = await signIn(context());
  expect(grant.facts).toMatchObject({ label: 'alice', extra: { fullname: expect.stringMatching(/\S/) as string } });
  const form = new FormData();
  form.set('title', 'A title, "quoted" & é\nsecond line');
  form.set('photo', new Blob([new Uint8Array(70_000).fill(7)], { type: 'image/jpeg' }), 'photo.jpg');
  form.set('tags', '');
  const upload = new Response(form);
  const type = upload.headers.get('content-type') ?? '';
  const sent = await call(context(), grant, `${service.apiOrigin}/services/upload`, {
    method: 'POST',
    body: await upload.blob(),
    type,
  });
  expect([sent.status, sent.text]).toEqual([200, expect.stringContaining('70000')]);
  service.revokeUserTokens('alice');
  const dead = await call(
    context(),
    grant,
    `${service.apiOrigin}/services/rest?method=gallery.test.login&format=json&nojsoncallback=1`,
  );
  expect(dead.reaction).toMatchObject({ do: 'sign-in-again', problem: { serviceCode: '98', status: 200 } });
});

describe.each(['header', 'query', 'body'] as const)('strict about the %s', (transport) => {
  test('forms, JSON by its hash, and nothing at all', async () => {
    const change = { transport, bodyHash: true, signatureMethod: 'HMAC-SHA512' } as const;
    const { service, context } = await setUp('strict', { transport, bodyHash: true, signatureMethods: ['HMAC-SHA512'] }, change);
    const { grant } = await signIn(context({ way: 'redirect' }));
    for (const [method, body, type] of [
      ['GET', undefined, undefined],
      ['POST', 'a=1&a=0&b=+%20', 'application/x-www-form-urlencoded'],
      ['POST', '{"a":1}', 'application/json'],
      ['PUT', new Blob(['bytes']), 'application/octet-stream'],
    ] as const) {
      const told = await call(context(), grant, `${service.apiOrigin}/api/echo?q=1&q=`, {
        method,
        ...(body !== undefined && { body }),
        ...(type && { type }),
      });
      expect([method, type, told.status, told.text.slice(0, 200)]).toEqual([method, type, 200, expect.any(String)]);
      expect((await told.trace())?.explanation.notSigned).toEqual(['headers']);
    }
  });
});
