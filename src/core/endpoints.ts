/** The places that an entry names: which of them are closed to callers, and which hosts a sign-in reaches. */
import { isEntered } from './is-entered';
import type { OAuth1Service } from './oauth1-service';
import type { OAuth2Service } from './oauth2-service';
import type { Service, Way } from './service';
import type { Origin } from './words';

type Urls = readonly (string | undefined)[];

/** The URLs that take part in a sign-in: closed to callers, even where they lie on an API host. */
export function signInEndpoints(service: Service): readonly string[] {
  if (service.protocol === 'oauth1') return given(ofOAuth1(service));
  if (service.protocol !== 'oauth2') return [];
  // Without an issuer, who signed in is asked at an ordinary path of the API.
  return given([...ofOAuth2(service), service.issuer === undefined ? undefined : service.userinfoUrl]);
}

/**
 * Every host that a sign-in in this way and the calls after it reach, each once, without the one that redirects come back to.
 * Hosts that only the user's entries tell are asked for on the way.
 */
export function hostsToReach(service: Service, way: Way | undefined): readonly Origin[] {
  return [...new Set([...signInHosts(service, way), ...service.apiHosts])];
}

/** Where a sign-in in this way goes, and what ends or renews its access, each host once. */
export function signInHosts(service: Service, way: Way | undefined): readonly Origin[] {
  return [...new Set(given(reached(service, way)).map((url) => new URL(url).origin))];
}

/** Where an account's access is renewed, each host once. */
export function renewalHosts(service: Service): readonly Origin[] {
  if (service.protocol !== 'oauth1' && service.protocol !== 'oauth2') return [];
  const by = service.protocol === 'oauth2' ? (service.renewBy?.url ?? service.renewUrl ?? service.tokenUrl) : service.renewUrl;
  return given([by]).map((url) => new URL(url).origin);
}

/** Whether the answer comes back by redirect. */
export function comesBack(service: Service, way: Way | undefined): boolean {
  if (isEntered(service)) return false;
  if (service.protocol === 'brokered') return service.visitUrl !== undefined;
  return way === undefined || way === 'redirect' || way === 'implicit';
}

function reached(service: Service, way: Way | undefined): Urls {
  if (isEntered(service)) return [service.probe?.url];
  if (service.protocol === 'oauth2') return [...ofOAuth2(service), service.userinfoUrl, service.jwksUrl];
  if (way === 'app' || service.protocol === 'brokered') return []; // everything of a connector's goes to its API hosts
  const { revokeUrl, renewUrl, identityUrl } = service;
  return way === 'credentials' ? [revokeUrl, renewUrl, identityUrl] : [...ofOAuth1(service), identityUrl];
}

function ofOAuth1(service: OAuth1Service): Urls {
  const { requestTokenUrl, authorizeUrl, authenticateUrl, accessTokenUrl, renewUrl, revokeUrl } = service;
  return [requestTokenUrl, authorizeUrl, authenticateUrl, accessTokenUrl, renewUrl, revokeUrl];
}

function ofOAuth2(service: OAuth2Service): Urls {
  const { authorizeUrl, tokenUrl, deviceUrl, parUrl, registrationUrl, renewUrl, revokeUrl } = service;
  const vendor = [service.exchange, service.renewBy, service.revokeBy].map((request) => request?.url);
  return [authorizeUrl, tokenUrl, deviceUrl, parUrl, registrationUrl, renewUrl, revokeUrl, ...vendor];
}

/** Those that are told, without paths: they lie on an API host. */
function given(urls: Urls): string[] {
  return urls.filter((url): url is string => url !== undefined && URL.canParse(url));
}
