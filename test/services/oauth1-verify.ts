/** Verifies OAuth 1.0a requests as a service must, knowing nothing of how the client signs. */
import { createHmac } from 'node:crypto';
import {
  collectParameters,
  MalformedRequest,
  percentEncode,
  signatureBaseString,
  type Parameter,
  type RawRequest,
} from './oauth1-parameters';
import { sameText } from './users';

export type SignatureMethod = 'HMAC-SHA1' | 'HMAC-SHA256' | 'HMAC-SHA512' | 'PLAINTEXT';

/** Error code of the service's JSON answers. */
type RefusalCode = 32 | 89 | 135 | 215;

export interface Refused {
  readonly ok: false;
  readonly code: RefusalCode;
  /** For the log only. */
  readonly reason: string;
}

export interface Verified {
  readonly ok: true;
  readonly consumerKey: string;
  readonly token?: string;
  /** The `oauth_` parameters by name. */
  readonly oauth: ReadonlyMap<string, string>;
}

export interface Secrets {
  readonly consumerSecret: string;
  /** '' where the request carries no token. */
  readonly tokenSecret: string;
}

interface VerifierOptions {
  readonly methods: readonly SignatureMethod[];
  /** Seconds since the epoch. */
  readonly now: () => number;
  /** Secrets for this pair, or why there are none (unknown consumer, unknown token, token of another consumer). */
  readonly secrets: (consumerKey: string, token: string | undefined) => Secrets | Refused;
}

/** Seconds a timestamp may differ from the service's clock. */
const TOLERANCE = 300;
/** Seconds a timestamp may lie before the newest one accepted. */
const BACKWARD = 600;
/** Parameters of one exchange rather than of the signature; these may travel apart from the others. */
const MAY_TRAVEL_APART = new Set(['oauth_callback', 'oauth_verifier']);
const HASHES: Record<Exclude<SignatureMethod, 'PLAINTEXT'>, string> = {
  'HMAC-SHA1': 'sha1',
  'HMAC-SHA256': 'sha256',
  'HMAC-SHA512': 'sha512',
};

/** The signature of a base string. @see RFC 5849 sections 3.4.2 and 3.4.4 */
export function signatureOf(method: SignatureMethod, baseString: string, secrets: Secrets): string {
  const key = `${percentEncode(secrets.consumerSecret)}&${percentEncode(secrets.tokenSecret)}`;
  return method === 'PLAINTEXT' ? key : createHmac(HASHES[method], key).update(baseString).digest('base64');
}

/** Says no, with the code for the client and the reason for the log. */
export function refused(code: RefusalCode, reason: string): Refused {
  return { ok: false, code, reason };
}

export class OAuth1Verifier {
  readonly #options: VerifierOptions;
  readonly #nonces = new Set<string>();
  readonly #newest = new Map<string, number>();

  constructor(options: VerifierOptions) {
    this.#options = options;
  }

  /**
   * Checks form, keys, signature, timestamp and nonce, in that order. Only an accepted request uses up its nonce.
   *
   * @see RFC 5849 section 3.2
   */
  verify(request: RawRequest): Verified | Refused {
    try {
      return this.#verify(request, collectParameters(request));
    } catch (error) {
      if (error instanceof MalformedRequest) return refused(215, error.message);
      throw error;
    }
  }

  #verify(request: RawRequest, parameters: Parameter[]): Verified | Refused {
    const protocol = parameters.filter(({ name }) => name.startsWith('oauth_'));
    if (protocol.length === 0) return refused(215, 'no OAuth parameters');
    const oauth = new Map<string, string>();
    for (const { name, value } of protocol) {
      if (oauth.has(name)) return refused(215, `${name} given twice`);
      oauth.set(name, value);
    }
    const fixed = protocol.filter(({ name }) => !MAY_TRAVEL_APART.has(name));
    if (new Set(fixed.map(({ place }) => place)).size > 1) {
      return refused(215, 'protocol parameters in more than one place');
    }

    const method = oauth.get('oauth_signature_method') as SignatureMethod | undefined;
    const needed = ['oauth_consumer_key', 'oauth_signature_method', 'oauth_signature'];
    if (method !== 'PLAINTEXT') needed.push('oauth_timestamp', 'oauth_nonce');
    for (const name of needed) if (!oauth.get(name)) return refused(215, `${name} is missing`);
    if ((oauth.get('oauth_version') ?? '1.0') !== '1.0') return refused(215, 'oauth_version is not 1.0');
    if (method === undefined || !this.#options.methods.includes(method)) {
      return refused(32, `signature method ${method} is not accepted`);
    }

    const consumerKey = oauth.get('oauth_consumer_key') ?? '';
    const token = oauth.get('oauth_token') || undefined;
    const secrets = this.#options.secrets(consumerKey, token);
    if ('ok' in secrets) return secrets;
    const expected = signatureOf(method, signatureBaseString(request, parameters), secrets);
    if (!sameText(expected, oauth.get('oauth_signature') ?? '')) return refused(32, 'signature does not match');

    const late = this.#useUp(consumerKey, token ?? '', oauth);
    if (late) return late;
    return { ok: true, consumerKey, ...(token === undefined ? {} : { token }), oauth };
  }

  /** @see RFC 5849 section 3.3 */
  #useUp(consumerKey: string, token: string, oauth: Map<string, string>): Refused | undefined {
    const stamp = oauth.get('oauth_timestamp');
    const nonce = oauth.get('oauth_nonce');
    if (stamp === undefined && nonce === undefined) return undefined;
    if (!stamp || !nonce) return refused(215, 'timestamp and nonce go together');
    if (!/^[1-9]\d{0,14}$/.test(stamp)) return refused(135, 'timestamp is not a positive number');
    const time = Number(stamp);
    const drift = time - Math.floor(this.#options.now());
    if (Math.abs(drift) > TOLERANCE) return refused(135, `timestamp is ${drift} s off`);
    const owner = JSON.stringify([consumerKey, token]);
    const newest = this.#newest.get(owner) ?? time;
    if (time < newest - BACKWARD) return refused(135, 'timestamp is far older than the newest');
    const mark = JSON.stringify([consumerKey, token, stamp, nonce]);
    if (this.#nonces.has(mark)) return refused(32, 'nonce used before');
    this.#nonces.add(mark);
    this.#newest.set(owner, Math.max(newest, time));
    return undefined;
  }
}
