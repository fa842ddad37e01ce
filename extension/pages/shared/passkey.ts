/**
 * Passkeys that open the vault: an authenticator gives 32 bytes for a salt of ours, the same each time (WebAuthn, extension `prf`). Nobody
 * verifies its signature: the bytes are what counts, and they open the vault or do not.
 * @see https://www.w3.org/TR/webauthn-3/#prf-extension
 */
import { fromBase64Url, toBase64Url } from '../../../src/core/base64';
import type { PasskeyHint } from '../../../src/core/lock';
import { systemRandom } from '../../../src/core/ports';
import { takesPasskeys } from '../../../src/platform/page';

/** `cancelled`: by the user, by time, or nothing fitted. `unfit`: it gives no bytes. `known`: it is one of ours already. */
export type PasskeyFailure = 'cancelled' | 'unfit' | 'known';

export class PasskeyError extends Error {
  override readonly name = 'PasskeyError';
  readonly why: PasskeyFailure;

  constructor(why: PasskeyFailure) {
    super(`passkey: ${why}`);
    this.why = why;
  }
}

/** What a passkey gave for its salt: 32 bytes in base64url, with the credential's id. */
export interface PasskeyKey {
  readonly id: string;
  readonly key: string;
}

/** Whether this browser can have one. Where it would refuse an extension, it is not asked. */
export async function knowsPasskeys(): Promise<boolean> {
  if (!takesPasskeys() || !('PublicKeyCredential' in globalThis)) return false;
  try {
    return (await PublicKeyCredential.getClientCapabilities())['extension:prf'] === true;
  } catch {
    return false;
  }
}

/**
 * Makes a passkey, within the user's click.
 * @param name as the authenticator lists it
 * @param others those that are there already: an authenticator that has one is refused
 * @throws PasskeyError
 */
export async function makePasskey(name: string, others: readonly string[]): Promise<PasskeyKey & PasskeyHint> {
  const salt = systemRandom.bytes(32);
  const publicKey: PublicKeyCredentialCreationOptions = {
    rp: { name: 'Countersign' },
    user: { id: systemRandom.bytes(16), name, displayName: name },
    challenge: systemRandom.bytes(32),
    pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    excludeCredentials: others.map(descriptor),
    extensions: { prf: { eval: { first: salt } } },
  };
  const made = await asked(() => navigator.credentials.create({ publicKey }));
  const { prf } = made.getClientExtensionResults();
  if (!prf?.enabled) throw new PasskeyError('unfit');
  const hint = { id: toBase64Url(new Uint8Array(made.rawId)), salt: toBase64Url(salt) };
  const given = prf.results?.first;
  return given ? { ...hint, key: written(given) } : { ...hint, ...(await readPasskey([hint])) }; // some give bytes only when asked again
}

/**
 * Asks the authenticator for the bytes of one of these passkeys.
 * @throws PasskeyError
 */
export async function readPasskey(hints: readonly PasskeyHint[]): Promise<PasskeyKey> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge: systemRandom.bytes(32),
    allowCredentials: hints.map(({ id }) => descriptor(id)),
    userVerification: 'required',
    extensions: {
      prf: { evalByCredential: Object.fromEntries(hints.map(({ id, salt }) => [id, { first: fromBase64Url(salt) }])) },
    },
  };
  const found = await asked(() => navigator.credentials.get({ publicKey }));
  const given = found.getClientExtensionResults().prf?.results?.first;
  if (!given) throw new PasskeyError('unfit');
  return { id: toBase64Url(new Uint8Array(found.rawId)), key: written(given) };
}

function descriptor(id: string): PublicKeyCredentialDescriptor {
  return { type: 'public-key', id: fromBase64Url(id) };
}

function written(bytes: BufferSource): string {
  return toBase64Url(bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : new Uint8Array(bytes.buffer));
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await ask();
    if (credential instanceof PublicKeyCredential) return credential;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'InvalidStateError') throw new PasskeyError('known');
    if (error instanceof DOMException && error.name === 'NotSupportedError') throw new PasskeyError('unfit');
    if (!(error instanceof DOMException)) throw error;
  }
  throw new PasskeyError('cancelled');
}
