/** Every call that our own pages (popup, connect, options) may make. Types only; the worker holds the schemas beside it. */
import type { Ended } from '../core/action';
import type { Problem } from '../core/errors';
import type { Pack } from '../core/pack';
import type { SignatureExplanation, TypedRequest } from '../core/signature-lens';
import type { Service, Way } from '../core/service';
import type { Access, Instant, Lasting, Origin } from '../core/words';
import type { CustodyCalls } from './custody-calls';
import type { ActivityChartView, ActivityView, Discovery, KnownCallerView, Overview, TraceView } from './views';

export type { TypedRequest };

/** Calls marked "entry" carry a secret in; none carries one out, but `backup.make` gives the file that it sealed under the key it was given. */
export interface OwnCalls extends CustodyCalls {
  overview: (input: Record<string, never>) => Overview;

  /** Adds or replaces a service of the user's own. Accounts signed in before keep the endpoints they were signed in with. */
  'services.save': (input: { service: Service }) => void;
  /**
   * Takes a service from the catalogue into use, with the user's values in its places; taking it again changes nothing.
   * Gives the id of the service, which is the entry's own where it has no variables.
   */
  'services.add': (input: { id: string; values?: Record<string, string> }) => string;
  'services.remove': (input: { id: string }) => void;
  /**
   * Makes an entry from what a service publishes about itself. `address` is its issuer or any URL of it; `ownNetwork` says that the user
   * has confirmed an address in their own network.
   */
  'services.discover': (input: { address: string; ownNetwork?: true }) => Discovery;
  /** Reads a pack of services, and takes nothing of it yet. Throws `pack_invalid` with the place in it that is wrong. */
  'packs.read': (input: { text: string }) => Pack;
  /** Takes services of a pack into use, by the ids of {@link Pack}. */
  'packs.add': (input: { text: string; take: string[] }) => void;
  /** A pack of these services; with `apps`, their client ids too. Never a secret. */
  'packs.write': (input: { name: string; ids: string[]; apps: boolean }) => string;
  /** Makes an RSA pair for an app that is about to be registered. The private half stays in the worker; this is the public one, in PEM. */
  'apps.makeKey': (input: { serviceId: string }) => string;
  /**
   * Entry: the client secret or consumer secret. An absent secret keeps the stored one; an empty one removes it. With `madeKey`, the
   * secret is the private key that was made by `apps.makeKey`. `redirectUrl`: the one it is registered with, where that is not this
   * browser's; absent keeps the stored one, and an empty one removes it.
   */
  'apps.save': (input: {
    serviceId: string;
    clientId: string;
    clientSecret?: string;
    madeKey?: true;
    redirectUrl?: string;
  }) => void;

  /**
   * Starts a sign-in; with `accountId`, the same person is expected again. `way`: the service's first unless told. `scopes`: those of the
   * service's entry that are not optional, unless told; with `accountId`, they are asked for beside what was granted before. `force`: the
   * user must prove anew at the service who they are. `through` a tab: the page opens in a tab that is watched for the redirect, instead of the
   * browser's sign-in window. `parentId`: the account through which a connector is reached, where there are several. Gives the sign-in's id.
   */
  'signIn.start': (input: {
    serviceId: string;
    accountId?: string;
    askId?: string;
    way?: Way;
    scopes?: string[];
    force?: true;
    through?: 'tab';
    parentId?: string;
  }) => string;
  /**
   * Our page is about to open the window: only one at a time may be open. Gives what it opens, and where the answer comes back; false when
   * another sign-in or page has it.
   */
  'signIn.claim': (input: { id: string }) => { url: string; back: string } | false;
  /** The service's page that shows the PIN of this sign-in. Throws `invalid_input` while none is asked for. */
  'signIn.page': (input: { id: string }) => string;
  /** The window is there: which tab and window it is, so that a left-over one can be closed and a hidden one shown. */
  'signIn.opened': (input: { id: string; tabId: number; windowId: number }) => void;
  /** Entry: the redirect came back. */
  'signIn.visited': (input: { id: string; url: string }) => void;
  /** The window ended without a redirect. */
  'signIn.unvisited': (input: { id: string; why: 'window_closed' | 'page_not_loaded' | 'window_busy' }) => void;
  /** The user granted (or refused) access to the hosts that the sign-in asked for. */
  'signIn.reached': (input: { id: string; granted: boolean }) => void;
  /** Entry: what the user entered, by the fields' names. */
  'signIn.answer': (input: { id: string; values: Record<string, string> }) => void;
  /** A page shows the code that the user enters elsewhere: asks the service whether that has happened, if it is time to ask. */
  'signIn.poll': (input: { id: string }) => void;
  'signIn.stop': (input: { id: string }) => void;
  /** Brings the service's window to the front. */
  'signIn.show': (input: { id: string }) => void;
  /** Forgets an ended sign-in's row. */
  'signIn.dismiss': (input: { id: string }) => void;

