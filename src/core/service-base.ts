/** What every service's entry says, whatever it speaks. */
import type { Origin } from './words';

export type ProtocolId = 'oauth1' | 'oauth2' | 'api-key' | 'basic' | 'brokered';

/** A part of a service's API that a person can recognise, so that consent is given to "Photos" rather than to a path. */
export interface Area {
  readonly id: string;
  readonly name: string;
  /** One short sentence without a full stop: "See them and add new ones". */
  readonly does: string;
  /** Path patterns of this area, such as `/v1/photos*`; `*` stands for any characters. */
  readonly paths: readonly string[];
}

/** How an answer of the service names the person who signed in: dotted paths into it. */
export interface IdentityMap {
  readonly subject: string;
  /** Several with spaces between are put together, of several with `|` between the first that is there is taken: `first last | login`. */
  readonly label?: string;
}

export interface ServiceBase {
  /** Stable and unique: kebab-case letters, digits and hyphens; after a dot, which one of a catalogue entry's sites or of a pack's services. */
  readonly id: string;
  readonly name: string;
  /** Hue of the tile in degrees (0 to 359). */
  readonly hue: number;
  /** The only places that ever receive the account's secret for API calls. */
  readonly apiHosts: readonly Origin[];
  readonly areas?: readonly Area[];
  /**
   * Paths on the API hosts that no caller gets to: those that give out tokens, keys or the means to sign in. `*` stands for any
   * characters; compared in lower case, without a slash at the end.
   */
  readonly closedPaths?: readonly string[];
  /** Request headers that its API takes beside the usual ones; a `*` at the end stands for any characters. */
  readonly headers?: readonly string[];
  /** The page on which an app is registered. */
  readonly registerUrl?: string;
  /** What to choose there, in the service's own words: "Single-page app". */
  readonly appType?: string;
  /**
   * The redirect URL that apps are registered with, where the service takes none of this browser's: a loopback, or a page of a site's
   * own. What comes back there is caught on its way.
   */
  readonly redirectUrl?: string;
  /** The documentation from which this entry was made. */
  readonly docs?: string;
  /** When and against what the entry was verified (ISO date). */
  readonly checked?: { readonly date: string; readonly source: string };
}

/** Fixed parameters by name. */
export type Parameters = Readonly<Record<string, string>>;
