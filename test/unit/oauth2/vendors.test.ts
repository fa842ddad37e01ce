/** Twelve kinds of services with habits of their own: each signs in by its entry alone, is called, renewed and revoked as it wants. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Grant, Outgoing } from '../../../src/core/protocol';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import type { OAuth2Secret } from '../../../src/protocols/oauth2/grant';
import { identified } from '../../../src/protocols/oauth2/identity';
import { oauth2 } from '../../../src/protocols/oauth2/protocol';
import { vendorEntry } from '../../practice/vendor-entries';
import { REDIRECT } from '../../services/files-testing';
import { startVendor, VENDORS, type VendorName, type VendorService } from '../../services/vendor';
import { codeOf, contextOf, held, signIn, transmit, type Ctx } from './drive';

let vendor: VendorService;
afterEach(() => vendor?.close());

async function at(name: VendorName, change: Partial<OAuth2Service> = {}): Promise<Ctx> {
  vendor = await startVendor(name);
  const { clientId, clientSecret = '' } = vendor.registerApp({ redirectUris: [REDIRECT] });
  const entry = vendorEntry(name, vendor.origin, change);
  const way = entry.ways?.[0];
  return contextOf(entry, { clientId, clientSecret }, way === undefined ? {} : { way });
}

async function call(context: Ctx, grant: Grant<OAuth2Secret>): Promise<{ response: Response; does: string }> {
  const url = new URL('/api/me', grant.facts.apiHosts?.[0] ?? vendor.apiOrigin);
  const plain: Outgoing = { method: 'GET', url, headers: new Headers() };
  const sent = await oauth2.sign(context, held(grant), plain);
  const response = await transmit(sent);
  const { status, headers } = response;
  const old = { ...held(grant), facts: { ...grant.facts, issuedAt: 0 } };
  const reaction = await oauth2.react(context, old, sent, { status, headers, peek: () => response.clone().text() });
  return { response, does: reaction.do };
}

const works = async (context: Ctx, grant: Grant<OAuth2Secret>): Promise<boolean> => {
  const { response, does } = await call(context, grant);
  return response.status === 200 && does === 'deliver';
};

const renewable: readonly VendorName[] = [
  'nested',
  'self-renewing',
  'hexkey',
  'json',
  'instance',
  'epoch',
  'installed',
  'app-only',
  'dotted',
];

describe.each(VENDORS)('%s', (name) => {
  test('signs in, is called, and ends', async () => {
    const context = await at(name);
    const { grant } = await signIn(context);
    expect(grant.secret.accessToken).toBeTruthy();
    expect(grant.facts.renewable).toBe(renewable.includes(name));
    if (name !== 'app-only') {
      expect(grant.facts.subject).toBeTruthy();
      expect(grant.facts.label).toMatch(/alice/i);
    }
    expect(await works(context, grant)).toBe(true);
    const revocable = context.service.revokeUrl !== undefined || context.service.revokeBy !== undefined;
    expect(await oauth2.revoke!(context, held(grant))).toBe(revocable ? 'revoked' : 'unsupported');
    if (!revocable) vendor.revokeGrants('alice');
    const after = await call(context, grant);
    expect(after.response.status === 200 && after.does === 'deliver').toBe(false);
  });

  test('its deviations count: taken for a service by the book, the sign-in fails or its calls do', async () => {
    const context = await at(name);
    const { id, name: title, hue, apiHosts, protocol, scopes, authorizeUrl, tokenUrl, ways } = context.service;
    const byTheBook: OAuth2Service = {
      id,
      name: title,
      hue,
      apiHosts,
      protocol,
      scopes,
      clientAuth: 'none',
      ...(authorizeUrl !== undefined && { authorizeUrl }),
      ...(tokenUrl !== undefined && { tokenUrl }),
      ...(ways && { ways }),
    };
    const plain = { ...context, service: byTheBook };
    const outcome = await signIn(plain).then(
      async ({ grant }) => {
        const whole = grant.facts.renewable === renewable.includes(name) && grant.facts.subject !== undefined;
        return whole && (await works(plain, grant)) ? 'as well' : 'less';
      },
      (error: { code?: string }) => error.code ?? 'thrown',
    );
    expect(outcome).not.toBe('as well');
  });
});

/** Of those, the ones that renew again by what they renewed with before: only these may be copied into a backup. */
const keepsItsRenewer: readonly string[] = ['instance', 'installed', 'app-only', 'dotted'];

describe.each(renewable)('%s, renewed', (name) => {
  test('an expired token is noticed, renewed, and the fresh one works', async () => {
    const context = await at(name);
    const { grant } = await signIn(context);
    if (name !== 'app-only' && name !== 'self-renewing') {
      vendor.expireAccessTokens();
      expect((await call(context, grant)).does).toBe('renew');
    }
    const renewed = await oauth2.renew!(context, held(grant), 1);
    expect(await works(context, { ...renewed, facts: { ...grant.facts, ...renewed.facts } })).toBe(true);
    expect(renewed.facts.rotates).toBe(!keepsItsRenewer.includes(name));
  });
});

describe.each(renewable.filter((name) => name !== 'app-only'))('%s', (name) => {
  test('ended there by the user, asks for a sign-in', async () => {
    const context = await at(name);
    const { grant } = await signIn(context);
    vendor.revokeGrants('alice');
    expect(await codeOf(oauth2.renew!(context, held(grant), 1))).toBe('needs_sign_in');
    expect(await codeOf(oauth2.renew!(context, held(grant), 2))).toBe('renewal_interrupted');
  });
});

test.each([
  ['who signed in', 'hexkey'],
  ['a renewal of its own', 'self-renewing'],
  ['a revocation of its own', 'hexkey'],
] as const)('a service that takes too long is unreachable: %s', async (what, name) => {
  const context = await at(name);
  const { grant } = await signIn(context);
  const late = { ...context, http: () => Promise.reject(new DOMException('took too long', 'TimeoutError')) };
  const { subject: _, ...unnamed } = grant.facts;
  const work = {
    'who signed in': () => identified(late, { ...grant, facts: unnamed }),
    'a renewal of its own': () => oauth2.renew!(late, held(grant), 1),
    'a revocation of its own': () => oauth2.revoke!(late, held(grant)),
  }[what];
  expect(await codeOf(work())).toBe('service_unreachable');
});
