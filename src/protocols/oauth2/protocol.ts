/**
 * OAuth 2.0 and OpenID Connect: the authorization code grant with PKCE (S256), refresh with rotation, and revocation.
 * @see https://www.rfc-editor.org/rfc/rfc6749
 * @see https://www.rfc-editor.org/rfc/rfc9700
 */
import * as oauth from 'oauth4webapi';
import { CountersignError } from '../../core/errors';
import { shownDetails } from '../../core/shown-text';
import type { Context, Grant, Held, Incoming, Outgoing, Protocol, Reaction, Reply, Sealed, Step } from '../../core/protocol';
import type { OAuth2Service } from '../../core/words';
import { pkceChallenge, pkceVerifier } from '../../crypto/pkce';
import { randomText } from '../../crypto/random-text';
import { readRedirect } from './authorization-response';
import { speakerFor } from './client';
import { told } from './failures';
import { grantOf, withIdentity, type OAuth2Secret } from './grant';

/** A sign-in page left open longer than this is unlikely to be answered; services end their own sessions about then, in milliseconds. */
const patience = 10 * 60_000;

type Ctx = Context<OAuth2Service>;

/** Waits for the redirect. */
interface Visiting extends Sealed {
  readonly at: 'visit';
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Has the tokens, asks who signed in. */
interface Identifying extends Sealed {
  readonly at: 'identify';
  readonly grant: Grant<OAuth2Secret>;
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1 @see https://www.rfc-editor.org/rfc/rfc7636#section-4.3 */
async function begin(context: Ctx): Promise<Step<OAuth2Secret>> {
  const { service, app, random, intent } = context;
  const pending: Visiting = {
    at: 'visit',
    state: randomText(random, 24),
    nonce: randomText(random, 24),
    verifier: pkceVerifier(random),
  };
  const url = new URL(service.authorizeUrl ?? '');
  const parameters = {
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: context.redirectUrl,
    scope: intent.scopes.join(' '),
    state: pending.state,
    code_challenge: await pkceChallenge(pending.verifier),
    code_challenge_method: 'S256',
    ...(intent.scopes.includes('openid') && { nonce: pending.nonce }),
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== '') url.searchParams.set(name, value);
  return {
    do: 'visit',
    url: url.href,
    back: context.redirectUrl,
    ours: pending.state,
    until: context.clock.now() + patience,
    pending,
  };
}

async function resume(context: Ctx, pending: Sealed, reply: Reply): Promise<Step<OAuth2Secret>> {
  if (pending['at'] === 'visit' && reply.to === 'visit') return exchange(context, pending as Visiting, reply.url, reply.attempt);
  if (pending['at'] === 'identify') return identify(context, pending as Identifying);
  throw new CountersignError('unexpected', { about: 'step' });
}

/** Trades the code for tokens. @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3 */
async function exchange(context: Ctx, pending: Visiting, redirect: string, attempt: number): Promise<Step<OAuth2Secret>> {
  const { service, intent } = context;
  const { as, client, auth, options } = speakerFor(context);
  const parameters = readRedirect(context, as, client, redirect, pending.state);
  const reply = await told(
    service.name,
    [parameters.get('code') ?? undefined, pending.verifier, context.app.clientSecret],
    async () => {
      const response = await oauth.authorizationCodeGrantRequest(
        as,
        client,
        auth,
        parameters,
        context.redirectUrl,
        pending.verifier,
        options,
      );
      const usable = service.issuer === undefined ? await withoutIdToken(response) : response;
      const expectedNonce =
        intent.scopes.includes('openid') && service.issuer !== undefined ? { expectedNonce: pending.nonce } : {};
      return oauth.processAuthorizationCodeResponse(as, client, usable, expectedNonce);
    },
    // The code is good for one use: refused on the second try, the first one had arrived.
    (error) => (error === 'invalid_grant' && attempt > 1 ? 'answer_lost' : undefined),
  );
  const grant = grantOf(reply, intent.scopes, context.clock.now());
  const claims = oauth.getValidatedIdTokenClaims(reply);
  const facts = withIdentity(grant.facts, service, claims ?? reply);
  const identified = { secret: grant.secret, facts };
  if (service.userinfoUrl === undefined) return { do: 'done', grant: identified };
  const next: Identifying = { at: 'identify', grant: identified };
  return { do: 'next', pending: next };
}

/** Asks who signed in. @see https://openid.net/specs/openid-connect-core-1_0.html#UserInfo */
async function identify(context: Ctx, pending: Identifying): Promise<Step<OAuth2Secret>> {
  const { grant } = pending;
  const { as, client, options } = speakerFor(context);
  const claims = await told(context.service.name, [grant.secret.accessToken], async () => {
    const response = await oauth.userInfoRequest(as, client, grant.secret.accessToken, options);
    // Only an ID token vouches for the subject beforehand; the userinfo reply must then be about the same person.
    const expected = context.service.issuer !== undefined && grant.facts.subject ? grant.facts.subject : oauth.skipSubjectCheck;
    return oauth.processUserInfoResponse(as, client, expected, response);
  });
  return { do: 'done', grant: { ...grant, facts: withIdentity(grant.facts, context.service, claims) } };
}

/** An ID token is worth nothing without the issuer it must name. */
async function withoutIdToken(response: Response): Promise<Response> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  if (typeof body !== 'object' || body === null || !('id_token' in body)) return response;
  const { id_token: _, ...rest } = body;
  return Response.json(rest, { status: response.status });
}

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
async function sign(_: Ctx, held: Held<OAuth2Secret>, request: Outgoing): Promise<Outgoing> {
  const headers = new Headers(request.headers);
  headers.set('authorization', `Bearer ${held.secret.accessToken}`);
  return { ...request, headers };
}

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1 */
async function react(context: Ctx, held: Held<OAuth2Secret>, _: Outgoing, got: Incoming): Promise<Reaction> {
  if (got.status !== 401) return { do: 'deliver' };
  const challenge = got.headers.get('www-authenticate') ?? '';
  const serviceCode = /\berror="?([\w.-]+)/.exec(challenge)?.[1];
  if (serviceCode !== undefined && serviceCode !== 'invalid_token') return { do: 'deliver' };
  if (held.facts.renewable) return { do: 'renew' };
  const { problem } = new CountersignError('needs_sign_in', {
    about: context.service.name,
    ...shownDetails(401, { code: serviceCode }, [held.secret.accessToken]),
  });
  return { do: 'sign-in-again', problem };
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-6 */
async function renew(context: Ctx, held: Held<OAuth2Secret>, attempt: number): Promise<Grant<OAuth2Secret>> {
  const { refreshToken } = held.secret;
  const about = context.service.name;
  if (refreshToken === undefined) throw new CountersignError('needs_sign_in', { about });
  const { as, client, auth, options } = speakerFor(context);
  const reply = await told(
    about,
    [refreshToken, context.app.clientSecret],
    async () => {
      const response = await oauth.refreshTokenGrantRequest(as, client, auth, refreshToken, options);
      return oauth.processRefreshTokenResponse(
        as,
        client,
        context.service.issuer === undefined ? await withoutIdToken(response) : response,
      );
    },
    // A rotated token is refused on the second try when the first one had arrived.
    (error) => (error !== 'invalid_grant' ? undefined : attempt > 1 ? 'renewal_interrupted' : 'needs_sign_in'),
  );
  return grantOf(reply, held.facts.asked ?? [], context.clock.now(), held.secret);
}

/** Ends the grant: the refresh token where there is one, since services end its access tokens with it. @see https://www.rfc-editor.org/rfc/rfc7009#section-2 */
async function revoke(context: Ctx, held: Held<OAuth2Secret>): Promise<'revoked' | 'unsupported'> {
  if (context.service.revokeUrl === undefined) return 'unsupported';
  const { as, client, auth, options } = speakerFor(context);
  const { refreshToken, accessToken } = held.secret;
  for (const token of [refreshToken, accessToken]) {
    if (token === undefined) continue;
    await told(context.service.name, [refreshToken, accessToken, context.app.clientSecret], async () =>
      oauth.processRevocationResponse(await oauth.revocationRequest(as, client, auth, token, options)),
    );
  }
  return 'revoked';
}

export const oauth2: Protocol<OAuth2Secret, OAuth2Service> = {
  id: 'oauth2',
  begin,
  resume,
  sign,
  react,
  renew,
  revoke,
};
