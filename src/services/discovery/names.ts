/** How a found service is called, from its host: the user may call it otherwise. */
import { isOwnNetwork } from '../../core/urls';

/** An id that no other service has. */
export function idFor(url: URL, taken: readonly string[]): string {
  const plain = url.host
    .replace(/^www\./, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const base = plain.slice(0, 50) || 'service';
  let id = base;
  for (let count = 2; taken.includes(id); count += 1) id = `${base}-${count}`;
  return id;
}

/** The part of the host that people know: `https://login.my-shop.co.uk` is "My Shop". */
export function nameFor(url: URL): string {
  if (isOwnNetwork(url)) return url.host.slice(0, 80);
  const parts = url.hostname.replace(/\.$/, '').split('.');
  const [second = '', top = ''] = parts.slice(-2);
  const behindSuffix = parts.length > 2 && top.length === 2 && /^(co|com|org|net|ac|gov|edu)$/.test(second);
  const known = parts.at(behindSuffix ? -3 : -2) ?? url.hostname;
  return known
    .split('-')
    .filter((word) => word !== '')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');
}

/** The same hue for the same host, in degrees. */
export function hueFor({ hostname }: URL): number {
  let hash = 0;
  for (const char of hostname) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 360_000;
  return hash % 360;
}
