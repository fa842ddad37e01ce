/** What a person types or pastes as an address: whether it is one, and the whole URL that it means. */
import { isLoopback, isSafeTarget } from '../../../src/core/urls';
import type { Origin } from '../../../src/core/words';

/** Whether this is meant as an address rather than as a name: a URL, or a host with or without a path. */
export function isAddress(text: string): boolean {
  const typed = text.trim();
  if (/\s/u.test(typed)) return false;
  if (/^https?:\/\/./iu.test(typed)) return URL.canParse(typed);
  return /^([\w-]+(\.[\w-]+)*\.[a-z][\w-]*|localhost|\d{1,3}(\.\d{1,3}){3}|\[[\da-f:]+\])(:\d{1,5})?([/?].*)?$/iu.test(typed);
}

/** The whole URL: people leave the scheme out, and mean https, or http on their own computer. */
export function withScheme(typed: string): string {
  if (typed.includes('://')) return typed;
  const url = `http://${typed}`;
  return URL.canParse(url) && isLoopback(new URL(url)) ? url : `https://${typed}`;
}

export type UrlError = 'url' | 'insecure' | 'fragment' | 'place_left';

/** What is wrong with a URL to which a secret may go. */
export function urlError(text: string): UrlError | undefined {
  if (!URL.canParse(text)) return 'url';
  const url = new URL(text);
  // Parsers take braces for letters of a host; they are a place of a catalogue's entry that nobody has filled.
  if (/[{}]/u.test(url.host)) return 'place_left';
  if (!isSafeTarget(url)) return url.protocol === 'http:' ? 'insecure' : 'url';
  return url.hash ? 'fragment' : undefined;
}

/** Words with spaces or commas between. */
export function parts(text: string): string[] {
  return text.split(/[\s,]+/u).filter(Boolean);
}

/** What is wrong with a list of hosts, which may be written without a scheme. */
export function hostsError(text: string): UrlError | undefined {
  return parts(text)
    .map((host) => urlError(withScheme(host)))
    .find(Boolean);
}

/** The hosts in a list, each once. Only where {@link hostsError} finds nothing. */
export function hostsIn(text: string): Origin[] {
  return [...new Set(parts(text).map((host) => new URL(withScheme(host)).origin))];
}

/** Hosts as people write them: without https. */
export function hostsText(hosts: readonly Origin[]): string {
  return hosts.map((origin) => origin.replace(/^https:\/\//u, '')).join(', ');
}
