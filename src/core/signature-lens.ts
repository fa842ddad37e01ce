/** How a request was signed with OAuth 1.0a, step by step, as plain data: what the signature lens shows. Never holds a secret. */
import type { OAuth1SignatureMethod, OAuth1Transport } from './oauth1-service';

/** One parameter that is signed. */
export interface ExplainedParameter {
  /** Percent-encoded, as it is sorted and signed. */
  readonly name: string;
  readonly value: string;
  /** `protocol`: one of the `oauth_` parameters. */
  readonly from: 'query' | 'form' | 'multipart' | 'protocol';
}

/** @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4 */
export interface SignatureExplanation {
  /** In capitals. */
  readonly method: string;
  /** Scheme, host, port and path. */
  readonly baseUri: string;
  /** The query as it was sent, with its `?`; empty without one. */
  readonly query: string;
  /** In the order in which they are signed. */
  readonly parameters: readonly ExplainedParameter[];
  /** The three parts of the base string, encoded. */
  readonly parts: readonly [method: string, baseUri: string, parameters: string];
  /** The parts joined by `&`; with PLAINTEXT nothing is made of it. */
  readonly baseString: string;
  readonly signatureMethod: OAuth1SignatureMethod;
  /** What the key is made of. Of the secrets only whether they are there: with `shared`, an empty one is a key's empty half. */
  readonly key:
    | { readonly kind: 'shared'; readonly consumerSecret: boolean; readonly tokenSecret: boolean }
    | { readonly kind: 'private' };
  /** In base64. Absent with PLAINTEXT, whose signature is the secrets themselves. */
  readonly signature?: string;
  readonly transport: OAuth1Transport;
  /** What carries the parameters, as it was sent: the `Authorization` header's value, or the part of query or body. A PLAINTEXT signature is masked. */
  readonly carried: string;
  /** A body too long to keep was left out, with its parameters. */
  readonly cut?: boolean;
  /** What of this request no signature covers. */
  readonly notSigned: readonly ('headers' | 'body' | 'everything')[];
}

/** A request that was sent, explained, with what the service said to it. */
export interface SignedTrace {
  readonly explanation: SignatureExplanation;
  readonly status: number;
  /** The service's own error code and words, free of what must not be shown. */
  readonly serviceCode?: string;
  readonly serviceText?: string;
  /** The base string that the service says it made, where it echoes one. */
  readonly echoed?: string;
}

/** A request typed into the signature lens, with invented or real keys that are forgotten once it is signed. */
export interface TypedRequest {
  readonly method: string;
  readonly url: string;
  readonly contentType?: string;
  readonly body?: string;
  readonly signatureMethod: OAuth1SignatureMethod;
  readonly transport: OAuth1Transport;
  readonly realm?: string;
  readonly consumerKey: string;
  /** With an RSA method, the private key. */
  readonly consumerSecret: string;
  readonly token?: string;
  readonly tokenSecret?: string;
  /** Made by us unless told. */
  readonly nonce?: string;
  /** Seconds since 1970; now unless told. */
  readonly timestamp?: string;
  readonly callback?: string;
  readonly verifier?: string;
}
