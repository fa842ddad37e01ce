/** Which scopes a sign-in asks for: the service's usual ones, what the account has, what a site needs; and which the user may add. */
import type { ScopeText } from '../../../src/core/oauth2-service';
import type { Service } from '../../../src/core/service';
import type { AccountView, AskView } from '../../../src/messaging/views';

export interface WantedScope extends ScopeText {
  /** Beside what the account has; undefined where there is none, or the service does not tell. */
  readonly novelty?: 'granted' | 'new';
}

export interface WantedScopes {
  readonly asked: readonly WantedScope[];
  /** Optional ones that nobody has asked for yet. */
  readonly more: readonly ScopeText[];
}

type Has = Pick<AccountView, 'scopes' | 'asked'>;

export function wantedScopes(service: Service, account: Has | undefined, ask: Pick<AskView, 'scopes'> | undefined): WantedScopes {
  const all = service.protocol === 'oauth2' ? service.scopes : [];
  const granted = account?.scopes;
  const wanted = new Set([...(granted ?? account?.asked ?? []), ...(ask?.scopes ?? [])]);
  const isAsked = ({ name, optional }: ScopeText): boolean => !optional || wanted.has(name);
  const asked = all.filter(isAsked).map((scope): WantedScope => {
    if (!granted) return scope;
    return { ...scope, novelty: granted.includes(scope.name) ? 'granted' : 'new' };
  });
  return { asked, more: all.filter((scope) => !isAsked(scope)) };
}

/** Their names as a sign-in is started with them; undefined at a service that knows none. @param added what the user wants beside them */
export function namesOf({ asked, more }: WantedScopes, added: ReadonlySet<string> = new Set()): readonly string[] | undefined {
  const names = [...asked, ...more.filter(({ name }) => added.has(name))].map(({ name }) => name);
  return asked.length + more.length > 0 ? names : undefined;
}
