/** The client itself, by the practice services' own entries: signs in, calls, renews, revokes, and sees a dead token, at each. */
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock, systemRandom } from '../../src/core/ports';
import type { Context, Grant, Held, Incoming, Outgoing } from '../../src/core/protocol';
import type { OAuth2Service } from '../../src/core/words';
import type { OAuth2Secret } from '../../src/protocols/oauth2/grant';
import { oauth2 } from '../../src/protocols/oauth2/protocol';
import { filesEntry, type FilesTraits } from '../practice/entries';
import { vendorEntry } from '../practice/vendor-entries';
import { ownKeyFor } from '../unit/oauth2/own-key';
import { startFiles, type FilesOptions } from './files';
import type { FilesAuth } from './files-clients';
import { TestBrowser } from './testing-client';
import type { PracticeService } from './types';
import { startVendor, VENDORS } from './vendor';

const BACK = 'https://practice-app.example/back';
let service: PracticeService;
afterEach(async () => {
  ahead = 0;
  await service.close();
});

/** Milliseconds by which the client's clock is ahead: a bare 401 says nothing about a token that is young. */
let ahead = 0;

function contextFor(entry: OAuth2Service, app: { clientId: string; clientSecret?: string }): Context<OAuth2Service> {
  return {
    service: entry,
    app: { serviceId: entry.id, clientId: app.clientId, clientSecret: app.clientSecret ?? '' },
    clock: { ...systemClock, now: () => systemClock.now() + ahead },
    random: systemRandom,
    signal: new AbortController().signal,
    redirectUrl: BACK,
    intent: { scopes: entry.scopes.map(({ name }) => name), ...(entry.ways?.[0] ? { way: entry.ways[0] } : {}) },
    key: ownKeyFor('sign-in'),
    http: (request) => sent(request),
  };
}

const sent = ({ method, url, headers, body }: Outgoing): Promise<Response> =>
  fetch(url, { method, headers, ...(body ? { body } : {}), redirect: 'manual' });

/** Goes through every step until the sign-in is done; the user allows everything. */
async function signIn(context: Context<OAuth2Service>): Promise<Grant<OAuth2Secret>> {
  let step = await oauth2.begin(context);
  for (let turns = 0; turns < 12; turns += 1) {
    if (step.do === 'done') return step.grant;
    if (step.do === 'visit') {
      const done = await new TestBrowser().signIn(step.url, 'alice');
      step = await oauth2.resume(context, step.pending, { to: 'visit', url: done.headers['location'] ?? '', attempt: 1 });
    } else if (step.do === 'next') step = await oauth2.resume(context, step.pending, { to: 'next', attempt: 1 });
    else if (step.do === 'reach') step = await oauth2.resume(context, step.pending, { to: 'reach', attempt: 1 });
    else throw new Error(`unexpected ${step.do}`);
  }
  throw new Error('no end');
}

const held = (grant: Grant<OAuth2Secret>): Held<OAuth2Secret> => ({ ...grant, notes: {} });

/** Calls the API, once more where the protocol says so. @returns the answer, and what the protocol makes of it */
async function call(context: Context<OAuth2Service>, grant: Grant<OAuth2Secret>) {
  let { notes } = held(grant);
  for (let turn = 1; ; turn += 1) {
    const host = grant.facts.apiHosts?.[0] ?? service.origin;
    const request: Outgoing = { method: 'GET', url: new URL('/api/account', host), headers: new Headers() };
    const signed = await oauth2.sign(context, { ...grant, notes }, request);
    const response = await sent(signed);
    const text = await response.text();
    const got: Incoming = { status: response.status, headers: response.headers, peek: async (bytes) => text.slice(0, bytes) };
    const reaction = await oauth2.react(context, { ...grant, notes }, signed, got);
    if (reaction.do !== 'retry' || turn > 1) return { good: text.includes('screen_name'), reaction: reaction.do };
    notes = reaction.notes;
  }
}

describe.each(VENDORS)('%s', (name) => {
  it('is signed in to, called, renewed and revoked', async () => {
    const vendor = await startVendor(name);
    service = vendor;
    const context = contextFor(vendorEntry(name, vendor.origin), vendor.registerApp({ redirectUris: [BACK] }));
    const grant = await signIn(context);
    if (name !== 'app-only') expect(grant.facts.label).toMatch(/alice/i);
    expect(await call(context, grant)).toEqual({ good: true, reaction: 'deliver' });
    let last = grant;
    if (grant.facts.renewable) {
      const renewed = await oauth2.renew?.(context, held(grant), 1);
      if (!renewed) throw new Error('the client renews nothing');
      last = { secret: renewed.secret, facts: { ...grant.facts, ...renewed.facts } };
      expect(last.secret.accessToken === grant.secret.accessToken).toBe(name === 'app-only');
      expect(await call(context, last)).toEqual({ good: true, reaction: 'deliver' });
    }
    const { revokeUrl, revokeBy } = context.service;
    if (revokeUrl || revokeBy) expect(await oauth2.revoke?.(context, held(last))).toBe('revoked');
    else vendor.revokeGrants('alice');
    ahead = 120_000;
    const dead = await call(context, last);
    expect([dead.good, dead.reaction === 'deliver']).toEqual([false, false]);
  });
});

describe('Practice Files', () => {
  const demands: [string, FilesOptions, FilesTraits, FilesAuth][] = [
    ['PAR', { par: true }, { par: true }, 'none'],
    ['DPoP', { dpop: true }, { dpop: true }, 'none'],
    ['PAR and DPoP', { par: true, dpop: true }, { par: true, dpop: true }, 'none'],
    ['a resource', { resources: ['https://files.example/'] }, { resources: ['https://files.example/'] }, 'none'],
    ['a secret in the body', {}, {}, 'client_secret_post'],
    ['a secret that signs', {}, {}, 'client_secret_jwt'],
    ['the app itself', {}, { ways: ['app'] }, 'client_secret_basic'],
  ];
  it.each(demands)('%s', async (_name, options, traits, auth) => {
    const files = await startFiles(options);
    service = files;
    const context = contextFor(filesEntry(files.origin, auth, traits), files.registerApp({ redirectUris: [BACK], auth }));
    const grant = await signIn(context);
    expect(await call(context, grant)).toEqual({ good: true, reaction: 'deliver' });
    if (!grant.facts.renewable || traits.ways) return;
    files.expireAccessTokens();
    expect((await call(context, grant)).reaction).toBe('renew');
    const renewed = await oauth2.renew?.(context, held(grant), 1);
    expect(renewed && (await call(context, renewed)).good).toBe(true);
  });
});
