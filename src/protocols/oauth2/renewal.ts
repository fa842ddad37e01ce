/** A fresh access token without the user. */
import * as oauth from 'oauth4webapi';
import { CountersignError, type Code } from '../../core/errors';
import type { Grant, Held } from '../../core/protocol';
import type { VendorRequest } from '../../core/oauth2-service';
import type { Ctx } from './client';
import { resourcesOf } from './code';
import { withApiHost, type OAuth2Secret } from './grant';
import { spentCode } from './spent';
import { requestTokens } from './token-request';
import { sendVendor } from './vendor-request';

/**
 * Renews the access token: by the refresh token, by asking again as the app, or as the vendor wants it.
 * @param attempt above 1: the service may have answered already, and a rotated token is good for one use
 * @throws CountersignError `needs_sign_in`, `renewal_interrupted` where only a new sign-in helps; else what went wrong
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-6
 */
export async function renew(context: Ctx, held: Held<OAuth2Secret>, attempt: number): Promise<Grant<OAuth2Secret>> {
  const { service } = context;
  const dead: Code = attempt > 1 ? 'renewal_interrupted' : 'needs_sign_in';
  const asked = held.facts.asked ?? [];
  if (held.secret.ofApp) return appTokens(context, asked);
  const refused = (error: string): Code | undefined => (spentCode(service, error) ? dead : undefined);
  const { renewBy } = service;
  if (renewBy) return withRotation(await vendorTokens(context, renewBy, held, refused), held);
  const { refreshToken } = held.secret;
  if (refreshToken === undefined) throw new CountersignError('needs_sign_in', { about: service.name });
  const { grant } = await requestTokens(context, {
    url: service.renewUrl,
    sent: [refreshToken],
    asked,
    old: held.secret,
    send: ({ as, client, auth, options }) =>
      oauth.refreshTokenGrantRequest(as, client, auth, refreshToken, {
        ...options,
        additionalParameters: further(context, held),
      }),
    refused, // an ID token here tells nothing new, and a reply with the next refresh token must never be lost for its sake
  });
  return withRotation(grant, held);
}

/** Notes whether what renews the token was replaced: such an account cannot live in two places. */
function withRotation({ secret, facts }: Grant<OAuth2Secret>, { secret: before }: Held<OAuth2Secret>): Grant<OAuth2Secret> {
  const renewer = (of: OAuth2Secret): string => of.refreshToken ?? of.accessToken;
  return { secret, facts: { ...facts, rotates: renewer(secret) !== renewer(before) } };
}

function further(context: Ctx, { facts }: Held<OAuth2Secret>): URLSearchParams {
  const { quirks = [], scopeSeparator = ' ' } = context.service;
  const all = resourcesOf(context);
  if (quirks.includes('redirect-uri-on-renewal')) all.set('redirect_uri', context.redirectUrl);
  const scopes = facts.scopes ?? facts.asked ?? [];
  if (quirks.includes('scope-on-renewal') && scopes.length > 0) all.set('scope', scopes.join(scopeSeparator));
  return all;
}

/**
 * The app's own token.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export async function appTokens(context: Ctx, asked: readonly string[]): Promise<Grant<OAuth2Secret>> {
  const { service, app } = context;
  const parameters = resourcesOf(context);
  if (asked.length > 0) parameters.set('scope', asked.join(service.scopeSeparator ?? ' '));
  const { grant, whole } = await requestTokens(context, {
    sent: [],
    asked,
    send: ({ as, client, auth, options }) => oauth.clientCredentialsGrantRequest(as, client, auth, parameters, options),
    refused: (error) => (error === 'invalid_scope' ? 'scope_refused' : undefined),
  });
  const { refreshToken: _, ...secret } = grant.secret;
  return {
    secret: { ...secret, ofApp: true },
    facts: withApiHost(
      { ...grant.facts, subject: app.clientId, label: app.clientId, renewable: true, rotates: false },
      service,
      whole,
    ),
  };
}

/**
 * Tokens for a token, as a vendor wants it: a longer-lived one, or a fresh one.
 * @param refused our code by the service's error code
 */
export async function vendorTokens(
  context: Ctx,
  request: VendorRequest,
  held: Held<OAuth2Secret>,
  refused: (error: string) => Code | undefined = () => undefined,
): Promise<Grant<OAuth2Secret>> {
  const { grant } = await requestTokens(context, {
    sent: [held.secret.accessToken, held.secret.refreshToken],
    asked: held.facts.asked ?? [],
    old: held.secret,
    send: () => sendVendor(context, request, held),
    refused,
  });
  return grant;
}
