/** ID tokens: believed only when issuer, audience, time, nonce and signature are what they must be. */
import * as oauth from 'oauth4webapi';
import { CountersignError, isCoded } from '../../core/errors';
import { fromBase64Url } from '../../core/base64';
import type { Ctx, Speaker } from './client';

export interface Expected {
  /** Absent where none was sent: a token that carries one is refused. */
  readonly nonce?: string;
  /** When the user must have signed in anew: seconds may have passed since, up to `maxAge`. */
  readonly fresh?: { readonly startedAt: number; readonly maxAge: number };
}

/** Seconds by which the service's own steps may lie apart. */
const slack = 10;

/**
 * The claims of the ID token in a token reply, whose signature was checked with the service's published keys.
 * @param text the token reply
 * @throws CountersignError `id_token_invalid`, `authentication_too_old`; `service_unreachable` when the keys cannot be had
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
 */
export async function readIdToken(
  context: Ctx,
  { as: server, client, options }: Speaker,
  text: string,
  expected: Expected,
): Promise<oauth.IDToken> {
  const about = context.service.name;
  const members = JSON.parse(text) as { id_token?: unknown };
  const response = new Response(text, { headers: { 'content-type': 'application/json' } });
  const as = { ...server, issuer: issuerFor(context, members.id_token) };
  const claims = await judged(about, async () => {
    const reply = await oauth.processAuthorizationCodeResponse(as, client, response, {
      requireIdToken: true,
      ...(expected.nonce === undefined ? {} : { expectedNonce: expected.nonce }),
    });
    await oauth.validateApplicationLevelSignature(as, response, options);
    return oauth.getValidatedIdTokenClaims(reply);
  });
  if (!claims) throw new CountersignError('id_token_invalid', { about });
  if (expected.fresh && !isFresh(context, claims, expected.fresh))
    throw new CountersignError('authentication_too_old', { about });
  return claims;
}

/** Each tenant's tokens name an issuer of their own. Which one this token must name is read from it, and then checked with the rest. */
function issuerFor({ service: { issuer = '', quirks } }: Ctx, token: unknown): string {
  if (!quirks?.includes('issuer-per-tenant') || typeof token !== 'string') return issuer;
  try {
    const payload = new TextDecoder().decode(fromBase64Url(token.split('.')[1] ?? ''));
    const { tid } = JSON.parse(payload) as { tid?: unknown };
    return typeof tid === 'string' && /^[\w-]{1,80}$/.test(tid) ? issuer.replace('{tenantid}', tid) : issuer;
  } catch {
    return issuer;
  }
}

/** By the service's own clock alone: between the user's proof and the token no more time may lie than has passed since we asked. */
function isFresh({ clock }: Ctx, claims: oauth.IDToken, { startedAt, maxAge }: NonNullable<Expected['fresh']>): boolean {
  if (claims.auth_time === undefined) return false;
  return claims.iat - claims.auth_time <= (clock.now() - startedAt) / 1000 + maxAge + slack;
}

async function judged<T>(about: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isCoded(error) || error instanceof TypeError || error instanceof DOMException) throw error;
    if (error instanceof oauth.OperationProcessingError && error.cause instanceof Response && error.cause.status >= 500)
      throw error;
    throw new CountersignError('id_token_invalid', { about }); // what was wrong with it may quote it
  }
}
