/** Which service a connector is reached through: an entry names it, and cannot know what its instances are called here. */
import type { BrokeredService } from './brokered-service';
import type { ServiceSource } from './catalogue';

/**
 * Whether a service in use is the one that the connector's entry names: by its own id, as one made of that entry of the catalogue, or by
 * its id in the pack that both came in.
 */
export function isBrokerOf(
  { id: connector, broker }: Pick<BrokeredService, 'id' | 'broker'>,
  { id, source }: { readonly id: string; readonly source?: ServiceSource },
): boolean {
  if (source?.kind === 'pack' && connector.startsWith(`${source.pack}.`) && id === `${source.pack}.${broker}`) return true;
  return id === broker || (source?.kind === 'catalogue' && source.id === broker);
}
