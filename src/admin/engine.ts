/** The engine as another extension holds it, the same in its background (`countersign/engine`) and in its pages (`countersign/engine/page`). Types only. */
import type { Ended } from '../core/action';
import type { Way } from '../core/service';
import type { Access, Lasting, Origin } from '../core/words';
import type { AccountView, AskView, PermitView, ServiceView, SignInView, SiteView } from '../messaging/views';

/** Everything that a page may want to show. No secret is in it. */
export interface EngineView {
  /** To be registered with each service. */
  readonly redirectUrl: string;
  readonly accounts: readonly AccountView[];
  readonly services: readonly ServiceView[];
  /** Sign-ins under way, and what each waits for. */
  readonly signIns: readonly SignInView[];
  /** Questions of content scripts that wait for {@link Engine.decide}. */
  readonly asks: readonly AskView[];
  readonly permits: readonly PermitView[];
  /** Sites whose content scripts have asked. */
  readonly sites: readonly SiteView[];
}

/** How a sign-in goes; everything has its default. */
export interface SignInHow {
  /** Sign in again as the person of this account, by its id. */
  readonly account?: string;
  /** One of the ways that the service's entry names; its first unless told. */
  readonly way?: Way;
  /** Those of the service's entry that are not optional, unless told. */
  readonly scopes?: readonly string[];
  /** The person proves anew at the service who they are, where its entry can ask for that. */
  readonly force?: true;
  /** In an ordinary tab instead of the browser's sign-in window. */
  readonly through?: 'tab';
}

/** A yes to a question. What is left out is as it was asked. It may narrow what was asked, never widen it. */
export interface Yes {
  /** The id of an account at the service that was asked for. */
  readonly account: string;
  readonly access?: Access;
  readonly methods?: readonly string[];
  readonly paths?: readonly string[];
  /** Calls in any one minute; no limit unless told. */
  readonly rate?: number;
  /** Whether the asker may know the account's label; not unless told. */
  readonly tellsLabel?: boolean;
  /** `session` (until the browser ends) unless told. */
  readonly lasting?: Lasting;
}

/** `later`: the user closed the question without an answer, which is no refusal. */
export type Decision = Yes | 'refuse' | 'later';

/** What an account's end came to: at the service, and why not where it `failed`. Here it is gone in any case. */
export type AccountEnd = Pick<Ended, 'revoked' | 'problem' | 'keysPage'>;

/** Every method fails with a `CountersignError`, whose `code` is literal. */
export interface Engine {
  overview(): Promise<EngineView>;
  /** Hears how things stand now and after each change. @returns ends it */
  watch(listener: (now: EngineView) => void): () => void;
  /**
   * Signs in. The background opens the service's page; what else a service wants stands in {@link EngineView.signIns} meanwhile, for the
   * user to grant hosts or enter values. It goes on even if who called has gone.
   * @param service its id
   * @returns the account
   * @throws CountersignError with the reason of the failed sign-in, such as `window_closed`, `host_access_refused`, `app_missing`
   */
  signIn(service: string, how?: SignInHow): Promise<AccountView>;
  /** The user entered what a sign-in waits for, by the names of its fields. Values are secret. */
  enter(signIn: string, values: Readonly<Record<string, string>>): Promise<void>;
  stop(signIn: string): Promise<void>;
  /**
   * `fetch`, signed by an account, for this extension itself: no permit is asked for.
   * @param account its id
   * @throws CountersignError `outside_api_hosts`, `needs_sign_in`, `network_failed` …; `DOMException` when aborted
   */
  fetch(account: string, input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Ends the access at the service where that is possible, and forgets the account with its permits in any case. */
  end(account: string): Promise<AccountEnd>;
  /** Answers a question, by its id. @throws CountersignError `not_now` when it is gone, `invalid_input` for more than was asked */
  decide(question: string, decision: Decision): Promise<void>;
  /** Ends permits at once, calls under way included. */
  withdraw(permits: readonly string[]): Promise<void>;
  /** Lets a site ask again that was refused twice in a row. */
  letAsk(origin: Origin): Promise<void>;
  /** Takes an entry with variables into use, with the user's values. @returns the service's id */
  addService(entry: string, values?: Readonly<Record<string, string>>): Promise<string>;
  /** The registration of an app by the user's own hand. The secret is sealed, and never given back. */
  saveApp(service: string, app: AppRegistration): Promise<void>;
}

/** What a service gave when an app was registered there. */
export interface AppRegistration {
  /** Client id or consumer key. */
  readonly clientId: string;
  /** Absent for a public client. */
  readonly clientSecret?: string;
  /** The one it was registered with, where that is not {@link EngineView.redirectUrl}. */
  readonly redirectUrl?: string;
}
