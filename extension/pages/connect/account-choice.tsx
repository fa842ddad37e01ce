/** Which account the site may use: those that are fine first, and the way to sign in with another. */
import type { Service } from '../../../src/core/words';
import type { AccountView } from '../../../src/messaging/views';
import { needsUser } from '../shared/state';
import { rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';

interface ChoiceProps {
  readonly service: Service;
  readonly accounts: readonly AccountView[];
  readonly account: AccountView | undefined;
  readonly onPick: (id: string) => void;
  /** Another account, or an existing one anew. */
  readonly onSignIn: (account?: AccountView) => void;
}

const another = '+';

export function AccountChoice({ service, accounts, account, onPick, onSignIn }: ChoiceProps) {
  if (accounts.length === 0) {
    return <p class="soft">{rich('consent_no_account', { service: <bdi>{service.name}</bdi> })}</p>;
  }
  const pick = (event: { currentTarget: HTMLSelectElement }): void => {
    const { value } = event.currentTarget;
    const chosen = accounts.find(({ id }) => id === value);
    if (value === another) onSignIn();
    else if (chosen && needsUser(chosen)) onSignIn(chosen);
    else onPick(value);
  };
  const shown = account ?? accounts[0];
  return (
    <div class="field">
      <label for="account">{t('account')}</label>
      <div class="with pick">
        <Tile name={service.name} hue={service.hue} size="small" />
        <select class="select" id="account" value={shown?.id} onChange={pick}>
          {accounts.map((each) => (
            <option key={each.id} value={each.id} selected={each === shown}>
              {needsUser(each) ? t('account_needs_sign_in', { account: each.label }) : each.label}
            </option>
          ))}
          <option value={another}>{t('account_add')}</option>
        </select>
      </div>
    </div>
  );
}
