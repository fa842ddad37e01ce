/** A failure as plain data and as an error: what callers get, without the sentences, which they need not carry. */
import type { Code } from './codes';

/** A failure as plain data, fit for a message, the journal and a page. It never holds a secret or a URL with a query, but for `location`. */
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
  /** How long the service wants to be left alone, in seconds. */
  readonly retryAfter?: number;
  /** The beginning of the answer's body, for the caller whose call it was; never stored. */
  readonly serviceBody?: string;
  /** Where the service redirected, for the caller whose call it was; never stored. */
  readonly location?: string;
  /** When it happened. */
  readonly at?: number;
}

/** An error with a code. Recognise it by {@link CodedError.code}, which survives every message. */
export class CodedError extends Error {
  override readonly name = 'CountersignError';
  readonly code: Code;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.code = problem.code;
    this.problem = problem;
  }

  /** HTTP status of the service's answer, where it gave one. */
  get status(): number | undefined {
    return this.problem.status;
  }

  /** The service's own error code, where it gave one. */
  get serviceCode(): string | undefined {
    return this.problem.serviceCode;
  }

  /** The beginning of the service's answer to this call, where that ended the account (`needs_sign_in`). */
  get serviceBody(): string | undefined {
    return this.problem.serviceBody;
  }

  /** Where the service redirected (`redirect_refused`). */
  get location(): string | undefined {
    return this.problem.location;
  }
}
