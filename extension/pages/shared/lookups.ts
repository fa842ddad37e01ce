/** Small questions to the overview that several pages ask. */
import type { Origin, Service } from '../../../src/core/words';
import type { AccountView, AskView, Overview, ServiceView } from '../../../src/messaging/views';

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

/** Where a sign-in goes, each place once. */
export function signInOrigins(service: Service): readonly Origin[] {
  const urls =
    service.protocol === 'oauth1'
      ? [service.authorizeUrl, service.requestTokenUrl, service.accessTokenUrl, service.revokeUrl]
      : [service.authorizeUrl, service.tokenUrl, service.revokeUrl, service.userinfoUrl];
  return origins(urls);
}

/** Every host that a sign-in at this service and the calls after it need. */
export function neededOrigins(service: Service, redirectUrl: string): readonly Origin[] {
  return [...new Set([...signInOrigins(service), ...service.apiHosts, ...origins([redirectUrl])])];
}

function origins(urls: readonly (string | undefined)[]): readonly Origin[] {
  return [...new Set(urls.filter((url) => url !== undefined && URL.canParse(url)).map((url) => new URL(url as string).origin))];
}

/** What a scope lets one do, in words where the service's entry has them. */
export function scopeText(service: Service | undefined, name: string): string {
  const known = service?.protocol === 'oauth2' ? service.scopes.find((scope) => scope.name === name) : undefined;
  return known?.does || name;
}
