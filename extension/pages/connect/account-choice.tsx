/** Which account the caller may use: those that are ready first, and the ways to sign in with another or anew. */
import type { Service } from '../../../src/core/service';
import type { AccountView, AskView } from '../../../src/messaging/views';
import { CallerShort } from '../shared/host';
import { Icon } from '../shared/icons';
import { scopeText } from '../shared/lookups';
import { needsUser } from '../shared/state';
import { list, rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';

/** The scopes that are asked for and that the account was not granted. A service that names none is taken at its word. */
export function missingScopes(account: AccountView, ask: AskView): readonly string[] {
  const { scopes } = account;
  return scopes ? (ask.scopes ?? []).filter((name) => !scopes.includes(name)) : [];
}

/** Whether a sign-in is asked for that is newer than the account's. */
function isStale(account: AccountView, ask: AskView): boolean {
  return ask.force === true && account.signedInAt < ask.at;
}

/** Whether the account must be signed in again before this question can be allowed for it. */
export function mustSignIn(account: AccountView, ask: AskView): boolean {
  return needsUser(account) || isStale(account, ask) || missingScopes(account, ask).length > 0;
}

interface ChoiceProps {
  readonly service: Service;
  readonly ask: AskView;
  readonly accounts: readonly AccountView[];
  readonly account: AccountView | undefined;
  /** The accounts that the caller uses already. */
  readonly used: ReadonlySet<string>;
  readonly onPick: (id: string) => void;
  /** Another account, or an existing one anew. */
  readonly onSignIn: (account?: AccountView) => void;
}

const add = '+';
const none = '';

export function AccountChoice({ service, ask, accounts, account, used, onPick, onSignIn }: ChoiceProps) {
  if (accounts.length === 0) {
    return <p class="soft">{rich('consent_no_account', { service: <bdi>{service.name}</bdi> })}</p>;
  }
  const pick = (event: { currentTarget: HTMLSelectElement }): void => {
    const { value } = event.currentTarget;
    const chosen = accounts.find(({ id }) => id === value);
    if (value === add) onSignIn();
    else if (chosen && mustSignIn(chosen, ask)) onSignIn(chosen);
    else if (chosen) onPick(value);
  };
  const label = (each: AccountView): string => {
    const missing = missingScopes(each, ask);
    if (needsUser(each) || isStale(each, ask)) return t('account_needs_sign_in', { account: each.label });
    if (missing.length > 0) {
      return t('account_lacks', { account: each.label, what: list(missing.map((name) => scopeText(service, name))) });
    }
    return ask.another && used.has(each.id) ? t('account_used', { account: each.label }) : each.label;
  };
  const shown = account ?? (ask.another ? undefined : accounts[0]);
  return (
    <div class="field">
      <label for="account">{t('account')}</label>
      {ask.force && (
        <p class="small soft">
          {rich('consent_force', { site: <CallerShort caller={ask.caller} />, service: <bdi>{service.name}</bdi> })}
        </p>
      )}
      {ask.another && <p class="small soft">{rich('consent_another', { site: <CallerShort caller={ask.caller} /> })}</p>}
      <div class="with pick">
        <Tile name={service.name} hue={service.hue} size="small" />
        <select class="select" id="account" value={shown?.id ?? none} onChange={pick}>
          {!shown && (
            <option value={none} selected disabled>
              {t('account_choose')}
            </option>
          )}
          {accounts.map((each) => (
            <option key={each.id} value={each.id} selected={each === shown}>
              {label(each)}
            </option>
          ))}
          <option value={add}>{t('account_add')}</option>
        </select>
      </div>
      {!account && shown && missingScopes(shown, ask).length > 0 && <p class="hint">{t('account_lacks_do')}</p>}
      {ask.another && account && (
        <button type="button" class="button self-start" onClick={() => onSignIn()}>
          <Icon name="plus" />
          {t('account_add_now')}
        </button>
      )}
    </div>
  );
}
