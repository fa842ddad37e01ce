/**
 * The signer on its own: `countersign/oauth1`. Free of browser-extension code; runs wherever there is WebCrypto: workers, pages, Node 20.
 */
export { explain } from './explanation';
export { signRequest } from './request';
export { authorizationHeader, sign } from './signer';
export { SigningError } from './signing-error';
export type { Outgoing } from '../../core/protocol';
export type { ExplainedParameter, SignatureExplanation } from '../../core/signature-lens';
export type { OAuth1SignatureMethod, OAuth1Transport } from '../../core/words';
export type { PrivateKey } from './private-key';
export type { Credentials, SigningOptions } from './signer';
export type { SigningProblem } from './signing-error';
