/** Packs: services as a file that people pass on. A pack brings entries and client ids, never a secret; what it says is checked as a stranger's. */
import * as v from 'valibot';
import type { ServiceSource } from '../core/catalogue';
import type { Pack, PackService } from '../core/pack';
import type { Service } from '../core/service';
import { checkPlaces, onOneSite, secretHosts } from './pack-places';
import { fromIssue, packInvalid, parsePack, type RawPack } from './pack-schema';
import { canonical, hasMoved } from './places';
import { serviceSchema } from './schema';

/** A service that is here already. */
export interface KnownService {
  readonly service: Service;
  readonly source?: ServiceSource | undefined;
}

/**
 * Reads a pack, and takes nothing of it.
 * @param text the file, at most 1,000,000 characters
 * @param catalogueIds ids of the catalogue: a pack of such a name is refused, since its services would pass for the catalogue's
 * @param known the services that are here, by id
 * @throws CountersignError `pack_invalid`; `about` names the place that is wrong: `services.2.tokenUrl: not https`
 */
export function readPack(text: string, catalogueIds: ReadonlySet<string>, known: ReadonlyMap<string, KnownService>): Pack {
  const raw = parsePack(text);
  const { name } = raw;
  if (catalogueIds.has(name)) throw packInvalid('name', 'a service of the catalogue is called so');
  const clientIds = clientIdsOf(raw);
  const seen = new Set<string>();
  const services = raw.services.map((entry, index) => {
    const path = `services.${index}`;
    if (seen.has(entry.id)) throw packInvalid(`${path}.id`, 'the same id twice');
    seen.add(entry.id);
    const parsed = v.safeParse(serviceSchema, { ...entry, id: `${name}.${entry.id}` });
    if (!parsed.success) throw fromIssue(path, parsed.issues[0]);
    const service = parsed.output;
    checkPlaces(service, path);
    const hosts = secretHosts(service);
    const clientId = clientIds.get(entry.id);
    return {
      service,
      hosts,
      warnings: onOneSite(hosts) ? [] : (['sites_differ'] as const),
      state: stateOf(service, name, known.get(service.id)),
      ...(clientId !== undefined && { clientId }),
    };
  });
  return { name, services };
}

/** The client ids that a pack brings, by its own ids. */
function clientIdsOf({ apps = [], services }: RawPack): ReadonlyMap<string, string> {
  const ids = new Set(services.map(({ id }) => id));
  const found = new Map<string, string>();
  for (const [index, { service, clientId }] of apps.entries()) {
    if (!ids.has(service)) throw packInvalid(`apps.${index}.service`, 'no service of this pack');
    if (found.has(service)) throw packInvalid(`apps.${index}.service`, 'the same service twice');
    found.set(service, clientId);
  }
  return found;
}

function stateOf(service: Service, pack: string, known: KnownService | undefined): PackService['state'] {
  if (!known) return 'new';
  if (hasMoved(known.service, service)) return 'moved';
  const isOurs = known.source?.kind === 'pack' && known.source.pack === pack;
  return isOurs && canonical(known.service) === canonical(service) ? 'same' : 'changed';
}

/**
 * Writes a pack of services, their ids without what stood before the dot. Nothing but entries and client ids goes into it.
 * @param name the pack's, at the same time what its services are called by where it is read
 * @param services those to pass on, each with the client id of its app if that is to go along
 * @returns the file's text, which {@link readPack} takes
 * @throws CountersignError `pack_invalid` for what no pack may hold: plain http, a host of one's own network, a name of the catalogue
 */
export function writePack(
  name: string,
  services: readonly { readonly service: Service; readonly clientId?: string | undefined }[],
  catalogueIds: ReadonlySet<string>,
): string {
  const ids = new Set<string>();
  const entries = services.map(({ service, clientId }) => {
    const id = freeId(service.id, ids);
    ids.add(id);
    return { service: { ...service, id }, clientId };
  });
  const apps = entries.flatMap(({ service, clientId }) => (clientId === undefined ? [] : [{ service: service.id, clientId }]));
  const pack = {
    countersign: 'services',
    version: 1,
    name,
    services: entries.map(({ service }) => service),
    ...(apps.length > 0 && { apps }),
  };
  const text = `${JSON.stringify(pack, undefined, 2)}\n`;
  readPack(text, catalogueIds, new Map()); // what is written can be read
  return text;
}

/** The id without its namespace; with it where two would be the same; numbered where that is taken too. */
function freeId(id: string, taken: ReadonlySet<string>): string {
  const short = id.slice(id.indexOf('.') + 1);
  const long = id.replace('.', '-').slice(0, 60);
  const wanted = taken.has(short) ? long : short;
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? wanted : `${wanted.slice(0, 58)}-${count}`;
    if (!taken.has(free)) return free;
  }
}
