/** Where a pack's entry may lead: public hosts over https and nothing else, since nobody typed its addresses. */
import { hostsToReach } from '../core/endpoints';
import { isEntered } from '../core/is-entered';
import type { Service } from '../core/service';
import { isLoopback, isOwnNetwork } from '../core/urls';
import type { Origin } from '../core/words';
import { packInvalid } from './pack-schema';
import { sameSite } from './same-site';

/** Words, names and parameters: they may look like a URL, and nothing is sent there. */
const words = /^(name|areas|appType|checked|scopes|resource|apiHeaders|\w*[pP]arameters|label|hint|does)$/;
/** Pages that are opened by the user's own click. */
const pages = /^(docs|registerUrl)$/;
const wholeHost = /^https:\/\/\{\w+\}(:\d+)?$/;

/**
 * @param path where the entry stands in the pack
 * @throws CountersignError `pack_invalid` for plain http, and for a host of the user's own network
 */
export function checkPlaces(service: Service, path: string): void {
  for (const [place, text] of textsOf(service, path)) {
    const key = place.slice(place.lastIndexOf('.') + 1);
    const urls = urlsOf(text);
    if (key === 'redirectUrl' && urls.every(isLoopback)) continue; // it is caught on its way there
    if (urls.some(({ protocol }) => protocol === 'http:')) throw packInvalid(place, 'not https');
    const mayLeadHome = pages.test(key) || wholeHost.test(text);
    if (!mayLeadHome && urls.some((url) => isOwnNetwork(url))) throw packInvalid(place, 'a host of the user’s own network');
  }
}

/** What the browser takes a text for, if it is a web address: with its places filled, where it has some. */
function urlsOf(text: string): URL[] {
  return ['1', 'a']
    .map((value) => text.replace(/\{\w+\}/g, value))
    .filter((filled) => URL.canParse(filled))
    .map((filled) => new URL(filled))
    .filter(({ protocol }) => /^https?:$/.test(protocol));
}

/** Every text of an entry that names a place, with where it stands. */
function* textsOf(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value === 'string') yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) if (!words.test(key)) yield* textsOf(inner, `${path}.${key}`);
}

/** Every host that a secret, or the code of a sign-in, can reach by this entry, in each of its ways. */
export function secretHosts(service: Service): readonly Origin[] {
  const ways = 'ways' in service ? service.ways : undefined;
  const own = isEntered(service) && service.hostTemplate !== undefined ? [service.hostTemplate] : [];
  const page = service.protocol === 'brokered' && service.visitUrl !== undefined ? [new URL(service.visitUrl).origin] : [];
  const back = service.redirectUrl === undefined ? [] : [new URL(service.redirectUrl).origin];
  return [...new Set([...(ways ?? [undefined]).flatMap((way) => hostsToReach(service, way)), ...own, ...page, ...back])];
}

/** Whether all of them are of one site. Templates count by what is fixed in them; the user's own computer does not count. */
export function onOneSite(hosts: readonly Origin[]): boolean {
  const names = hosts
    .map((host) => host.replace(/\{\w+\}/g, 'a'))
    .filter((host) => URL.canParse(host))
    .map((host) => new URL(host))
    .filter((url) => !isLoopback(url));
  return sameSite(names.map(({ hostname }) => hostname));
}
