/** The published vectors, typed. */
import type { OAuth1SignatureMethod } from '../../../src/core/oauth1-service';
import data from '../../vectors/oauth1.json' with { type: 'json' };

type Pairs = readonly (readonly [string, string])[];

export interface Vector {
  readonly id: string;
  readonly input: {
    readonly method: string;
    readonly url: string;
    readonly signature_method: OAuth1SignatureMethod;
    readonly rsa_private_key_jwk?: JsonWebKey | null;
    readonly consumer_secret: string | null;
    readonly token_secret: string | null;
    readonly oauth_params: Pairs;
    readonly body_content_type: string | null;
    readonly body_form_params: Pairs;
    readonly raw_body?: string;
    readonly base_string?: string;
  };
  readonly expected: {
    readonly base_string_uri: string | null;
    readonly normalized_parameters: string | null;
    readonly base_string: string;
    readonly signing_key: string | null;
    readonly signature: string;
    readonly authorization_header_params: Pairs | null;
    readonly authorization_header: string | null;
  };
}

export const vectors = data.vectors as unknown as readonly Vector[];
export const percentEncodingTable = data.percent_encoding as unknown as [string, string][];
export const normalizationTable = data.normalization as unknown as [string, string][];
export const pkceTable = data.pkce_s256 as unknown as [string, string, string][];
export const basicCredentials = data.twitter_basic_credentials;
