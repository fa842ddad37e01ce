/** What can be wrong with what a signature is asked for. Apart from the house's own errors, so that the signer can be used alone. */

export type SigningProblem =
  /** The private key cannot be read, or is not one for this method. */
  | 'invalid_key'
  /** The request holds a protocol parameter of its own, or cannot be signed in the way asked for. */
  | 'invalid_request';

/** Thrown before anything is signed; {@link SigningError.code} says why. */
export class SigningError extends Error {
  override readonly name = 'SigningError';
  declare readonly code: SigningProblem;

  constructor(code: SigningProblem, message: string) {
    super(message);
    this.code = code;
  }
}
