/** The request that leads the user to the service's own page: by redirect with a code (RFC 6749 §4.1) or implicitly (§4.2). */
import * as oauth from 'oauth4webapi';
import { fill } from '../../core/template';
import type { Sealed, Step } from '../../core/protocol';
import { safeUrl } from '../../core/urls';
import type { OAuth2Service } from '../../core/oauth2-service';
import type { Parameters } from '../../core/service-base';
import { pkceChallenge, pkceHexChallenge, pkceVerifier } from '../../crypto/pkce';
import { randomText } from '../../crypto/random-text';
import { speakerFor, type Ctx } from './client';
import { patiently, told } from './failures';
import type { OAuth2Secret } from './grant';
import { proofsOf } from './proof';

/** A sign-in page left open longer than this is unlikely to be answered; services end their own sessions about then, in milliseconds. */
const patience = 10 * 60_000;

/** Waits for the redirect. */
export interface Visiting extends Sealed {
  readonly at: 'visit';
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly startedAt: number;
}

/** Whether ID tokens are asked for, checked and believed. */
export function usesIdToken(service: OAuth2Service, scopes: readonly string[]): boolean {
  return service.issuer !== undefined && service.jwksUrl !== undefined && scopes.includes('openid');
}

/**
 * The step to the service's page.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.3
 * @see https://www.rfc-editor.org/rfc/rfc9126
 */
export async function visitStep(context: Ctx): Promise<Step<OAuth2Secret>> {
  const { service, random, clock } = context;
  const pending: Visiting = {
    at: 'visit',
    state: randomText(random, 24),
    nonce: randomText(random, 24),
    verifier: pkceVerifier(random),
    startedAt: clock.now(),
  };
  const url = safeUrl(service.authorizeUrl ?? '');
  const parameters = await parametersOf(context, pending);
  const pushed = service.parUrl === undefined ? undefined : await push(context, parameters);
  for (const [name, value] of pushed?.parameters ?? parameters) {
    if (name === 'resource') url.searchParams.append(name, value);
    else url.searchParams.set(name, value);
  }
  const until = clock.now() + Math.min(patience, pushed?.life ?? patience);
  const once = pushed ? { once: true as const } : {}; // a request's name is good for one use (RFC 9126 §2.2)
  return { do: 'visit', url: url.href, back: context.redirectUrl, ours: pending.state, ...once, until, pending };
}

async function parametersOf(context: Ctx, { state, nonce, verifier }: Visiting): Promise<[string, string][]> {
  const { service, app, intent } = context;
  const implicit = intent.way === 'implicit';
  const all: Record<string, string> = {
    ...wishes(context),
    response_type: implicit ? 'token' : 'code',
    [service.clientIdName ?? 'client_id']: app.clientId,
    redirect_uri: context.redirectUrl,
    [service.scopeName ?? 'scope']: intent.scopes.join(service.scopeSeparator ?? ' '),
    state,
    ...(!implicit && (await challengeOf(service, verifier))),
    ...(!implicit && usesIdToken(service, intent.scopes) && { nonce }),
    ...(service.dpop && !implicit && { dpop_jkt: await (await proofsOf(context)).calculateThumbprint() }),
  };
  const resources = (service.resource ?? []).map((resource): [string, string] => ['resource', resource]);
  return [...Object.entries(all).filter(([, value]) => value !== ''), ...resources];
}

/** What the entry adds, and what the user wishes: another account, the same one again, a fresh proof of who they are. */
function wishes({ service, app, intent }: Ctx): Parameters {
  const { authorizeParameters = {}, codeParameters, anotherParameters, againParameters = {}, forceParameters } = service;
  const { expect } = intent;
  const again = expect
    ? Object.entries(againParameters).map(([name, value]) => [
        name,
        fill(value, { label: expect.label, subject: expect.subject }),
      ])
    : [];
  const always = Object.entries(authorizeParameters).map(([name, value]) => [name, value.replaceAll('{clientId}', app.clientId)]);
  return {
    ...(Object.fromEntries(always) as Parameters),
    ...(intent.way !== 'implicit' && codeParameters),
    ...(intent.another && anotherParameters),
    ...(Object.fromEntries(again) as Parameters),
    ...(intent.force && forceParameters),
  };
}

async function challengeOf({ pkce = 'S256' }: OAuth2Service, verifier: string): Promise<Parameters> {
  if (pkce === 'none') return {};
  const challenge = pkce === 'hex' ? await pkceHexChallenge(verifier) : await pkceChallenge(verifier);
  return { code_challenge: challenge, code_challenge_method: 'S256' };
}

/** Sends the request ahead, so that the browser carries nothing but its name. */
async function push(context: Ctx, parameters: [string, string][]): Promise<{ parameters: [string, string][]; life: number }> {
  const { service, app } = context;
  const { as, client, auth, options } = await speakerFor(context);
  const { request_uri: name, expires_in: seconds } = await told(
    context,
    [app.clientSecret, ...parameters.filter(([key]) => /^(state|nonce|code_challenge)$/.test(key)).map(([, value]) => value)],
    () =>
      patiently(async () => {
        const response = await oauth.pushedAuthorizationRequest(as, client, auth, new URLSearchParams(parameters), options);
        return oauth.processPushedAuthorizationResponse(as, client, response);
      }),
    (error) => (error === 'invalid_scope' ? 'scope_refused' : /redirect_uri/.test(error) ? 'redirect_mismatch' : undefined),
  );
  return {
    parameters: [
      [service.clientIdName ?? 'client_id', app.clientId],
      ['request_uri', name],
    ],
    life: seconds * 1000,
  };
}
