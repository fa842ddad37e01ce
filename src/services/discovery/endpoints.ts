/** The endpoints that a service's metadata names, each safe to send a secret to. */
import { CountersignError } from '../../core/errors';
import { isOwnNetwork, isSafeTarget } from '../../core/urls';
import type { OAuth2Service } from '../../core/oauth2-service';
import type { Metadata } from './documents';

/** Each endpoint's key in an entry, by its name in metadata. */
const names = {
  authorizeUrl: 'authorization_endpoint',
  tokenUrl: 'token_endpoint',
  deviceUrl: 'device_authorization_endpoint',
  parUrl: 'pushed_authorization_request_endpoint',
  registrationUrl: 'registration_endpoint',
  revokeUrl: 'revocation_endpoint',
  userinfoUrl: 'userinfo_endpoint',
  jwksUrl: 'jwks_uri',
} as const satisfies Partial<Record<keyof OAuth2Service, string>>;

export type Endpoints = { readonly [Key in keyof typeof names]?: string };

/**
 * @param mayBeOwn whether they may lie in the user's own network
 * @throws CountersignError `own_network`, `insecure_endpoint`
 */
export function endpointsIn(metadata: Metadata, mayBeOwn: boolean): Endpoints {
  const found = Object.entries(names).flatMap(([key, name]) => {
    const url = metadata[name];
    if (typeof url !== 'string' || !URL.canParse(url)) return [];
    checkPlace(new URL(url), mayBeOwn);
    return [[key, url]];
  });
  return Object.fromEntries(found) as Endpoints;
}

/** @throws CountersignError `own_network`, `insecure_endpoint` */
export function checkPlace(url: URL, mayBeOwn: boolean): void {
  const about = url.host;
  if (!mayBeOwn && isOwnNetwork(url)) throw new CountersignError('own_network', { about });
  if (!isSafeTarget(url)) throw new CountersignError('insecure_endpoint', { about });
}
