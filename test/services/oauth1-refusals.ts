/** What is wrong with a request, told once: each service words it in its own dialect. */

const MESSAGES = {
  32: [401, 'Could not authenticate you.'],
  34: [404, 'Sorry, that page does not exist.'],
  88: [429, 'Rate limit exceeded.'],
  89: [401, 'Invalid or expired token.'],
  99: [403, 'Unable to verify your credentials.'],
  // The same words as code 32: only the code tells a wrong clock from a wrong signature.
  135: [401, 'Could not authenticate you.'],
  187: [403, 'Status is a duplicate.'],
  214: [400, 'Bad request.'],
  215: [400, 'Bad Authentication data.'],
  220: [403, 'Your credentials do not allow access to this resource.'],
  415: [403, 'Callback URL not approved for this client application.'],
  416: [401, 'Invalid or suspended application.'],
  417: [401, 'Desktop applications only support the oauth_callback value "oob".'],
} as const;

export type ErrorCode = keyof typeof MESSAGES;

/** The problems that have a name. @see OAuth Problem Reporting extension */
export type Problem =
  | 'version_rejected'
  | 'parameter_absent'
  | 'parameter_rejected'
  | 'timestamp_refused'
  | 'nonce_used'
  | 'signature_method_rejected'
  | 'signature_invalid'
  | 'consumer_key_unknown'
  | 'consumer_key_refused'
  | 'token_expired'
  | 'token_revoked'
  | 'token_rejected'
  | 'permission_denied';

export interface Refused {
  readonly ok: false;
  /** Error code of X-like JSON answers. */
  readonly code: ErrorCode;
  /** For the log, and for the answers of services that explain themselves. */
  readonly reason: string;
  readonly problem: Problem;
  /** What a service may tell beside: `oauth_acceptable_timestamps`, the base string it signed. */
  readonly details: Readonly<Record<string, string>>;
}

const PROBLEMS: Partial<Record<ErrorCode, Problem>> = {
  32: 'signature_invalid',
  89: 'token_rejected',
  135: 'timestamp_refused',
  187: 'permission_denied',
  215: 'parameter_absent',
  220: 'permission_denied',
  416: 'consumer_key_refused',
};

/** Says no, with the code for the client and the reason for the log. */
export function refused(
  code: ErrorCode,
  reason: string,
  problem: Problem = PROBLEMS[code] ?? 'parameter_rejected',
  details: Record<string, string> = {},
): Refused {
  return { ok: false, code, reason, problem, details };
}

/** The HTTP status and the words that go with a code. */
export function statusOf(code: ErrorCode): readonly [status: number, message: string] {
  return MESSAGES[code];
}
