/** Makes a service's entry from what it publishes about itself: first by what the browser lets anyone read, then by asking for its hosts. */
import { CountersignError } from '../core/errors';
import type { Origin, Service } from '../core/words';
import type { Ports } from './ports';

export type Discovered =
  | {
      readonly found: Service;
      readonly registers: boolean;
      readonly ownNetwork: readonly Origin[];
      readonly known?: { readonly id: string; readonly name: string };
    }
  | { readonly needs: readonly Origin[] };

/** @throws CountersignError `discovery_failed`, `discovery_mismatch`, `discovery_unusable`, `own_network`, `insecure_endpoint` */
export async function discover(_: Ports, address: string, __: boolean): Promise<Discovered> {
  throw new CountersignError('discovery_failed', { about: address.slice(0, 100) });
}
