/** Which hosts lie on this computer or in the user's own network, as far as their names tell. */
import type { Origin } from '../../../src/core/words';

/** Names that only home and office networks resolve. */
const ownNames = /(^|\.)(localhost|local|lan|home|intranet|internal|corp|home\.arpa)$/u;

/** Whether the origin's host is this computer, a private address, or a name that only the user's own network knows. */
export function isOwnNetwork(origin: Origin): boolean {
  if (!URL.canParse(origin)) return false;
  const host = new URL(origin).hostname.replace(/\.$/u, '');
  if (host.startsWith('[')) return isOwnIPv6(host.slice(1, -1));
  if (/^\d+(\.\d+){3}$/u.test(host)) return isOwnIPv4(host.split('.').map(Number));
  return ownNames.test(host) || !host.includes('.');
}

/** @see https://www.rfc-editor.org/rfc/rfc6890 */
function isOwnIPv4([first = 0, second = 0]: readonly number[]): boolean {
  if (first === 0 || first === 10 || first === 127) return true;
  if (first === 100) return second >= 64 && second < 128;
  if (first === 169) return second === 254;
  return first === 172 ? second >= 16 && second < 32 : first === 192 && second === 168;
}

function isOwnIPv6(address: string): boolean {
  const mapped = /^::ffff:([\da-f]+):[\da-f]+$/u.exec(address)?.[1];
  if (mapped !== undefined) return isOwnIPv4([Number.parseInt(mapped, 16) >> 8, Number.parseInt(mapped, 16) & 255]);
  return address === '::' || address === '::1' || /^f[cd]|^fe[89ab]/u.test(address);
}
