/** A request that was typed in, signed with the keys typed in beside it and explained. Nothing is sent, and nothing is kept. */
import { CountersignError } from '../../core/errors';
import type { Outgoing } from '../../core/protocol';
import type { SignatureExplanation, TypedRequest } from '../../core/signature-lens';
import { explain } from './explanation';
import { sign, type Credentials } from './signer';
import { SigningError } from './signing-error';

/** @throws CountersignError `invalid_input` when the URL is none or the request cannot be signed, `key_invalid` for a private key */
export async function explainTyped(typed: TypedRequest): Promise<SignatureExplanation> {
  const request = requestOf(typed);
  const { consumerKey, consumerSecret, token, tokenSecret, signatureMethod, transport, realm, nonce, timestamp } = typed;
  const rsa = signatureMethod.startsWith('RSA-');
  const credentials: Credentials = {
    consumerKey,
    ...(rsa ? { privateKey: consumerSecret } : { consumerSecret }),
    ...(token && { token }),
    ...(tokenSecret && { tokenSecret }),
  };
  const further = {
    ...(typed.callback && { oauth_callback: typed.callback }),
    ...(typed.verifier && { oauth_verifier: typed.verifier }),
  };
  const signed = await sign(request, credentials, {
    signatureMethod,
    transport,
    further,
    ...(realm && { realm }),
    ...(nonce && { nonce }),
    ...(timestamp && { timestamp: Number(timestamp) }),
  }).catch((error: unknown) => {
    if (!(error instanceof SigningError)) throw error;
    throw new CountersignError(error.code === 'invalid_key' ? 'key_invalid' : 'invalid_input', { about: error.message });
  });
  const explanation = await explain(signed, { consumerSecret: consumerSecret !== '', tokenSecret: Boolean(tokenSecret) });
  if (!explanation) throw new CountersignError('unexpected');
  return explanation;
}

function requestOf({ method, url, contentType, body }: TypedRequest): Outgoing {
  if (!/^https?:/i.test(url.trim()) || !URL.canParse(url.trim())) throw new CountersignError('invalid_input', { about: 'URL' });
  const target = new URL(url.trim());
  target.hash = '';
  const headers = new Headers();
  try {
    if (contentType) headers.set('content-type', contentType.trim());
  } catch {
    throw new CountersignError('invalid_input', { about: 'Content-Type' });
  }
  return { method, url: target, headers, ...(body && { body }) };
}
