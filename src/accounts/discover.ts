/** Makes a service's entry from what it publishes about itself: first by what the browser lets anyone read, then by asking for its hosts. */
import type { Origin } from '../core/words';
import { discoverService, type Found } from '../services/discovery/discover';
import { allServices } from '../vault/services';
import type { Ports } from './ports';

export type Discovered = Found | { readonly needs: readonly Origin[] };

/** How long one document may take, in milliseconds. */
const patience = 10_000;

/**
 * @param ownNetwork the user has confirmed an address in their own network
 * @returns the entry, which is not stored; or the hosts that the browser must let us reach first
 * @throws CountersignError `discovery_failed`, `discovery_mismatch`, `discovery_unusable`, `own_network`, `insecure_endpoint`,
 *   `invalid_input`
 */
export async function discover(ports: Ports, address: string, ownNetwork: boolean): Promise<Discovered> {
  const services = await allServices(ports.vault);
  const http = (url: URL): Promise<Response> =>
    ports.fetch(url, {
      headers: { accept: 'application/json' },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(patience),
    });
  const outcome = await discoverService({ address, ownNetwork, http, services });
  if ('found' in outcome) return outcome;
  // A host without access looks like one that is not there.
  const needs: Origin[] = [];
  for (const origin of outcome.unreached) if (!(await ports.hosts.granted([origin]))) needs.push(origin);
  if (needs.length > 0) return { needs };
  throw outcome.failure;
}
