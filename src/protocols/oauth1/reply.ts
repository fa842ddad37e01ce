/** Reads the replies of the token endpoints: a form, whatever the content type says. */
import { CountersignError } from '../../core/errors';
import type { Facts } from '../../core/protocol';
import { valueAt } from '../../core/value-at';
import type { Instant, OAuth1Service } from '../../core/words';

/** A token reply: the credentials, and everything else that the service told. */
export interface TokenReply {
  readonly token: string;
  readonly tokenSecret: string;
  /** Every value by the service's own name, the credentials included. */
  readonly values: Readonly<Record<string, string>>;
}

/** Names that may hold a secret: they never get into an account's facts. */
const SECRET_NAME = /token|secret|session_handle|password|verifier/i;
const PROTOCOL_NAMES: readonly string[] = ['oauth_callback_confirmed'];

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

/**
 * The facts in the access token's reply: who signed in, and everything else that is no secret.
 *
 * @param issuedAt when the reply came
 */
export function factsOf(reply: TokenReply, identity: OAuth1Service['identity'], issuedAt: Instant): Facts {
  const subject = identity && valueAt(reply.values, identity.subject);
  const label = identity?.label === undefined ? undefined : valueAt(reply.values, identity.label);
  const told = [identity?.subject, identity?.label, ...PROTOCOL_NAMES];
  const extra = Object.entries(reply.values).filter(
    ([name, value]) =>
      !told.includes(name) && !SECRET_NAME.test(name) && value !== reply.token && (value === '' || value !== reply.tokenSecret),
  );
  return {
    ...(subject ? { subject } : {}),
    ...(label ? { label } : {}),
    issuedAt,
    renewable: false,
    extra: Object.fromEntries(extra),
  };
}
