/**
 * Proof of possession: each request of a bound account carries a fresh signature by a key that never leaves this browser, so that a
 * stolen token is worth nothing.
 * @see https://www.rfc-editor.org/rfc/rfc9449
 */
import * as oauth from 'oauth4webapi';
import type { Context, Held, Outgoing } from '../../core/protocol';
import type { OAuth2Service } from '../../core/oauth2-service';

/** The nonces that servers want next, by key and origin. Memory only: one that is lost costs one retry. */
const nonces = new Map<string, string>();
/** More than anyone has accounts times hosts. */
const mostNonces = 500;

const placeOf = (keyId: string, { origin }: URL): string => `${keyId} ${origin}`;

/** Remembers the nonce in an answer. @see https://www.rfc-editor.org/rfc/rfc9449#section-8.2 */
export function noteNonce(keyId: string, url: URL, headers: Headers): void {
  const nonce = headers.get('dpop-nonce');
  if (nonce === null || nonce.length > 1000) return;
  const place = placeOf(keyId, url);
  nonces.delete(place);
  nonces.set(place, nonce);
  if (nonces.size > mostNonces) nonces.delete(nonces.keys().next().value ?? '');
}

export function knownNonce(keyId: string, url: URL): string | undefined {
  return nonces.get(placeOf(keyId, url));
}

/** One maker of proofs for each key pair. */
const makers = new WeakMap<CryptoKey, oauth.DPoPHandle>();

/** What makes proofs with the sign-in's or account's own key. */
export async function proofsOf(context: Pick<Context, 'key'>): Promise<oauth.DPoPHandle> {
  const { id, pair } = await context.key();
  const known = makers.get(pair.privateKey);
  if (known) return known;
  const fresh = oauth.DPoP({}, pair, {
    [oauth.modifyAssertion]: (_, payload) => {
      const { htu } = payload;
      const nonce = typeof htu === 'string' ? knownNonce(id, new URL(htu)) : undefined;
      if (nonce !== undefined) payload['nonce'] = nonce;
    },
  });
  makers.set(pair.privateKey, fresh);
  return fresh;
}

/** The headers that bind a request to the account's key. */
export async function proofHeaders(
  context: Context<OAuth2Service>,
  accessToken: string,
  { method, url }: Outgoing,
  notes: Held['notes'],
): Promise<Headers> {
  const { id } = await context.key();
  const noted = notes.dpopNonce?.[url.origin];
  if (noted !== undefined && knownNonce(id, url) === undefined) nonces.set(placeOf(id, url), noted);
  let made = new Headers();
  await oauth.protectedResourceRequest(accessToken, method, url, undefined, undefined, {
    DPoP: await proofsOf(context),
    [oauth.allowInsecureRequests]: true,
    // The library makes the proof; the gateway sends the request.
    [oauth.customFetch]: (_, { headers }) => {
      made = new Headers(headers);
      return Promise.resolve(new Response());
    },
  });
  return made;
}
