/**
 * What the popup painted last, kept for its next first frame. An overview holds no secret by contract; but behind a passphrase not even the
 * accounts' names may lie open, so nothing is kept there.
 */
import type { Overview } from '../../../src/messaging/views';

const key = 'last-overview';
const version = 2;

/** What each entry must have for the popup to paint it. */
const needed = {
  accounts: ['id', 'serviceId', 'serviceName', 'hue', 'label', 'state', 'renewable'],
  services: ['service', 'accounts'],
  permits: ['id', 'caller', 'accountId', 'access', 'paths', 'lasting'],
  sites: ['origin', 'callsToday'],
} as const;

/** Requests and sign-ins are of the moment: they are painted only when the worker tells of them. */
export function rememberOverview(overview: Overview): void {
  try {
    if (overview.lock.state === 'none') keep(overview);
    else localStorage.removeItem(key);
  } catch {
    // The storage is full or closed: the next popup waits for the worker
  }
}

function keep(overview: Overview): void {
  localStorage.setItem(key, JSON.stringify({ version, overview: { ...overview, asks: [], signIns: [] } }));
}

/** The last overview, if there is one and it still has the shape that this version paints. */
export function lastOverview(): Overview | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isRecord(stored) && stored['version'] === version && isOverview(stored['overview']) ? stored['overview'] : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isOverview(value: unknown): value is Overview {
  if (!isRecord(value) || typeof value['mark'] !== 'number' || typeof value['redirectUrl'] !== 'string') return false;
  const { asks, signIns, lock } = value;
  if (!Array.isArray(asks) || !Array.isArray(signIns) || !isRecord(lock) || lock['state'] !== 'none') return false;
  return Object.entries(needed).every(([name, fields]) => {
    const entries = value[name];
    return Array.isArray(entries) && entries.every((entry) => isRecord(entry) && fields.every((field) => field in entry));
  });
}
