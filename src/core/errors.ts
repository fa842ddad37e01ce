/** Every failure has a literal code, so that it can be recognised in any context and told in any language. */

/** The codes, each with the sentence that a developer reads; people read the page's own texts for the same code. */
export const sentences = {
  // Sign-in
  sign_in_denied: 'The user refused at the service.',
  window_closed: 'The sign-in window was closed before the service answered.',
  window_busy: 'Another sign-in window is open in this browser.',
  page_not_loaded: 'The service’s sign-in page answered with an error.',
  state_mismatch: 'The redirect does not belong to this sign-in.',
  issuer_mismatch: 'The redirect names another issuer than the service.',
  token_mismatch: 'The redirect carries another request token than the one asked for.',
  callback_not_confirmed: 'The service did not confirm the callback (OAuth 1.0a).',
  request_token_expired: 'The service no longer knows the request token.',
  service_unreachable: 'The service could not be reached.',
  service_error: 'The service answered with an error.',
  service_refused: 'The service refused the request.',
  app_refused: 'The service does not accept the app’s key or secret.',
  redirect_mismatch: 'The service does not know the redirect URL.',
  reply_invalid: 'The service’s reply could not be understood.',
  answer_lost: 'The service answered, but the answer was lost before it could be stored.',
  host_access_refused: 'The browser was not given access to the service’s hosts.',
  sign_in_stopped: 'The sign-in was stopped by the user.',
  sign_in_expired: 'The sign-in was not finished in time.',
  app_missing: 'No app is registered for this service.',
  insecure_endpoint: 'A sign-in endpoint must use https.',
  // Accounts
  unknown_account: 'There is no such account.',
  needs_sign_in: 'The account needs a new sign-in.',
  renewal_failed: 'The access could not be renewed this time.',
  // Signed calls
  no_permit: 'There is no permit for this call.',
  outside_permit: 'The permit does not cover this method or path.',
  permit_ended: 'The permit has ended.',
  outside_api_hosts: 'The URL lies outside the API hosts of the account.',
  sign_in_endpoint: 'The service’s sign-in endpoints are not open to callers.',
  header_not_allowed: 'A header of the request is not allowed.',
  option_not_supported: 'An option of fetch is not supported.',
  redirect_refused: 'The service redirected outside the account’s API hosts.',
  host_access_missing: 'The browser has no access to the API host.',
  worker_stopped: 'The extension’s worker was stopped during the call.',
  network_failed: 'The API host could not be reached.',
  rate_exceeded: 'The permit allows no more calls in this minute; the number is the seconds to wait.',
  busy: 'Too many calls are under way.',
  // Asking
  refused: 'The user refused.',
  not_now: 'The user closed the window without an answer.',
  no_activation: 'A site may ask only after the user has clicked on its page.',
  prompt_open: 'This site already asks.',
  silenced: 'The user refused before; ask them to open Countersign.',
  unknown_service: 'There is no such service.',
  not_available: 'Countersign is not here, or not enabled for this site.',
  // The house
  not_for_you: 'This call is not open to this caller.',
  invalid_message: 'The message is not valid.',
  invalid_input: 'The input is not valid.',
  storage_failed: 'The vault could not be read or written.',
  unexpected: 'Something unexpected happened.',
} as const;

export type Code = keyof typeof sentences;

/** A failure as plain data, fit for a message, the journal and a page. It never holds a secret or a URL with a query. */
export interface Problem {
  readonly code: Code;
  /** The sentence for developers. */
  readonly message: string;
  /** What the sentence is about, for the page's placeholders: the host, the header, the service's name. */
  readonly about?: string;
  /** HTTP status of the service's answer. */
  readonly status?: number;
  /** The service's own error code. */
  readonly serviceCode?: string;
  /** The service's own words, limited in length and free of what we sent. */
  readonly serviceText?: string;
  /** When it happened. */
  readonly at?: number;
}

export type Details = Omit<Problem, 'code' | 'message' | 'at'>;

/** The one error class. Recognise it by {@link CountersignError.code}, which survives every message. */
export class CountersignError extends Error {
  override readonly name = 'CountersignError';
  readonly code: Code;
  readonly problem: Problem;

  constructor(code: Code, details: Details = {}) {
    super(sentences[code] + (details.about ? ` (${details.about})` : ''));
    this.code = code;
    this.problem = { ...details, code, message: this.message };
  }

  /** HTTP status of the service's answer, where it gave one. */
  get status(): number | undefined {
    return this.problem.status;
  }

  /** The service's own error code, where it gave one. */
  get serviceCode(): string | undefined {
    return this.problem.serviceCode;
  }

  static from(problem: Problem): CountersignError {
    const { code, message: _, at: __, ...details } = problem;
    return new CountersignError(code, details);
  }
}

/** Any thrown value as a problem. What we did not foresee becomes `unexpected`, with the error's name and no message: it may quote a secret. */
export function toProblem(error: unknown, fallback: Code = 'unexpected'): Problem {
  if (isCoded(error)) return error.problem;
  const about = error instanceof Error ? error.name : typeof error;
  return new CountersignError(fallback, { about }).problem;
}

/** Whether a value is one of our errors, also when it was made in another context. */
export function isCoded(error: unknown): error is CountersignError {
  return typeof error === 'object' && error !== null && 'code' in error && 'problem' in error && String(error.code) in sentences;
}
