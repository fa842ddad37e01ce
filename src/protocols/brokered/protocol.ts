/**
 * Connectors behind the one interface. A connector has no secret of its own: the gateway lets it dress a request, then the broker's account
 * signs it and reacts to the answer.
 */
import type { BrokeredService } from '../../core/brokered-service';
import type { Protocol } from '../../core/protocol';
import { ask, resume } from './sign-in';
import { asConnector } from './signing';
import type { BrokeredSecret } from './values';

export const brokered: Protocol<BrokeredSecret, BrokeredService> = {
  id: 'brokered',
  begin: async ({ service }) => ask(service),
  resume,
  sign: async ({ service }, { secret }, request) => asConnector(service, secret.values, request),
  react: async () => ({ do: 'deliver' }),
};
