/** Small questions to the overview that several pages ask. */
import { isEntered } from '../../../src/core/is-entered';
import { comesBack, hostsToReach } from '../../../src/core/endpoints';
import type { ClientAuth } from '../../../src/core/oauth2-service';
import type { Service, Way } from '../../../src/core/service';
import type { Origin } from '../../../src/core/words';
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

/** The first API host of a service, as its second line: `*` stands for what its accounts enter. Empty where all of it is entered. */
export function hostOf(service: Service): string {
  const [first] = service.apiHosts;
  if (first && URL.canParse(first)) return new URL(first).host;
  const own = isEntered(service) ? (service.hostTemplate ?? '').replace(/^https?:\/\//u, '').replace(/\{\w+\}/gu, '*') : '';
  return own === '*' ? '' : own;
}

/** Whether an app registers itself at the service during a sign-in, where there is none yet. */
export function registersItself(service: Service): boolean {
  return service.protocol === 'oauth2' && service.registrationUrl !== undefined;
}

/** Whether an app has to be set up by hand before anyone can sign in so. */
export function lacksApp({ service, app }: ServiceView, way: Way | undefined): boolean {
  return !app && !isEntered(service) && service.protocol !== 'brokered' && !registersItself(service) && way !== 'credentials';
}

/** These have no secret. */
const publicClients = new Set<ClientAuth>(['none', 'basic_without_secret']);

/** Whether an app at this service has a secret that is to be pasted: for a sign-in in this way. */
export function secretNeed(service: Service, way: Way | undefined): 'none' | 'optional' | 'needed' {
  if (service.protocol === 'oauth1') return 'needed';
  if (service.protocol !== 'oauth2') return 'none';
  if (publicClients.has(service.clientAuth)) return 'clientAuthWithSecret' in service ? 'optional' : 'none';
  return way === 'implicit' ? 'optional' : 'needed';
}

/** The ways to sign in at a service, the usual one first; none where an account is entered. */
export function waysOf(service: Service): readonly Way[] {
  if (isEntered(service) || service.protocol === 'brokered') return [];
  return service.ways ?? ['redirect'];
}

/** The way that is meant: the one asked for, where the service has it, else its first. */
export function wayOf(service: Service, asked: string | undefined): Way | undefined {
  const ways = waysOf(service);
  return ways.find((way) => way === asked) ?? ways[0];
}

/** The way that a sign-in took; undefined where there is but one. */
export function wayTaken(service: Service, way: Way | undefined): Way | undefined {
  return waysOf(service).length < 2 ? undefined : way;
}

/** Whether the app's secret at this service is a private key. */
export function hasPrivateKey(service: Service): boolean {
  if (service.protocol === 'oauth2') return service.clientAuth === 'private_key_jwt';
  return service.protocol === 'oauth1' && service.signatureMethod?.startsWith('RSA') === true;
}

/** Where the service's app is registered to redirect to: what its developer page has to know. */
export function redirectOf({ redirectUrl }: Pick<Overview, 'redirectUrl'>, { service, app }: ServiceView): string {
  return app?.redirectUrl ?? service.redirectUrl ?? redirectUrl;
}

/**
 * Every host that a sign-in at this service in this way and the calls after it need.
 * @param redirectUrl this browser's
 * @param registered the app's own, where it has one
 */
export function neededOrigins(
  service: Service,
  redirectUrl: string,
  way: Way | undefined,
  registered = service.redirectUrl,
): readonly Origin[] {
  const urls = registered === undefined ? [redirectUrl] : [redirectUrl, registered];
  const back = comesBack(service, way) ? urls.map((url) => new URL(url).origin) : [];
  return [...new Set([...hostsToReach(service, way), ...back])];
}

/** What a scope lets one do, in words where the service's entry has them. */
export function scopeText(service: Service | undefined, name: string): string {
  const known = service?.protocol === 'oauth2' ? service.scopes.find((scope) => scope.name === name) : undefined;
  return known?.does || name;
}
