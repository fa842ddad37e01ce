/**
 * The signer on its own: `countersign/oauth1`. Free of browser-extension code; runs wherever there is WebCrypto: workers, pages, Node 20.
 * What explains a signature is `countersign/oauth1/explain` (`explanation.ts`), so that those who only sign do not carry it.
 */
export { signRequest } from './request';
export { authorizationHeader, sign } from './signer';
export { SigningError } from './signing-error';
export type { Outgoing } from '../../core/protocol';
export type { OAuth1SignatureMethod, OAuth1Transport } from '../../core/oauth1-service';
export type { PrivateKey } from './private-key';
export type { Credentials, SigningOptions } from './signer';
export type { SigningProblem } from './signing-error';
