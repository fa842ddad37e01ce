/** What our own pages are shown: plain data without any secret. One {@link Overview} holds everything a page paints. */
import type { ActionView } from '../core/action';
import type { WithoutSecret } from '../core/backup-content';
import type { ServiceSource } from '../core/catalogue';
import type { Problem } from '../core/errors';
import type { LockView } from '../core/lock';
import type { Field, UserCode } from '../core/protocol';
import type { SignedTrace } from '../core/signature-lens';
import type { Service, Way } from '../core/service';
import type { Access, AccountState, Caller, Instant, Origin, Permit } from '../core/words';

export interface AccountView {
  readonly id: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly hue: number;
  readonly label: string;
  readonly subject?: string;
  readonly state: AccountState;
  /** Why it needs a sign-in, or why the last renewal failed. */
  readonly problem?: Problem;
  readonly protocol: Service['protocol'];
  /** The account through which a connector is reached; absent where that has been removed. */
  readonly parentId?: string;
  /** Empty where the protocol has no app. */
  readonly clientId: string;
  readonly way?: Way;
  readonly apiHosts: readonly Origin[];
  /** Hosts that its calls and renewals need and the browser does not let us reach (any more). */
  readonly unreached?: readonly Origin[];
  /** Scopes granted; absent where the service does not tell. */
  readonly scopes?: readonly string[];
  readonly asked: readonly string[];
  readonly signedInAt: Instant;
  readonly issuedAt?: Instant;
  readonly expiresAt?: Instant;
  /** When the next call will renew it first. */
  readonly renewsAt?: Instant;
  readonly renewable: boolean;
  readonly revocable: boolean;
  /** The service's entry names other endpoints or API hosts by now: they are used after the next sign-in only. */
  readonly entryChanged: boolean;
  /** Its tokens are bound to a key of its own (DPoP). */
  readonly bound: boolean;
  /** Why a backup holds no secret of it; absent when it does. One that `rotates` goes along when it moves. */
  readonly notInBackup?: WithoutSecret;
  readonly renewals: number;
  readonly extra: Readonly<Record<string, string>>;
}

export interface ServiceView {
  readonly service: Service;
  /** Absent for the user's own. */
  readonly source?: ServiceSource;
  /** Present when an app is registered here; its secret is never shown. */
  readonly app?: {
    readonly clientId: string;
    readonly hasSecret: boolean;
    readonly publicKey?: string;
    /** The redirect URL that it was registered with, where that is neither this browser's nor the entry's. */
    readonly redirectUrl?: string;
    /** Countersign registered it by itself (RFC 7591). */
    readonly registered: boolean;
  };
  /** The public key of a pair that was made here and waits for its app. */
  readonly madeKey?: string;
  readonly accounts: number;
}

export interface PermitView extends Permit {
  readonly calls: number;
  readonly lastUsed?: Instant;
}

export interface SiteView {
  readonly origin: Origin;
  readonly enabledAt: Instant;
  /** The user refused too often: it stays silent until the user acts. */
  readonly silenced: boolean;
  /** Turned off by the user while every site may ask. */
  readonly off: boolean;
  /** The browser does not let us into its pages (any more). */
  readonly blocked?: boolean;
  readonly callsToday: number;
  readonly lastUsed?: Instant;
}

/** The steps of a sign-in as people see them, in order. */
export type SignInStage = 'reach' | 'register' | 'ask' | 'visit' | 'enter' | 'code' | 'trade' | 'probe' | 'identify' | 'seal';

export interface SignInView {
  readonly id: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly hue: number;
  /** How it goes, where its service has several ways. */
  readonly way?: Way;
  readonly stages: readonly SignInStage[];
  readonly stage: SignInStage;
  readonly state: 'running' | 'waiting' | 'failed' | 'done';
  /** What it waits for: our page must open the service's (its URL comes with `signIn.claim`), the user must grant these hosts or enter these values, or another sign-in's window must close. */
  readonly wait?:
    | {
        readonly for: 'visit';
        /** The browser's sign-in window, or a tab. */
        readonly through: 'window' | 'tab';
        readonly until?: Instant;
        readonly open: boolean;
      }
    | { readonly for: 'reach'; readonly origins: readonly Origin[] }
    | {
        readonly for: 'ask';
        readonly fields: readonly Field[];
        /** The service's page that shows what to enter, the same for everyone. */
        readonly open?: string;
        /** It stands on a page for this sign-in alone, whose URL `signIn.page` gives. */
        readonly page?: true;
        /** Why it is asked again. */
        readonly problem?: Problem;
        readonly until?: Instant;
      }
    /** The user enters this code at the service. While the page is open, it says `signIn.poll` every `seconds`. */
    | ({ readonly for: 'code'; readonly until: Instant; readonly seconds: number } & UserCode)
    /** The service is at work on it. While the page is open, it says `signIn.poll` every `seconds`. */
    | { readonly for: 'state'; readonly seconds: number }
    | { readonly for: 'turn'; readonly behind: string };
  readonly since: Instant;
  readonly problem?: Problem;
  /** The account that is signed in again; once done, the one that came of it. */
  readonly accountId?: string;
  readonly label?: string;
  readonly granted?: readonly string[];
  readonly notGranted?: readonly string[];
  /** Another person than the one who was to be signed in again. */
  readonly otherPerson?: boolean;
  /** The request of a site that this sign-in belongs to. */
  readonly askId?: string;
}

