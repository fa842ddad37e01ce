/** What all protocols of entered accounts have in common, behind the one interface. Nothing is renewed, and nothing revoked: the key ends at the service. */
import type { Protocol } from '../../core/protocol';
import type { Carrier } from './carrier';
import { reactionTo } from './reaction';
import { valuesIn, type EnteredSecret, type EnteredService } from './secret';
import { ask, resume } from './sign-in';

export function enteredProtocol<V extends EnteredService>(id: V['protocol'], carrier: Carrier<V>): Protocol<EnteredSecret, V> {
  return {
    id,
    begin: async ({ service }) => ask(service),
    resume: (context, pending, reply) => resume(context, carrier, pending, reply),
    sign: async ({ service }, { secret }, request) => carrier.add(service, valuesIn(secret), request),
    react: (context, held, _sent, got) => reactionTo(context, carrier, held, got),
  };
}
