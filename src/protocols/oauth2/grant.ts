/** Token replies as grants: the secret apart from the facts that may be shown. */
import type { TokenEndpointResponse } from 'oauth4webapi';
import { originOf } from '../../core/api-origin';
import { CountersignError } from '../../core/errors';
import type { Facts, Grant, Sealed } from '../../core/protocol';
import type { OAuth2Service } from '../../core/oauth2-service';
import type { Instant } from '../../core/words';
import { labelAt, valueAt } from '../../core/value-at';

export interface OAuth2Secret extends Sealed {
  readonly accessToken: string;
  readonly tokenType: string;
  readonly refreshToken?: string;
  /** The app's own token: renewed by asking again. */
  readonly ofApp?: boolean;
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
      ...(scopes && (scopes.length > 0 || asked.length > 0) && { scopes }),
      asked,
      extra: {},
    },
  };
}

/** Adds who signed in, from the claims of an ID token, a userinfo reply or the token reply itself. */
export function withIdentity(facts: Facts, service: OAuth2Service, claims: unknown): Facts {
  const subject = valueAt(claims, service.identity?.subject ?? 'sub');
  const label = [service.identity?.label, 'preferred_username', 'email', 'name']
    .map((path) => (path === undefined ? undefined : labelAt(claims, path)))
    .find((found) => found !== undefined);
  const extra: Record<string, string> = {};
  for (const name of ['name', 'email']) {
    const value = valueAt(claims, name);
    if (value !== undefined) extra[name] = value;
  }
  return {
    ...facts,
    ...(subject !== undefined && subject !== '' && { subject }),
    ...(label !== undefined && { label }),
    extra: { ...facts.extra, ...extra },
  };
}

/**
 * Adds the account's own API host, where the service names one in its reply.
 * @param later whether a reply without it is fine, since another one follows
 * @throws CountersignError `reply_invalid` when the reply names no host to which a secret may be sent
 */
export function withApiHost(facts: Facts, { apiHostFrom, tokenUrl = '' }: OAuth2Service, whole: unknown, later = false): Facts {
  if (apiHostFrom === undefined) return facts;
  const host = valueAt(whole, apiHostFrom);
  if (host === undefined && (later || facts.apiHosts)) return facts;
  const origin = originOf(host ?? '', tokenUrl);
  if (origin === undefined) throw new CountersignError('reply_invalid', { about: apiHostFrom });
  return { ...facts, apiHosts: [origin] };
}