/** What was found at an address. */
export type Discovery =
  | {
      /** A working entry, not saved yet. */
      readonly found: Service;
      /** Nothing has to be registered by hand. */
      readonly registers: boolean;
      /** Hosts of the entry that lie in the user's own network. */
      readonly ownNetwork: readonly Origin[];
      /** A service that is there already has this issuer. */
      readonly known?: { readonly id: string; readonly name: string };
    }
  /** The browser must first be given access to these hosts; then it is asked again. */
  | { readonly needs: readonly Origin[] };

export interface AskView {
  readonly id: string;
  readonly caller: Exclude<Caller, { kind: 'own' }>;
  readonly serviceId: string;
  readonly access: Access;
  readonly methods?: readonly string[];
  readonly paths: readonly string[];
  /** Scopes that the account must have. */
  readonly scopes?: readonly string[];
  /** The asker wants an account beside those that it may use already. */
  readonly another?: boolean;
  /** Only an account that was signed in since it was asked will do. */
  readonly force?: boolean;
  /** It asks for nothing but a new sign-in with this account; that answers it. */
  readonly again?: { readonly accountId: string };
  /** The site's own words. */
  readonly reason?: string;
  readonly at: Instant;
}

export interface ActivityView {
  readonly id: number;
  readonly at: Instant;
  readonly caller: Caller;
  readonly accountId: string;
  readonly method: string;
  readonly host: string;
  /** The path with `*` in place of what looks like an id or a name. */
  readonly path: string;
  /** HTTP status, or our code where no answer came. */
  readonly answer: number | string;
  /** Milliseconds until the answer's last byte. */
  readonly took: number;
  /** Bytes of the bodies. */
  readonly sent: number;
  readonly received: number;
  readonly renewed: boolean;
}

export interface KnownCallerView {
  /** As `callerKey` in core writes it. */
  readonly key: string;
  readonly caller: Caller;
}

export interface ActivityChartView {
  /** Those with the most calls, most first; each with its calls in every stretch. */
  readonly callers: readonly (KnownCallerView & { readonly calls: readonly number[] })[];
  /** The calls of all others in every stretch. */
  readonly others: readonly number[];
  /** All lines that are kept, also from before the first stretch. */
  readonly kept: number;
}

/** One of the last OAuth 1.0a requests, for the signature lens. */
export interface TraceView extends SignedTrace {
  readonly id: string;
  readonly at: Instant;
  readonly caller: Caller;
  readonly accountId: string;
  /** The account's label at that time. */
  readonly label: string;
}

export interface Overview {
  /** Every site may ask: a site finds Countersign without being enabled first. */
  readonly everywhere: boolean;
  readonly mark: number;
  /** While it is locked, nothing else is told but the mark and the redirect URL. */
  readonly lock: LockView;
  readonly redirectUrl: string;
  /** The other form of it, where this browser has one: for services that take only addresses of the user's own computer. */
  readonly loopbackUrl?: string;
  readonly accounts: readonly AccountView[];
  readonly services: readonly ServiceView[];
  readonly permits: readonly PermitView[];
  readonly sites: readonly SiteView[];
  readonly signIns: readonly SignInView[];
  readonly asks: readonly AskView[];
  /** Actions under way, and ended ones that the user has not seen yet. */
  readonly actions: readonly ActionView[];
  /** When a backup of everything was made last. */
  readonly backupAt?: Instant;
  /** The vault was written by a newer version: it can be read, and nothing can be changed. */
  readonly readOnly?: boolean;
  /** The browser has deleted the vault: so many accounts were in it, and when that was found. Told until the user has seen it. */
  readonly lost?: { readonly accounts: number; readonly at: Instant };
}
