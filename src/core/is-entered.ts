/** Accounts that are entered, not signed in: they have no app, no ways and no endpoints of a sign-in. */
import type { ApiKeyService, BasicService } from './entered-service';
import type { ProtocolId } from './service-base';

export type EnteredId = (ApiKeyService | BasicService)['protocol'];

/** Whether accounts of this service (or this account, or draft of a service) are entered. */
export function isEntered<T extends { readonly protocol: ProtocolId }>(of: T): of is T & { readonly protocol: EnteredId } {
  return of.protocol === 'api-key' || of.protocol === 'basic';
}
