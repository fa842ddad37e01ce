/** The catalogue's entries: services as data files, with places for what is each user's own (a site, a tenant). */
import type { Service } from './service';

/** What stands in a place: a host with its port, one label of a host name, or one segment of a path or a plain word. */
export const variableKinds = ['host', 'label', 'word'] as const;

/** A value that the user is asked for before the service can be used: where their site is, which tenant is theirs. */
export interface Variable {
  /** Its place in the entry's texts is `{name}`. */
  readonly name: string;
  /** In the service's own words: "Instance", "Shop". */
  readonly label: string;
  readonly kind: (typeof variableKinds)[number];
  /** One that works, shown where nothing is typed yet: "mastodon.social". The entry is checked with it. */
  readonly example: string;
  /** What most people have, filled in beforehand. */
  readonly usual?: string;
  /** Where it is found: "Settings → Company information". */
  readonly hint?: string;
}

/** An entry of the catalogue. Without variables it is a service as it stands. */
export type Template = Service & {
  readonly variables?: readonly Variable[];
  /** From another collection, not checked by hand: the user is told, and asked for the API host. */
  readonly unverified?: true;
};

/** The file that pages fetch: those that were checked come first. */
export interface Catalogue {
  readonly services: readonly Template[];
}

/** Where a service that is in use came from, if the user did not make it. */
export type ServiceSource =
  /** From the catalogue's entry with this id, with the user's values in its places. */
  | {
      readonly kind: 'catalogue';
      readonly id: string;
      readonly values: Readonly<Record<string, string>>;
      readonly unverified?: true;
    }
  /** From a pack of this name. */
  | { readonly kind: 'pack'; readonly pack: string };
