/** What counts as a safe place to send a secret to, in one spot. */
import { CountersignError } from './errors';
import type { Origin } from './words';

/** Whether the URL's host is this computer: secrets may travel over plain http to it and to nothing else. */
export function isLoopback(url: URL): boolean {
  return url.hostname === '127.0.0.1' || url.hostname === 'localhost' || url.hostname === '[::1]';
}

/**
 * Whether the URL's host is, by its name, this computer or the user's own network: an address, a name without dots, or one of the
 * suffixes that no public name has. A public name can still lead there, which nobody can see from the name.
 * @see https://www.iana.org/assignments/special-use-domain-names
 */
export function isOwnNetwork(url: URL): boolean {
  const host = url.hostname.replace(/\.$/, '');
  const isAddress = host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host);
  return isAddress || !host.includes('.') || /\.(local|internal|localhost|home\.arpa|lan)$/.test(host);
}

/** Whether a secret may be sent to this URL: https, or http on loopback; never with a user name in it. */
export function isSafeTarget(url: URL): boolean {
  if (url.username || url.password) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/**
 * Parses an absolute URL to which a secret may be sent.
 * @throws CountersignError `invalid_input` when it is no absolute URL, `insecure_endpoint` when it is not https (loopback excepted)
 */
export function safeUrl(text: string): URL {
  if (!URL.canParse(text)) throw new CountersignError('invalid_input', { about: 'URL' });
  const url = new URL(text);
  if (!isSafeTarget(url)) throw new CountersignError('insecure_endpoint', { about: url.host });
  return url;
}

/** Whether two URLs are the same page, whatever their parameters. False for what is no URL. */
export function samePlace(one: string, other: string): boolean {
  if (!URL.canParse(one) || !URL.canParse(other)) return false;
  const [first, second] = [new URL(one), new URL(other)];
  return first.origin === second.origin && first.pathname === second.pathname;
}

/** The match pattern by which browsers grant access to a host. Patterns know no port: all ports of the host are covered. */
export function hostPattern(origin: Origin): string {
  const url = new URL(origin);
  return `${url.protocol}//${url.hostname}/*`;
}

/** The match patterns of all sites that may ask once every site may: https ones, and this computer. */
export const everySitePatterns: readonly string[] = ['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*'];
