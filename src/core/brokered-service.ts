/** What the entries of connectors say that a hosting service runs: signed in and called through the user's account at that service. */
import type { EntryField } from './entered-service';
import type { ServiceBase } from './service-base';

/** Members of a JSON object by name, each a text with places. */
type JsonMembers = Readonly<Record<string, string>>;

/** A request made as the broker's account, on the first API host of the entry. In its texts, `{name}` stands for what the user entered. */
export interface BrokerRequest {
  /** Each value fills at most one segment of it. */
  readonly path: string;
  readonly json: JsonMembers;
}

export interface BrokeredService extends ServiceBase {
  readonly protocol: 'brokered';
  /** The service through whose account it is reached: its id, or that of the catalogue's entry of which it is one. */
  readonly broker: string;
  /** Which connector it is, and what it needs, in order. */
  readonly fields: readonly EntryField[];
  /** The account's own id at the broker: `{account}/{connector}`. */
  readonly subject: string;
  /** What opens the browser page: a POST whose answer has, at this path, a token that is good for one visit. */
  readonly ticket?: BrokerRequest & {
    readonly at: string;
    /** How long the token is good. */
    readonly seconds: number;
  };
  /** The page on which the user signs in; `{ticket}` is the token, `{back}` our redirect URL. Only where there is a ticket. */
  readonly visitUrl?: string;
  /** In place of a page: what the user entered is handed to the broker by PUT, and not kept here. */
  readonly hand?: BrokerRequest & {
    /** The members of `json` that are sent in base64. */
    readonly base64?: readonly string[];
  };
  /** The broker's word that the connector is signed in: read until the answer has `equals` at the path `at`. */
  readonly state: {
    readonly path: string;
    readonly at: string;
    readonly equals: string;
    /** Where the answer has the connector's name. */
    readonly label?: string;
    readonly everySeconds: number;
    /** When it is given up. */
    readonly forSeconds: number;
  };
  /** Which paths on the API hosts belong to the connector, with `*` for any characters: nothing else of the broker's account can be called. */
  readonly apiPaths: readonly string[];
  /** Added to every request that concerns the connector, but not to the ticket's. Callers cannot set them. */
  readonly apiHeaders?: Readonly<Record<string, string>>;
}
