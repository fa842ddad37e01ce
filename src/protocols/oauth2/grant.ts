/** Token replies as grants: the secret apart from the facts that may be shown. */
import type { TokenEndpointResponse, UserInfoResponse } from 'oauth4webapi';
import type { Facts, Grant, Sealed } from '../../core/protocol';
import type { Instant, OAuth2Service } from '../../core/words';
import { valueAt } from '../../core/value-at';

export interface OAuth2Secret extends Sealed {
  readonly accessToken: string;
  readonly tokenType: string;
  readonly refreshToken?: string;
}

/**
 * The grant in a token reply.
 * @param asked the scopes that were asked for: granted as asked where the reply names none (RFC 6749 §5.1)
 * @param old the secret that is renewed: its refresh token stays where the service sends no new one (RFC 6749 §6)
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 */
export function grantOf(
  reply: TokenEndpointResponse,
  asked: readonly string[],
  now: Instant,
  old?: OAuth2Secret,
): Grant<OAuth2Secret> {
  const refreshToken = reply.refresh_token ?? old?.refreshToken;
  const scopes = reply.scope === undefined ? (old ? undefined : asked) : reply.scope.split(' ').filter((scope) => scope !== '');
  return {
    secret: { accessToken: reply.access_token, tokenType: reply.token_type, ...(refreshToken !== undefined && { refreshToken }) },
    facts: {
      issuedAt: now,
      ...(reply.expires_in !== undefined && { expiresAt: now + reply.expires_in * 1000 }),
      renewable: refreshToken !== undefined,
      ...(scopes && { scopes }),
      asked,
      extra: {},
    },
  };
}

/** Adds who signed in, from the claims of an ID token, a userinfo reply or the token reply itself. */
export function withIdentity(facts: Facts, service: OAuth2Service, claims: UserInfoResponse | Record<string, unknown>): Facts {
  const subject = valueAt(claims, service.identity?.subject ?? 'sub');
  const label = [service.identity?.label, 'preferred_username', 'email', 'name']
    .map((path) => (path === undefined ? undefined : valueAt(claims, path)))
    .find((found) => found !== undefined);
  const extra: Record<string, string> = {};
  for (const name of ['name', 'email']) {
    const value = valueAt(claims, name);
    if (value !== undefined) extra[name] = value;
  }
  return {
    ...facts,
    ...(subject !== undefined && { subject }),
    ...(label !== undefined && { label }),
    extra: { ...facts.extra, ...extra },
  };
}
