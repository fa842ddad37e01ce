/** The services through which there are accounts, with the hosts that those need: what the checks at services go by. */
import { hostsToReach } from '../../../src/core/endpoints';
import type { Service } from '../../../src/core/service';
import type { Origin } from '../../../src/core/words';
import { openAccount } from '../../../src/vault/accounts';
import type { AccountRow } from '../../../src/vault/rows';
import type { House } from '../../../src/engine/house';

export interface Use {
  readonly id: string;
  readonly name: string;
  /** Where its sign-ins, renewals and calls go, each once. */
  readonly hosts: readonly Origin[];
  /** The host that is asked for a sign of life: the one that gives out tokens, else the API's. */
  readonly door: Origin;
  /** Its clock minus ours in seconds, as a signed request taught it. */
  readonly learnt?: number;
  /** Its address is the user's own: filled in, or an entry of their own making. */
  readonly own: boolean;
}

/**
 * Each service once, in the order of the accounts. While the vault is locked, by the entries in use instead of the accounts' own.
 * @param only this one: no other account is opened
 */
export async function servicesInUse({ vault }: Pick<House, 'vault'>, only?: string): Promise<Use[]> {
  const all = await vault.db.accounts.toArray();
  const rows = all.filter(({ state, serviceId }) => state !== 'revoked' && (only === undefined || serviceId === only));
  const services = new Map((await vault.db.services.toArray()).map((row) => [row.id, row]));
  const uses = new Map<string, Use>();
  for (const row of rows) {
    const box = await openAccount(vault, row).catch(() => undefined); // locked, or damaged: told by another check
    const current = services.get(row.serviceId);
    const service = box?.service ?? current?.service;
    if (!service) continue;
    const own = current?.source?.kind !== 'catalogue' || Object.keys(current.source.values).length > 0;
    uses.set(row.serviceId, joined(uses.get(row.serviceId), useOf(row, service, box?.apiHosts ?? [], own)));
  }
  return [...uses.values()];
}

function useOf(row: AccountRow, service: Service, apiHosts: readonly Origin[], own: boolean): Use {
  const hosts = [...new Set([...hostsToReach(service, row.way), ...apiHosts])];
  const { skewSeconds } = row.notes;
  return {
    id: row.serviceId,
    name: service.name,
    hosts,
    door: doorOf(service) ?? hosts[0] ?? '',
    own,
    ...(skewSeconds !== undefined && { learnt: skewSeconds }),
  };
}

function doorOf(service: Service): Origin | undefined {
  const url =
    service.protocol === 'oauth2'
      ? service.tokenUrl
      : service.protocol === 'oauth1'
        ? service.accessTokenUrl
        : service.apiHosts[0];
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : service.apiHosts[0];
}

function joined(one: Use | undefined, other: Use): Use {
  return one ? { ...other, ...one, hosts: [...new Set([...one.hosts, ...other.hosts])] } : other;
}
