/** Verifies OAuth 1.0a requests as a service must, knowing nothing of how the client signs. */
import {
  collectParameters,
  hasOAuthHeader,
  isForm,
  MalformedRequest,
  readAuthorization,
  signatureBaseString,
  type Parameter,
  type Place,
  type RawRequest,
  type Reading,
} from './oauth1-parameters';
import { refused, type Refused } from './oauth1-refusals';
import { bodyHashOf, signatureFits, type Secrets, type SignatureMethod } from './oauth1-signatures';

export interface Verified {
  readonly ok: true;
  readonly consumerKey: string;
  readonly token?: string;
  /** The `oauth_` parameters by name. */
  readonly oauth: ReadonlyMap<string, string>;
  /** All parameters that were signed. */
  readonly parameters: readonly Parameter[];
}

export interface VerifierOptions extends Reading {
  readonly methods: readonly SignatureMethod[];
  /** Seconds since the epoch. */
  readonly now: () => number;
  /** Secrets for this pair, or why there are none (unknown consumer, unknown token, token of another consumer). */
  readonly secrets: (consumerKey: string, token: string | undefined) => Secrets | Refused;
  /** Where protocol parameters may stand in this request; anywhere unless told. */
  readonly mayStand?: (place: Place, request: RawRequest) => boolean;
  /** Demands the header, with exactly this realm. */
  readonly realm?: string;
  /** Demands `oauth_body_hash` for every body that is no form. A hash that is there is always checked. */
  readonly bodyHash?: boolean;
  /** false refuses a parameter name that comes twice. */
  readonly repeats?: boolean;
}

