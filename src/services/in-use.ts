/** The services that are in use beside those of the catalogue: which one is meant, what is added, what an update changes. Pure functions. */
import type { ServiceSource, Template } from '../core/catalogue';
import { CountersignError } from '../core/errors';
import type { Service } from '../core/service';
import { findService } from './find';
import { instanceOf } from './template';

export interface InUse {
  readonly id: string;
  readonly service: Service;
  /** Absent for the user's own. */
  readonly source?: ServiceSource;
}

/** A service that is added, or is in use already. */
export type Taken = InUse & { readonly source: ServiceSource };

/**
 * The service that an entry becomes: the one that is in use with the same values, unchanged, or a new one under an id of its own.
 * @throws CountersignError `invalid_input` naming a variable
 */
export function takenFrom(all: readonly InUse[], template: Template, typed: Readonly<Record<string, string>> = {}): Taken {
  const { service, values } = instanceOf(template, typed);
  const source: ServiceSource = { kind: 'catalogue', id: template.id, values, ...(template.unverified && { unverified: true }) };
  const same = all.find((one) => isFrom(one, template) && sameValues(one.source.values, values));
  if (same?.source) return { ...same, source: same.source };
  const id = freeId(all, service.id);
  return { id, service: { ...service, id }, source };
}

/**
 * What a caller means by an id, a name or an API host: a service in use, or one that will be when the user is asked.
 * @param activated whether the caller may ask now: else nothing is said about what is not in use
 * @throws CountersignError `unknown_service`; `no_activation`; `service_ambiguous` where several in use fit; `service_not_set_up` where
 *   the user has to say first which site of it is theirs, or nobody checked its entry
 */
export function wished(
  all: readonly InUse[],
  templates: readonly Template[],
  wanted: string,
  activated: boolean,
): InUse | { readonly add: Taken } {
  const services = all.map(({ service }) => service);
  const found = findService(services, wanted);
  const known = found && all.find(({ service }) => service === found);
  if (known) return known;
  const template = templateFor(templates, wanted);
  const fitting = all.filter((one) => (template ? isFrom(one, template) : means(one.service, wanted)));
  const about = (template?.name ?? wanted).slice(0, 60);
  const [only, another] = fitting;
  if (only && !another) return only;
  if (!only && !template) throw new CountersignError('unknown_service', { about });
  if (!activated) throw new CountersignError('no_activation');
  if (another || !template) throw new CountersignError('service_ambiguous', { about });
  if (template.variables || template.unverified) throw new CountersignError('service_not_set_up', { about });
  return { add: takenFrom(all, template) };
}

/** Those whose entry in the catalogue is another one by now, with the entry as it is. One that has gone from the catalogue stays. */
export function updated(all: readonly InUse[], templates: readonly Template[]): Taken[] {
  return all.flatMap((one) => {
    const template = templates.find((each) => isFrom(one, each));
    const now = template && isFrom(one, template) ? again(one, template) : undefined;
    return now && JSON.stringify(now) !== JSON.stringify(one) ? [now] : [];
  });
}

/**
 * @throws CountersignError `invalid_input` when a service of the user's own cannot have this id: it is the catalogue's or a pack's, or one
 *   that only these give
 */
export function checkOwnId(all: readonly InUse[], templates: readonly Template[], id: string): void {
  const before = all.find((one) => one.id === id);
  if (before && !before.source) return;
  const taken = before !== undefined || id.includes('.') || templates.some((template) => template.id === id);
  if (taken) throw new CountersignError('invalid_input', { about: `id: ${id} belongs to the catalogue or a pack`.slice(0, 200) });
}

type FromCatalogue = InUse & { readonly source: Extract<ServiceSource, { kind: 'catalogue' }> };

function isFrom(one: InUse, { id }: Template): one is FromCatalogue {
  return one.source?.kind === 'catalogue' && one.source.id === id;
}

/** The same service from the entry as it is now. Nothing, where the entry asks for other values by now. */
function again({ id, source }: FromCatalogue, template: Template): Taken | undefined {
  const asked = (template.variables ?? []).map(({ name }) => name);
  const known = Object.entries(source.values).filter(([name]) => asked.includes(name));
  try {
    const { service, values } = instanceOf(template, Object.fromEntries(known));
    const { unverified: _, ...before } = source;
    return {
      id,
      service: { ...service, id },
      source: { ...before, values, ...(template.unverified && { unverified: true }) },
    };
  } catch {
    return undefined;
  }
}

/** The entry with this id, this name, or the only checked one with this API host. */
function templateFor(templates: readonly Template[], wanted: string): Template | undefined {
  const exact = templates.find(({ id }) => id === wanted);
  if (exact) return exact;
  const fitting = templates.filter((template) => means(template, wanted));
  const checked = fitting.filter(({ unverified }) => !unverified);
  const best = checked.length > 0 ? checked : fitting;
  return best.length === 1 ? best[0] : undefined;
}

/** Whether a name (without regard to case) or an address inside an API host means this one. */
function means({ name, apiHosts }: Service, wanted: string): boolean {
  if (name.toLowerCase() === wanted.toLowerCase()) return true;
  const origin = URL.canParse(wanted) ? new URL(wanted).origin : undefined;
  return origin !== undefined && apiHosts.some((host) => host === origin || patternOf(host)?.test(origin));
}

/** Of a host with a place for one label. A place for a whole host fits everything and says nothing. */
function patternOf(host: string): RegExp | undefined {
  if (!host.includes('{') || /\{\w+\}$/.test(host)) return undefined;
  const literals = host.split(/\{\w+\}/).map((literal) => literal.replace(/[.*+?^$()|[\]\\-]/g, '\\$&'));
  return new RegExp(`^${literals.join('[a-z0-9-]+')}$`);
}

function sameValues(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

/** The id itself, or with a number behind it where it is taken: `a.b` and `a-b` would share one, and an app must never serve two hosts. */
function freeId(all: readonly InUse[], id: string): string {
  const taken = (candidate: string): boolean => all.some((one) => one.id === candidate);
  let free = id;
  for (let count = 2; taken(free); count += 1) free = `${id}${id.includes('.') ? '-' : '.'}${count}`;
  return free;
}
