/** The shapes both practice services share, so that tests can treat either one alike. */

/** What happened to one request; entries stand in order of arrival. */
export interface LogEntry {
  /** Arrival, milliseconds since the epoch. */
  at: number;
  method: string;
  /** Path without the query. */
  path: string;
  /** Raw query with its `?`, or ''. */
  query: string;
  /** HTTP status; 0 while no answer is ready, or when the socket was cut. */
  status: number;
  /** What was verified, or why the request was refused. */
  outcome: string;
  /** The `Origin` header, when there was one. */
  origin?: string;
  user?: string;
  /** First 8 hex digits of the SHA-256 of the token used. */
  token?: string;
  /** Parsed form or JSON (secrets as fingerprints), else a brief description. */
  body?: unknown;
}

export type IssuedKind =
  | 'consumer_secret'
  | 'client_secret'
  | 'request_token'
  | 'request_token_secret'
  | 'verifier'
  | 'code'
  | 'access_token'
  | 'access_token_secret'
  | 'session_handle'
  | 'refresh_token'
  | 'id_token'
  | 'device_code'
  | 'api_key'
  | 'ticket'
  | 'password';

/** One secret a service gave out or was configured with. */
export interface Issued {
  kind: IssuedKind;
  value: string;
  user?: string;
}

/**
 * A deliberate misbehaviour for one request. A request whose client has gone while it was delayed (milliseconds)
 * or held before processing is not served at all.
 */
export type Fault =
  | { respond: { status: number; headers?: Record<string, string>; body?: string | Buffer } }
  | { drop: true }
  | { delay: number }
  | { hold: Promise<unknown>; when: 'before' | 'after' };

/** Tells a test when a request has run into its fault. */
export interface FaultHandle {
  /**
   * Resolves when the first request reaches the fault. For `when: 'after'` that is the moment the
   * service has done all its work and only the answer is withheld.
   */
  readonly reached: Promise<void>;
}

export interface Faults {
  /**
   * Queues a fault for the next matching request only. A string path is compared with the path
   * without its query, optionally led by a method (`'POST /token'`); a RegExp is tried on path and query.
   */
  next(path: string | RegExp, fault: Fault): FaultHandle;
  /** As {@link Faults.next}, but for every matching request until {@link Faults.clear}. */
  always(path: string | RegExp, fault: Fault): FaultHandle;
  /** Forgets all faults not yet reached. Requests already held stay held. */
  clear(): void;
  /** Stops listening and cuts every connection: connection refused until {@link Faults.up}. */
  down(): Promise<void>;
  /** Listens again on the same port. @throws when the port was taken meanwhile. */
  up(): Promise<void>;
}

export interface PracticeService {
  readonly name: string;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly log: LogEntry[];
  readonly issued: Issued[];
  readonly faults: Faults;
  /** Cuts every connection and stops listening for good. */
  close(): Promise<void>;
}