/** Seconds a timestamp may differ from the service's clock. */
const TOLERANCE = 300;
/** Seconds a timestamp may lie before the newest one accepted. */
const BACKWARD = 600;
/** Parameters of one exchange rather than of the signature; these may travel apart from the others. */
const MAY_TRAVEL_APART = new Set(['oauth_callback', 'oauth_verifier']);

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
      return this.#verify(request, collectParameters(request, this.#options));
    } catch (error) {
      if (error instanceof MalformedRequest) return refused(215, error.message);
      throw error;
    }
  }

  #verify(request: RawRequest, parameters: Parameter[]): Verified | Refused {
    const oauth = new Map<string, string>();
    const misplaced = this.#readProtocol(request, parameters, oauth) ?? this.#checkRealm(request);
    if (misplaced) return misplaced;

    const method = oauth.get('oauth_signature_method') as SignatureMethod | undefined;
    const needed = ['oauth_consumer_key', 'oauth_signature_method', 'oauth_signature'];
    if (method !== 'PLAINTEXT') needed.push('oauth_timestamp', 'oauth_nonce');
    for (const name of needed) if (!oauth.get(name)) return refused(215, `${name} is missing`);
    if ((oauth.get('oauth_version') ?? '1.0') !== '1.0') return refused(215, 'oauth_version is not 1.0', 'version_rejected');
    if (method === undefined || !this.#options.methods.includes(method)) {
      return refused(32, `signature method ${method} is not accepted`, 'signature_method_rejected');
    }

    const consumerKey = oauth.get('oauth_consumer_key') ?? '';
    const token = oauth.get('oauth_token') || undefined;
    const secrets = this.#options.secrets(consumerKey, token);
    if ('ok' in secrets) return secrets;
    const baseString = signatureBaseString(request, parameters);
    if (!signatureFits(method, baseString, secrets, oauth.get('oauth_signature') ?? '')) {
      return refused(32, 'signature does not match', 'signature_invalid', { debug_sbs: baseString });
    }

    const unfit =
      this.#checkBodyHash(request, method, oauth.get('oauth_body_hash')) ?? this.#useUp(consumerKey, token ?? '', oauth);
    if (unfit) return unfit;
    return { ok: true, consumerKey, ...(token === undefined ? {} : { token }), oauth, parameters };
  }

  /** Gathers the `oauth_` parameters into `oauth`. @returns why their number or places are not right */
  #readProtocol(request: RawRequest, parameters: readonly Parameter[], oauth: Map<string, string>): Refused | undefined {
    const protocol = parameters.filter(({ name }) => name.startsWith('oauth_'));
    if (protocol.length === 0) return refused(215, 'no OAuth parameters');
    for (const { name, value, place } of protocol) {
      if (oauth.has(name)) return refused(215, `${name} given twice`, 'parameter_rejected');
      if (this.#options.mayStand?.(place, request) === false) {
        return refused(215, `${name} may not stand in the ${place}`, 'parameter_rejected');
      }
      oauth.set(name, value);
    }
    const fixed = protocol.filter(({ name }) => !MAY_TRAVEL_APART.has(name));
    if (new Set(fixed.map(({ place }) => place)).size > 1) {
      return refused(215, 'protocol parameters in more than one place', 'parameter_rejected');
    }
    const names = parameters.map(({ name }) => name);
    if (this.#options.repeats === false && new Set(names).size < names.length) {
      return refused(215, 'a parameter name comes twice', 'parameter_rejected');
    }
    return undefined;
  }

  /** @see RFC 5849 section 3.5.1 */
  #checkRealm(request: RawRequest): Refused | undefined {
    const { realm, bareSignature } = this.#options;
    if (realm === undefined) return undefined;
    const given = hasOAuthHeader(request) ? readAuthorization(request.authorization ?? '', bareSignature).realm : undefined;
    if (given === undefined) return refused(215, 'realm is missing');
    return given === realm ? undefined : refused(32, 'wrong realm', 'parameter_rejected');
  }

  /** @see OAuth Request Body Hash extension, section 3.1 */
  #checkBodyHash(request: RawRequest, method: SignatureMethod, given: string | undefined): Refused | undefined {
    if (isForm(request)) {
      return given === undefined ? undefined : refused(215, 'oauth_body_hash with a form', 'parameter_rejected');
    }
    if (given === undefined) {
      const missing = this.#options.bodyHash && request.body.length > 0;
      return missing ? refused(215, 'oauth_body_hash is missing') : undefined;
    }
    return given === bodyHashOf(method, request.body) ? undefined : refused(32, 'body hash does not match', 'signature_invalid');
  }

  /** @see RFC 5849 section 3.3 */
  #useUp(consumerKey: string, token: string, oauth: Map<string, string>): Refused | undefined {
    const stamp = oauth.get('oauth_timestamp');
    const nonce = oauth.get('oauth_nonce');
    if (stamp === undefined && nonce === undefined) return undefined;
    if (!stamp || !nonce) return refused(215, 'timestamp and nonce go together');
    const now = Math.floor(this.#options.now());
    const owner = JSON.stringify([consumerKey, token]);
    const untimely = (reason: string) => {
      const oldest = Math.max(now - TOLERANCE, (this.#newest.get(owner) ?? 0) - BACKWARD);
      return refused(135, reason, 'timestamp_refused', { oauth_acceptable_timestamps: `${oldest}-${now + TOLERANCE}` });
    };
    if (!/^[1-9]\d{0,14}$/.test(stamp)) return untimely('timestamp is not a positive number');
    const time = Number(stamp);
    const drift = time - now;
    if (Math.abs(drift) > TOLERANCE) return untimely(`timestamp is ${drift} s off`);
    const newest = this.#newest.get(owner) ?? time;
    if (time < newest - BACKWARD) return untimely('timestamp is far older than the newest');
    const mark = JSON.stringify([consumerKey, token, stamp, nonce]);
    if (this.#nonces.has(mark)) return refused(32, 'nonce used before', 'nonce_used');
    this.#nonces.add(mark);
    this.#newest.set(owner, Math.max(newest, time));
    return undefined;
  }
}
