/** What OAuth 1.0a lets one choose of, in the order in which it is shown. */
import type { OAuth1SignatureMethod, OAuth1Transport } from '../../../src/core/oauth1-service';

export const signatureMethods: readonly OAuth1SignatureMethod[] = [
  'HMAC-SHA1',
  'HMAC-SHA256',
  'HMAC-SHA512',
  'RSA-SHA1',
  'RSA-SHA256',
  'RSA-SHA512',
  'PLAINTEXT',
];

export const transports: readonly OAuth1Transport[] = ['header', 'query', 'body'];
