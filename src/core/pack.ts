/** A pack of services as it was read: what it would bring, and what is to be known before any of it is taken. */
import type { Service } from './service';
import type { Origin } from './words';

export interface Pack {
  readonly name: string;
  readonly services: readonly PackService[];
}

export interface PackService {
  /** With the id that it will have here: `pack.service`. */
  readonly service: Service;
  /** Every host that would receive a secret. */
  readonly hosts: readonly Origin[];
  /** `sites_differ`: its sign-in page and its token endpoint, or its API, lie on different sites. */
  readonly warnings: readonly 'sites_differ'[];
  /** `changed`: the one that is here from the same pack is another one; `moved`: and a secret would go elsewhere than before. */
  readonly state: 'new' | 'same' | 'changed' | 'moved';
  /** The app that the pack brings along, without its secret. */
  readonly clientId?: string;
}
