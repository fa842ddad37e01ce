/** The protocols by their ids: the one place where an id becomes an entry. */
import type { Protocol } from '../core/protocol';
import type { Service } from '../core/service';
import { apiKey } from './api-key/protocol';
import { basic } from './basic/protocol';
import { brokered } from './brokered/protocol';
import { oauth1 } from './oauth1/protocol';
import { explainTyped } from './oauth1/typed';
import { oauth2 } from './oauth2/protocol';

export { explainTyped };

const entries = { oauth1, oauth2, 'api-key': apiKey, basic, brokered };

/** The protocol that a service speaks. */
export function protocolOf(service: Service): Protocol {
  // An entry handles the services of its own protocol only, which the look-up by the service's own field ensures.
  return entries[service.protocol];
}
