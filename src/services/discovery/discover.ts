/** From an address to a working entry: asks for the documents in which services describe themselves, one after the other. */
import { CountersignError } from '../../core/errors';
import { isOwnNetwork, isSafeTarget } from '../../core/urls';
import type { OAuth2Service } from '../../core/oauth2-service';
import type { Service } from '../../core/service';
import type { Origin } from '../../core/words';
import { addressIn, candidatesAt, serverAt, type Candidate } from './candidates';
import { ask, type Http, type Metadata } from './documents';
import { checkPlace } from './endpoints';
import { entryFrom, type Described } from './entry';

/** Requests for one address. */
const mostRequests = 14;

export interface Found {
  readonly found: OAuth2Service;
  readonly registers: boolean;
  readonly ownNetwork: readonly Origin[];
  readonly known?: { readonly id: string; readonly name: string };
}

export interface Wish {
  /** As the user typed it. */
  readonly address: string;
  /** The user has confirmed an address in their own network. */
  readonly ownNetwork: boolean;
  readonly http: Http;
  /** Those that are there already. */
  readonly services: readonly Service[];
}

/** What is known on the way. */
interface Way {
  readonly http: Http;
  readonly mayBeOwn: boolean;
  readonly asked: Set<string>;
  readonly unreached: Set<Origin>;
  readonly late: Set<Origin>;
  mismatch?: URL;
}

/**
 * @returns the entry; or, when there is none, the hosts that could not be reached, and the failure if they stay so
 * @throws CountersignError `discovery_unusable`, `own_network`, `insecure_endpoint`, `invalid_input`
 */
export async function discoverService(
  wish: Wish,
): Promise<Found | { readonly unreached: readonly Origin[]; readonly failure: CountersignError }> {
  const address = addressIn(wish.address);
  const own = isOwnNetwork(address);
  if (own && !wish.ownNetwork) throw new CountersignError('own_network', { about: address.host });
  const way: Way = { http: wish.http, mayBeOwn: own, asked: new Set(), unreached: new Set(), late: new Set() };
  const described = await describe(way, candidatesAt(address));
  if (described) return foundIn(described, wish, own);
  const failure = way.mismatch
    ? new CountersignError('discovery_mismatch', { about: way.mismatch.host })
    : new CountersignError('discovery_failed', { about: address.host });
  return { unreached: [...way.unreached], failure };
}

/** The first document of a server, or of the server that a resource's document names. */
async function describe(way: Way, candidates: readonly Candidate[]): Promise<Described | undefined> {
  for (const candidate of candidates) {
    const metadata = await asked(way, candidate);
    if (!metadata) continue;
    if (candidate.kind === 'server') {
      checkPlace(new URL(String(metadata['issuer'])), way.mayBeOwn);
      return { server: metadata };
    }
    const issuer = serverOf(metadata);
    if (!issuer) continue;
    checkPlace(issuer, way.mayBeOwn);
    const described = await describe(way, serverAt(issuer));
    if (described) return { ...described, resource: metadata };
  }
  return undefined;
}

/** @see https://www.rfc-editor.org/rfc/rfc9728#section-2 */
function serverOf(resource: Metadata): URL | undefined {
  const servers = resource['authorization_servers'];
  const first: unknown = Array.isArray(servers) ? servers[0] : undefined;
  return typeof first === 'string' && URL.canParse(first) ? new URL(first) : undefined;
}

/** Each document is asked for once; a host that keeps us waiting is not asked again. */
async function asked(way: Way, candidate: Candidate): Promise<Metadata | undefined> {
  const { url } = candidate;
  if (way.asked.has(url.href) || way.asked.size >= mostRequests || way.late.has(url.origin)) return undefined;
  way.asked.add(url.href);
  const answer = await ask(way.http, candidate);
  if (answer.is === 'document') return answer.metadata;
  if (answer.is === 'unreached') way.unreached.add(url.origin);
  if (answer.is === 'late') way.late.add(url.origin);
  if (answer.is === 'mismatch') way.mismatch ??= url;
  return undefined;
}

function foundIn(described: Described, { services }: Wish, mayBeOwn: boolean): Found {
  const found = entryFrom(
    described,
    services.map(({ id }) => id),
    mayBeOwn,
  );
  const known = services.find((service) => service.protocol === 'oauth2' && service.issuer === found.issuer);
  return {
    found,
    registers: found.registrationUrl !== undefined,
    ownNetwork: ownOrigins(found),
    ...(known && { known: { id: known.id, name: known.name } }),
  };
}

/** The hosts of an entry that lie in the user's own network. */
function ownOrigins({ docs: _, ...service }: OAuth2Service): Origin[] {
  const texts = Object.values(service)
    .flat()
    .filter((value): value is string => typeof value === 'string' && URL.canParse(value));
  const urls = texts.map((text) => new URL(text)).filter((url) => isSafeTarget(url) && isOwnNetwork(url));
  return [...new Set(urls.map(({ origin }) => origin))];
}
