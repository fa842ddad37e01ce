/** Small questions to the overview that several pages ask. */
import type { OAuth1Way, Origin, Service } from '../../../src/core/words';
import type { AccountView, AskView, Overview, ServiceView, SignInStage } from '../../../src/messaging/views';

export function serviceOf(overview: Overview, id: string): ServiceView | undefined {
  return overview.services.find(({ service }) => service.id === id);
}

export function accountOf(overview: Overview, id: string | undefined): AccountView | undefined {
  return overview.accounts.find((account) => account.id === id);
}

export function accountsAt(overview: Overview, serviceId: string): readonly AccountView[] {
  return overview.accounts.filter((account) => account.serviceId === serviceId);
}

export function askOf(overview: Overview, id: string | undefined): AskView | undefined {
  return overview.asks.find((ask) => ask.id === id);
}

/** The first API host of a service, as its second line. */
export function hostOf(service: Service): string {
  const first = service.apiHosts[0];
  return first && URL.canParse(first) ? new URL(first).host : '';
}

/** The ways to sign in at a service, the usual one first. OAuth 2.0 has one only, by redirect. */
export function waysOf(service: Service): readonly OAuth1Way[] {
  return (service.protocol === 'oauth1' ? service.ways : undefined) ?? ['redirect'];
}

/** The way that is meant: the one asked for, where the service has it, else its first. */
export function wayOf(service: Service, asked: string | undefined): OAuth1Way {
  const ways = waysOf(service);
  return ways.find((way) => way === asked) ?? ways[0] ?? 'redirect';
}

/** The way that a sign-in took, told by its steps; undefined where there is but one. */
export function wayTaken(service: Service, stages: readonly SignInStage[]): OAuth1Way | undefined {
  if (waysOf(service).length < 2) return undefined;
  if (stages.includes('visit')) return 'redirect';
  if (!stages.includes('enter')) return 'app';
  return stages.includes('ask') ? 'pin' : 'credentials';
}

/** Whether a way leads over the service's own page. */
function isThreeLegged(way: OAuth1Way): boolean {
  return way === 'redirect' || way === 'pin';
}

/** Whether the app's secret at this service is a private key. */
export function hasPrivateKey(service: Service): boolean {
  return service.protocol === 'oauth1' && service.signatureMethod?.startsWith('RSA') === true;
}

/** Where a sign-in in this way goes, and what ends or renews its access, each place once. */
export function signInOrigins(service: Service, way: OAuth1Way = 'redirect'): readonly Origin[] {
  if (service.protocol === 'oauth2')
    return origins([service.authorizeUrl, service.tokenUrl, service.revokeUrl, service.userinfoUrl]);
  const { requestTokenUrl, authorizeUrl, authenticateUrl, accessTokenUrl, revokeUrl, renewUrl, identityUrl } = service;
  if (way === 'app') return [];
  if (!isThreeLegged(way)) return origins([revokeUrl, renewUrl, identityUrl]);
  return origins([authorizeUrl, authenticateUrl, requestTokenUrl, accessTokenUrl, revokeUrl, renewUrl, identityUrl]);
}

/** Every host that a sign-in at this service in this way and the calls after it need. */
export function neededOrigins(service: Service, redirectUrl: string, way: OAuth1Way = 'redirect'): readonly Origin[] {
  const back = way === 'redirect' ? origins([redirectUrl]) : [];
  return [...new Set([...signInOrigins(service, way), ...service.apiHosts, ...back])];
}

function origins(urls: readonly (string | undefined)[]): readonly Origin[] {
  return [...new Set(urls.filter((url) => url !== undefined && URL.canParse(url)).map((url) => new URL(url as string).origin))];
}

/** What a scope lets one do, in words where the service's entry has them. */
export function scopeText(service: Service | undefined, name: string): string {
  const known = service?.protocol === 'oauth2' ? service.scopes.find((scope) => scope.name === name) : undefined;
  return known?.does || name;
}
