/** What follows a redirect: fetch's rules for method and body, and where the account's right ends. */
import { CountersignError } from '../core/errors';
import type { Outgoing } from '../core/protocol';

/** Redirects in a row, as fetch has it. */
export const mostRedirects = 20;

/** A redirect as the browser saw it. */
export interface Redirect {
  readonly status: number;
  /** As it stood in the header: may be relative. */
  readonly location: string;
}

/**
 * The request that a redirect asks for; it has to be checked and signed like the first.
 * @param request before signing
 * @param sent as it was signed: parameters that we added are cut where the service hands them back
 * @param holdsSecret whether a text quotes a secret
 * @throws CountersignError `redirect_refused` for a target that is no URL or that quotes a secret
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function redirected(
  request: Outgoing,
  sent: Outgoing,
  { status, location }: Redirect,
  holdsSecret: (text: string) => boolean,
): Outgoing {
  if (!URL.canParse(location, request.url)) throw new CountersignError('redirect_refused', { about: request.url.host });
  const url = new URL(location, request.url);
  for (const [name, value] of sent.url.searchParams) {
    if (!request.url.searchParams.has(name, value)) url.searchParams.delete(name, value);
  }
  if (holdsSecret(url.href)) throw new CountersignError('redirect_refused', { about: url.host });
  const { method, headers } = request;
  const asGet = status === 303 ? method !== 'GET' && method !== 'HEAD' : (status === 301 || status === 302) && method === 'POST';
  if (!asGet) return { ...request, url };
  const kept = new Headers([...headers].filter(([name]) => !/^content-(encoding|language|location|type)$/.test(name)));
  return { method: 'GET', url, headers: kept };
}

/** The failure for a target outside the account's hosts; the caller may fetch it without us. */
export function ledOut(url: URL): CountersignError {
  return new CountersignError('redirect_refused', { about: url.origin, location: url.href });
}
