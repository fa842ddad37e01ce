/** What an account may do by its scopes, beside what it was asked for and what could be asked for. */
import type { Service } from '../../../src/core/service';
import type { AccountView } from '../../../src/messaging/views';

export interface Reach {
  readonly granted: readonly string[];
  /** Asked for, and not granted. */
  readonly missing: readonly string[];
  /** Asked for, and the service does not tell what became of it. */
  readonly untold: readonly string[];
  /** In the service's entry, and not asked for yet. */
  readonly more: readonly string[];
}

export function reachOf(account: AccountView, service: Service | undefined): Reach {
  const { scopes, asked } = account;
  const offered = service?.protocol === 'oauth2' && account.protocol === 'oauth2' ? service.scopes : [];
  const known = new Set([...(scopes ?? []), ...asked]);
  return {
    granted: scopes ?? [],
    missing: scopes ? asked.filter((name) => !scopes.includes(name)) : [],
    untold: scopes ? [] : asked,
    more: offered.filter(({ name, optional }) => optional && !known.has(name)).map(({ name }) => name),
  };
}
