/** What the entries of services say whose accounts are entered, not signed in: an API key, or a user name and password. */
import type { IdentityMap, ServiceBase } from './service-base';

/** One value that the user enters for a service without a protocol of its own. */
export interface EntryField {
  /** In templates, `{name}` stands for the value. */
  readonly name: string;
  /** In the service's own words: "API key", "Subdomain". */
  readonly label: string;
  /** `secret` is never shown; `text` may be. */
  readonly kind: 'secret' | 'text';
  /** Where it is found: "Settings → API tokens". */
  readonly hint?: string;
}

/** A request that tells at once whether what was entered works, and perhaps whose it is. */
export interface Probe {
  /** A URL, or a path on the account's API host. */
  readonly url: string;
  /** GET unless told. */
  readonly method?: 'GET' | 'POST';
  readonly identity?: IdentityMap;
}

interface EnteredService extends ServiceBase {
  /** What the user enters, in order. */
  readonly fields: readonly EntryField[];
  /** The account's own API host, beside `apiHosts`: `https://{subdomain}.example.org`, or `https://{host}`. */
  readonly hostTemplate?: string;
  readonly probe?: Probe;
  /** The service's own page that shows what to enter. */
  readonly keyUrl?: string;
}

export interface ApiKeyService extends EnteredService {
  readonly protocol: 'api-key';
  /** What is added to every API call: `{in: 'header', name: 'X-Api-Key', value: '{key}'}`. */
  readonly carry: readonly { readonly in: 'header' | 'query'; readonly name: string; readonly value: string }[];
}

export interface BasicService extends EnteredService {
  readonly protocol: 'basic';
  /** The user name as it is sent: `{user}`, `{email}/token`. */
  readonly user: string;
  /** The password as it is sent: `{password}`, or nothing. */
  readonly password: string;
}
