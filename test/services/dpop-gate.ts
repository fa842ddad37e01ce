/** Verifies DPoP proofs at an API, and gives out the nonces that proofs must carry. @see RFC 9449 */
import { createHash, createPublicKey, randomBytes, verify, type JsonWebKey } from 'node:crypto';

/** The nonces of a service: the newest is given out, the one before it still counts, every other is stale. */
export class DpopNonces {
  #current = fresh();
  #previous: string | undefined;
  #uses = 0;
  readonly #usesEach: number;

  /** @param usesEach how often a nonce is used before the next one is given out */
  constructor(usesEach = 20) {
    this.#usesEach = usesEach;
  }

  /** The nonce that the next proof should carry. */
  nextChallenge(): string {
    return this.#current;
  }

  checkChallenge(nonce: string): boolean {
    const good = nonce === this.#current || nonce === this.#previous;
    this.#uses += 1;
    if (this.#uses >= this.#usesEach) this.#turn(this.#current);
    return good;
  }

  /** Every nonce given out so far is stale at once. */
  rotate(): void {
    this.#turn(undefined);
  }

  #turn(previous: string | undefined): void {
    this.#previous = previous;
    this.#current = fresh();
    this.#uses = 0;
  }
}

/** What a proof must fit. */
interface Expected {
  readonly proof: string | undefined;
  readonly method: string;
  /** The URL without query and fragment. */
  readonly url: string;
  readonly accessToken: string;
  /** The thumbprint of the key that the token is bound to. */
  readonly jkt: string;
}

/** Why a proof is refused: for want of a good nonce, or for anything else. */
export interface ProofProblem {
  readonly error: 'use_dpop_nonce' | 'invalid_dpop_proof';
  readonly why: string;
}

const WINDOW_SECONDS = 60;

export class DpopGate {
  readonly nonces: DpopNonces;
  readonly #seen = new Set<string>();

  constructor(nonces: DpopNonces) {
    this.nonces = nonces;
  }

  /** @returns undefined for a good proof */
  problem({ proof, method, url, accessToken, jkt }: Expected): ProofProblem | undefined {
    const bad = (why: string): ProofProblem => ({ error: 'invalid_dpop_proof', why });
    if (proof === undefined) return bad('no proof');
    const [head = '', payload = '', signature = '', more] = proof.split('.');
    const header = decoded(head);
    const claims = decoded(payload);
    if (!header || !claims || more !== undefined) return bad('not a JWT');
    if (header['typ'] !== 'dpop+jwt') return bad('typ is not dpop+jwt');
    const jwk = header['jwk'] as (JsonWebKey & Record<string, unknown>) | undefined;
    if (jwk === undefined || 'd' in jwk) return bad('no public key in the header');
    if (!signedBy(jwk, header['alg'], `${head}.${payload}`, signature)) return bad('signature is wrong');
    if (thumbprint(jwk) !== jkt) return bad('the token is bound to another key');
    if (claims['htm'] !== method) return bad('htm is another method');
    if (claims['htu'] !== url) return bad('htu is another URL');
    if (claims['ath'] !== createHash('sha256').update(accessToken).digest('base64url')) return bad('ath is another token');
    const { jti, iat, nonce } = claims;
    if (typeof jti !== 'string' || jti === '') return bad('no jti');
    if (typeof iat !== 'number' || Math.abs(Date.now() / 1000 - iat) > WINDOW_SECONDS) return bad('iat is not now');
    if (this.#seen.has(jti)) return bad('jti was seen before');
    this.#seen.add(jti);
    if (typeof nonce !== 'string') return { error: 'use_dpop_nonce', why: 'no nonce' };
    if (!this.nonces.checkChallenge(nonce)) return { error: 'use_dpop_nonce', why: 'nonce is stale' };
    return undefined;
  }
}

/** The RFC 7638 thumbprint of a public EC, OKP or RSA key. */
export function thumbprint(jwk: JsonWebKey): string {
  const names = { EC: ['crv', 'kty', 'x', 'y'], OKP: ['crv', 'kty', 'x'], RSA: ['e', 'kty', 'n'] }[jwk.kty ?? ''] ?? [];
  const required = Object.fromEntries(names.map((name) => [name, jwk[name as keyof JsonWebKey]]));
  return createHash('sha256').update(JSON.stringify(required)).digest('base64url');
}

function signedBy(jwk: JsonWebKey, alg: unknown, input: string, signature: string): boolean {
  if (alg !== 'ES256' && alg !== 'EdDSA' && alg !== 'Ed25519') return false;
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const how = alg === 'ES256' ? ({ key, dsaEncoding: 'ieee-p1363' } as const) : key;
    if (key.asymmetricKeyType !== (alg === 'ES256' ? 'ec' : 'ed25519')) return false;
    return verify(alg === 'ES256' ? 'sha256' : null, Buffer.from(input), how, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

function decoded(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function fresh(): string {
  return randomBytes(18).toString('base64url');
}
