/** What can be chosen in the connect window: the services in use, then what the catalogue has beside them. */
import type { Catalogue, Template } from '../../../src/core/catalogue';
import type { ServiceView } from '../../../src/messaging/views';
import { searchCatalogue } from '../shared/catalogue';
import { apiHostTexts, signInHostTexts } from '../shared/template-places';

export interface Offered {
  readonly inUse: readonly ServiceView[];
  readonly entries: readonly Template[];
  /** Entries that fit and nobody has checked, where those are not shown. */
  readonly unverified: number;
}

/** The services in use by name, host or pasted URL, in their own order while nothing is typed. */
export function searchInUse(services: readonly ServiceView[]): (query: string) => readonly ServiceView[] {
  const asCatalogue: Catalogue = { services: services.map(({ service }) => service) };
  return (query) => {
    if (query.trim() === '') return services;
    return searchCatalogue(asCatalogue, query, { unverified: true }).flatMap(
      ({ id }) => services.find(({ service }) => service.id === id) ?? [],
    );
  };
}

/** @param catalogue undefined until it is there */
export function offeredOf(
  services: readonly ServiceView[],
  catalogue: Catalogue | undefined,
  query: string,
  showsUnverified: boolean,
): Offered {
  const inUse = searchInUse(services)(query);
  if (!catalogue) return { inUse, entries: [], unverified: 0 };
  const taken = new Set(services.map(({ service }) => service.id));
  // An entry with variables may be taken again, for another site of the kind; each then has an id of its own.
  const fits = searchCatalogue(catalogue, query, { unverified: true }).filter(({ id }) => !taken.has(id));
  const checked = fits.filter((template) => !template.unverified);
  return {
    inUse,
    entries: showsUnverified ? fits : checked,
    unverified: showsUnverified ? 0 : fits.length - checked.length,
  };
}

/** Where an entry's API is, for its second line: `*` stands for what is each user's own. Empty where all of it is. */
export function placeOf(template: Template): string {
  const texts = [...apiHostTexts(template), ...signInHostTexts(template)].map((host) => host.replace(/\{\w+\}/gu, '*'));
  return texts.find((host) => host !== '*') ?? '';
}

/** Whether the user is asked something before the entry can be used. */
export function asksFirst(template: Template): boolean {
  return template.unverified === true || (template.variables?.length ?? 0) > 0;
}
