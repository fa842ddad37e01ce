/** Reads the replies of the token endpoints: a form, whatever the content type says. */
import { CountersignError } from '../../core/errors';
import type { Facts } from '../../core/protocol';
import { labelAt, pathsIn, valueAt } from '../../core/value-at';
import type { OAuth1Service } from '../../core/oauth1-service';
import type { Instant } from '../../core/words';

/** What an account of this protocol keeps sealed. Two-legged accounts have no token. */
export type OAuth1Secret = { readonly token?: string; readonly tokenSecret?: string; readonly sessionHandle?: string };

/** A token reply: the credentials, and everything else that the service told. */
export interface TokenReply {
  readonly token: string;
  readonly tokenSecret: string;
  /** Every value by the service's own name, the credentials included. */
  readonly values: Readonly<Record<string, string>>;
}

/** Names that may hold a secret: they never get into an account's facts. */
const SECRET_NAME = /token|secret|session_handle|password|verifier/i;
const PROTOCOL_NAMES: readonly string[] = ['oauth_callback_confirmed', 'oauth_expires_in', 'oauth_authorization_expires_in'];

/**
 * Parses the reply of the request token or access token endpoint.
 *
 * @param status HTTP status, for the error
 * @throws CountersignError `reply_invalid` when it holds no token or no token secret
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-2.3
 */
export function parseTokenReply(status: number, body: string): TokenReply {
  const values: Readonly<Record<string, string>> = Object.fromEntries(new URLSearchParams(body.trim()));
  const { oauth_token: token, oauth_token_secret: tokenSecret } = values;
  // An empty token secret is legal; an absent one is not.
  if (!token || tokenSecret === undefined) throw new CountersignError('reply_invalid', { status });
  return { token, tokenSecret, values };
}

/** The secret in the access token's reply. @param before the one that was renewed, whose handle stays where the reply brings none */
export function secretOf({ token, tokenSecret, values }: TokenReply, before: OAuth1Secret = {}): OAuth1Secret {
  const sessionHandle = values['oauth_session_handle'] || before.sessionHandle;
  return { token, tokenSecret, ...(sessionHandle !== undefined && { sessionHandle }) };
}

/**
 * The facts in the access token's reply: who signed in, and everything else that is no secret.
 *
 * @param issuedAt when the reply came
 * @see https://oauth.googlecode.com/svn/spec/ext/session/1.0/drafts/1/spec.html
 */
export function factsOf(reply: TokenReply, secret: OAuth1Secret, identity: OAuth1Service['identity'], issuedAt: Instant): Facts {
  const seconds = Number(reply.values['oauth_expires_in'] ?? 0);
  const subject = identity && valueAt(reply.values, identity.subject);
  const label = identity?.label === undefined ? undefined : labelAt(reply.values, identity.label);
  const told = [identity?.subject, ...pathsIn(identity?.label ?? ''), ...PROTOCOL_NAMES];
  const secrets = Object.values(secret);
  const extra = Object.entries(reply.values).filter(
    ([name, value]) => !told.includes(name) && !SECRET_NAME.test(name) && (value === '' || !secrets.includes(value)),
  );
  return {
    ...(subject ? { subject } : {}),
    ...(label ? { label } : {}),
    issuedAt,
    ...(seconds > 0 && { expiresAt: issuedAt + seconds * 1000 }),
    renewable: secret.sessionHandle !== undefined,
    extra: Object.fromEntries(extra),
  };
}