  'accounts.renew': (input: { id: string }) => void;
  /** Ends the access at the service. The account stays, as revoked. */
  'accounts.revoke': (input: { id: string }) => 'revoked' | 'unsupported';
  /** Revokes where possible, then wipes. Says what could not be done; the account is gone here in any case. */
  'accounts.remove': (input: { id: string }) => Pick<Ended, 'revoked' | 'problem' | 'keysPage'>;

  /** `rate` is calls in a minute; null takes the limit away. */
  'permits.change': (input: { id: string; access?: Access; rate?: number | null }) => void;
  'permits.end': (input: { ids: string[] }) => void;
  /** Undo, for a short while after `permits.end`. */
  'permits.restore': (input: { ids: string[] }) => void;

  /**
   * Registers the bridge for a site and injects it into the open tab. Said while the browser still asks the user for host access,
   * it waits for the yes by itself: the browser's question may close the popup.
   */
  'sites.enable': (input: { origin: Origin; tabId?: number }) => void;
  'sites.disable': (input: { origin: Origin }) => void;
  /** Whether every site may ask. The browser's access to all hosts is asked for by the page, by the user's click. */
  'sites.everywhere': (input: { on: boolean }) => void;

  /** May narrow what was asked, never widen it. */
  'asks.allow': (input: {
    id: string;
    accountId: string;
    access: Access;
    methods?: string[];
    paths: string[];
    rate?: number;
    tellsLabel?: boolean;
    lasting: Lasting;
  }) => void;
  'asks.refuse': (input: { id: string }) => void;
  /** The consent window was closed without an answer. */
  'asks.later': (input: { id: string }) => void;
  /** Opens the consent window of a waiting request. */
  'asks.show': (input: { id: string }) => void;

  /** Calls newest first. `before` is the last one that is known already: what follows it is answered. */
  'activity.page': (
    input: ActivityOf & {
      /** Words that must all stand in method, host, path, answer or caller. */
      text?: string;
      failed?: boolean;
      since?: Instant;
      before?: { at: Instant; id: number };
      limit: number;
    },
  ) => ActivityView[];
  /** Calls in each stretch between two `bounds`, by caller. */
  'activity.chart': (input: ActivityOf & { bounds: Instant[] }) => ActivityChartView;
  /** Everyone who stands in the activity. */
  'activity.callers': (input: Record<string, never>) => KnownCallerView[];
  /** Wipes the lines of one caller, of one account, of both together, or all. */
  'activity.clear': (input: ActivityOf) => void;

  /** The last OAuth 1.0a requests of this browser session, newest first. */
  'lens.recent': (input: Record<string, never>) => TraceView[];
  /** Entry: explains a request that was typed in, signed with the keys typed in beside it; no account's keys are touched. */
  'lens.explain': (input: TypedRequest) => SignatureExplanation;
}

/** Whose lines of the activity: all, or those of one caller (by its key) or account. */
export interface ActivityOf {
  callerKey?: string;
  accountId?: string;
}

export type OwnCall = keyof OwnCalls;
export type OwnInput<K extends OwnCall> = Parameters<OwnCalls[K]>[0];
export type OwnOutput<K extends OwnCall> = ReturnType<OwnCalls[K]>;

/** The answer to an own call on the wire. */
export type OwnAnswer<K extends OwnCall> = { ok: true; value: OwnOutput<K> } | { ok: false; problem: Problem };
