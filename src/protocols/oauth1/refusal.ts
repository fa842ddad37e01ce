/** What it means, for the user, that a token endpoint said no. */
import type { Code } from '../../core/errors';
import type { ServiceError } from './service-error';

/** The endpoint that refused. */
export type Endpoint = 'request-token' | 'access-token' | 'revoke';

/** Names of the problem reporting extension, and X's numbers. */
const CALLBACK_CODES: readonly string[] = ['415', '417'];
const APP_CODES: readonly string[] = ['consumer_key_unknown', 'consumer_key_rejected', 'consumer_key_refused'];
/** These mean the app only while no token is in play: later the token or its secret may be what is wrong. */
const SIGNATURE_CODES: readonly string[] = ['32', '215', '416', 'signature_invalid'];
const DENIED_CODES: readonly string[] = ['user_refused', 'permission_denied'];
const REQUEST_TOKEN_CODES: readonly string[] = [
  ...SIGNATURE_CODES,
  '89',
  'token_expired',
  'token_rejected',
  'token_revoked',
  'token_used',
  'verifier_invalid',
];

/**
 * Our code for a refusal.
 *
 * @param status HTTP status
 * @param attempt above 1: the same request may have succeeded before, and its answer is gone
 */
export function refusalCode(endpoint: Endpoint, status: number, error: ServiceError, attempt: number): Code {
  if (status >= 500) return 'service_error';
  if (endpoint === 'request-token') return atRequestToken(status, error);
  if (endpoint === 'revoke') return 'service_refused';
  const code = atAccessToken(status, error);
  const spent = code === 'request_token_expired' || (code === 'service_refused' && status !== 429);
  return attempt > 1 && spent ? 'answer_lost' : code;
}

function atRequestToken(status: number, { code, text = '' }: ServiceError): Code {
  if ((code && CALLBACK_CODES.includes(code)) || /callback/i.test(`${code} ${text}`)) return 'redirect_mismatch';
  // Nothing but the app authenticates this request, so a bare 401 is about the app.
  const aboutApp = code ? [...APP_CODES, ...SIGNATURE_CODES].includes(code) : status === 401;
  return aboutApp ? 'app_refused' : 'service_refused';
}

function atAccessToken(status: number, { code, text = '' }: ServiceError): Code {
  if (code && APP_CODES.includes(code)) return 'app_refused';
  if (code && DENIED_CODES.includes(code)) return 'sign_in_denied';
  const aboutToken = code ? REQUEST_TOKEN_CODES.includes(code) : status === 401;
  return aboutToken || /request.?token|verifier/i.test(text) ? 'request_token_expired' : 'service_refused';
}
