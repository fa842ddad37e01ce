/** Which service a connector is reached through: an entry names it, and cannot know what its instances are called here. */
import type { BrokeredService } from './brokered-service';
import type { ServiceSource } from './catalogue';

/** Whether a service in use is the one that the connector's entry names: by its own id, or as one made of that entry of the catalogue. */
export function isBrokerOf(
  { broker }: Pick<BrokeredService, 'broker'>,
  { id, source }: { readonly id: string; readonly source?: ServiceSource },
): boolean {
  return id === broker || (source?.kind === 'catalogue' && source.id === broker);
}
