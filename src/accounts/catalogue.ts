/** Takes services of the catalogue into use, keeps them as the catalogue has them, and keeps the user's own apart from them. */
import { CountersignError } from '../core/errors';
import type { ReadCatalogue } from '../core/ports';
import type { Service } from '../core/service';
import { checkedService } from '../services/checked';
import { findService } from '../services/find';
import { checkOwnId, takenFrom, updated, wished, type InUse, type Taken } from '../services/in-use';
import { saveService } from '../vault/services';
import type { Vault } from '../vault/vault';

interface Ports {
  readonly vault: Vault;
  readonly catalogue: ReadCatalogue;
}

const inUse = ({ db }: Vault): Promise<InUse[]> => db.services.toArray();

/**
 * Takes a service into use; one that is in use with the same values stays as it is.
 * @returns its id
 * @throws CountersignError `unknown_service`; `invalid_input` naming a variable
 */
export async function addFromCatalogue(ports: Ports, id: string, values: Readonly<Record<string, string>> = {}): Promise<string> {
  const template = (await ports.catalogue()).services.find((one) => one.id === id);
  if (!template) throw new CountersignError('unknown_service', { about: id.slice(0, 60) });
  return alone(ports.vault, async (all) => {
    const taken = takenFrom(all, template, values);
    if (!all.some((one) => one.id === taken.id)) await save(ports.vault, taken);
    return taken.id;
  });
}

/** Of two that look at what is in use and add to it, one comes after the other: two sites of one name must not meet at one id. */
async function alone<T>(vault: Vault, work: (all: readonly InUse[]) => Promise<T>): Promise<T> {
  const done = await vault.db.transaction('rw', vault.db.services, async () => work(await inUse(vault)));
  vault.changed();
  return done;
}

/** Adds or replaces a service of the user's own. @throws CountersignError `invalid_input` naming the field that is wrong */
export async function saveOwn({ vault, catalogue }: Ports, given: unknown): Promise<void> {
  const service = checkedService(given);
  const { services } = await catalogue();
  await alone(vault, (all) => {
    checkOwnId(all, services, service.id);
    return saveService(vault, service);
  });
}

/** After an update of the product: the services from the catalogue are as it has them now. Accounts keep what they were signed in with. */
export async function updateFromCatalogue({ vault, catalogue }: Ports): Promise<void> {
  for (const taken of updated(await inUse(vault), (await catalogue()).services)) await save(vault, taken);
}

/** A service that a caller asked for. */
export interface Wished {
  readonly service: Service;
  /** Takes it into use; absent where it is. */
  readonly take?: () => Promise<void>;
}

/**
 * The service that a caller means. Nothing is saved before the user is asked.
 * @param activated whether the caller may ask now
 * @throws CountersignError `unknown_service`, `service_not_set_up`, `service_ambiguous`, `no_activation`
 */
export async function wishedService({ vault, catalogue }: Ports, wanted: string, activated: boolean): Promise<Wished> {
  const all = await inUse(vault);
  const known = findService(
    all.map(({ service }) => service),
    wanted,
  );
  if (known) return { service: known };
  const found = wished(all, (await catalogue()).services, wanted, activated);
  return 'add' in found ? { service: found.add.service, take: () => save(vault, found.add) } : { service: found.service };
}

function save(vault: Vault, { service, source }: Taken): Promise<void> {
  return saveService(vault, service, source);
}
