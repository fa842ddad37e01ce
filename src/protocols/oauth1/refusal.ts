/** What it means, for the user, that an endpoint of the sign-in said no. */
import type { Code } from '../../core/errors';
import { isTimestampRefused } from './clock-skew';
import type { ServiceError } from './service-error';

/** The endpoint that refused. */
export type Endpoint = 'request-token' | 'access-token' | 'identity' | 'renew' | 'revoke';

/** Names of the problem reporting extension and of TwentyThree, and X's numbers. */
const CALLBACK_CODES: readonly string[] = ['415'];
/** The app may sign in with a PIN only. */
const PIN_ONLY_CODES: readonly string[] = ['417'];
const SUSPENDED_CODES: readonly string[] = ['416'];
const APP_CODES: readonly string[] = ['consumer_key_unknown', 'consumer_key_rejected', 'consumer_key_refused', '99'];
/** These mean the app only while no token is in play: later the token or its secret may be what is wrong. */
export const SIGNATURE_CODES: readonly string[] = ['32', '215', 'signature_invalid', 'invalid_signature'];
const DENIED_CODES: readonly string[] = ['user_refused', 'permission_denied'];
const VERIFIER_CODES: readonly string[] = ['verifier_invalid'];
const REQUEST_TOKEN_CODES: readonly string[] = [
  ...SIGNATURE_CODES,
  '89',
  'token_expired',
  'token_rejected',
  'token_revoked',
  'token_used',
  'nonce_used',
];

/**
 * Our code for a refusal.
 *
 * @param status HTTP status
 * @param attempt above 1: the same request may have succeeded before, and its answer is gone
 */
export function refusalCode(endpoint: Endpoint, status: number, error: ServiceError, attempt: number): Code {
  if (status >= 500) return 'service_error';
  // What could be learnt of its clock was tried already.
  if (isTimestampRefused(error)) return 'clock_refused';
  if (endpoint === 'request-token') return atRequestToken(status, error);
  if (endpoint === 'identity') return status === 429 || status === 404 ? 'service_refused' : 'credentials_refused';
  if (endpoint === 'revoke') return 'service_refused';
  if (endpoint === 'renew') return atRenewal(status, error, attempt);
  const code = atAccessToken(status, error);
  const spent = code === 'request_token_expired' || code === 'verifier_refused' || (code === 'service_refused' && status !== 429);
  return attempt > 1 && spent ? 'answer_lost' : code;
}

function atRequestToken(status: number, { code, text = '' }: ServiceError): Code {
  if (code && PIN_ONLY_CODES.includes(code)) return 'pin_only';
  if (code && SUSPENDED_CODES.includes(code)) return 'app_suspended';
  if ((code && CALLBACK_CODES.includes(code)) || /callback/i.test(`${code} ${text}`)) return 'redirect_mismatch';
  // Nothing but the app authenticates this request, so a bare 401 is about the app.
  const aboutApp = code ? [...APP_CODES, ...SIGNATURE_CODES].includes(code) : status === 401;
  return aboutApp ? 'app_refused' : 'service_refused';
}

function atAccessToken(status: number, { code, text = '' }: ServiceError): Code {
  if (code && SUSPENDED_CODES.includes(code)) return 'app_suspended';
  if (code && APP_CODES.includes(code)) return 'app_refused';
  if (code && DENIED_CODES.includes(code)) return 'sign_in_denied';
  if ((code && VERIFIER_CODES.includes(code)) || /verifier|\bpin\b/i.test(text)) return 'verifier_refused';
  const aboutToken = code ? REQUEST_TOKEN_CODES.includes(code) : status === 401;
  return aboutToken || /request.?token/i.test(text) ? 'request_token_expired' : 'service_refused';
}

/** A handle that the service no longer takes can't be renewed without the user; anything else may pass. */
function atRenewal(status: number, { code }: ServiceError, attempt: number): Code {
  const dead = code ? /token|handle|permission|signature_invalid|consumer/.test(code) || code === '89' : status === 401;
  if (!dead) return 'service_refused';
  return attempt > 1 ? 'renewal_interrupted' : 'needs_sign_in';
}
