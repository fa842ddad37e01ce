/** The request that is typed into the lens: as the form holds it, what is wrong with it, and as it is explained. */
import type { TypedRequest } from '../../../src/messaging/own-calls';
import type { OAuth1SignatureMethod, OAuth1Transport } from '../../../src/core/oauth1-service';

export interface LensDraft extends Record<LensField, string> {
  readonly signatureMethod: OAuth1SignatureMethod;
  readonly transport: OAuth1Transport;
}

/** The form's fields in their order, but for the two that are picked. */
export const lensFields = [
  'method',
  'url',
  'contentType',
  'body',
  'consumerKey',
  'consumerSecret',
  'token',
  'tokenSecret',
  'realm',
  'nonce',
  'timestamp',
  'callback',
  'verifier',
] as const;

export type LensField = (typeof lensFields)[number];
export type LensError = 'missing' | 'url' | 'method' | 'seconds' | 'wrong';

export const isRsa = ({ signatureMethod }: LensDraft): boolean => signatureMethod.startsWith('RSA-');

export const emptyDraft: LensDraft = {
  method: 'GET',
  url: '',
  contentType: 'application/x-www-form-urlencoded',
  body: '',
  signatureMethod: 'HMAC-SHA1',
  transport: 'header',
  consumerKey: '',
  consumerSecret: '',
  token: '',
  tokenSecret: '',
  realm: '',
  nonce: '',
  timestamp: '',
  callback: '',
  verifier: '',
};

/** What is wrong with a field, so that it cannot be explained. */
export function lensErrorIn(draft: LensDraft, field: LensField): LensError | undefined {
  const value = draft[field].trim();
  if (!value)
    return field === 'method' || field === 'url' || field === 'consumerKey' || (field === 'consumerSecret' && isRsa(draft))
      ? 'missing'
      : undefined;
  if (field === 'url' && !(URL.canParse(value) && /^https?:\/\/[^/]/iu.test(value))) return 'url';
  if (field === 'method' && !/^[A-Za-z-]{1,40}$/u.test(value)) return 'method';
  if (field === 'timestamp' && !/^\d{1,15}$/u.test(value)) return 'seconds';
  return undefined;
}

/** The request as it is explained: what is empty is left away. Secrets and body go exactly as they were typed. */
export function typedRequest(draft: LensDraft): TypedRequest {
  const { body, consumerSecret, tokenSecret, signatureMethod, transport } = draft;
  const maybe = <K extends LensField>(field: K): Partial<Record<K, string>> =>
    (draft[field].trim() ? { [field]: draft[field].trim() } : {}) as Partial<Record<K, string>>;
  return {
    method: draft.method.trim().toUpperCase(),
    url: draft.url.trim(),
    signatureMethod,
    transport,
    consumerKey: draft.consumerKey.trim(),
    consumerSecret,
    ...(body && { body, ...maybe('contentType') }),
    ...(tokenSecret && !isRsa(draft) && { tokenSecret }),
    ...maybe('token'),
    ...maybe('realm'),
    ...maybe('nonce'),
    ...maybe('timestamp'),
    ...maybe('callback'),
    ...maybe('verifier'),
  };
}
