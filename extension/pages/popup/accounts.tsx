/** The accounts in the popup: those that need the user first, in an order that stays while the popup is open. */
import { useState } from 'preact/hooks';
import { openConnect, openOptions } from '../../../src/platform/page';
import type { AccountView, Overview } from '../../../src/messaging/views';
import { useNow } from '../shared/now';
import { matches, Search } from '../shared/search';
import { AccountReason, AccountStateText, needsUser } from '../shared/state';
import { rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { useGrowing } from '../shared/use-growing';
import { SignInRows } from './sign-in-rows';
import { useStableOrder } from './stable-order';
import { leaveTo } from './leave';

export function Accounts({ overview, settled }: { overview: Overview; settled: boolean }) {
  const [query, setQuery] = useState('');
  const needing = overview.accounts.filter(needsUser);
  const rest = overview.accounts.filter((account) => !needsUser(account));
  const order = useStableOrder(
    [...needing, ...rest].map(({ id }) => id),
    settled,
  );
  const byId = new Map(overview.accounts.map((account) => [account.id, account]));
  const accounts = order
    .map((id) => byId.get(id))
    .filter((account) => account !== undefined && matches(query, account.label, account.serviceName)) as AccountView[];
  const shown = useGrowing(accounts.length);
  return (
    <>
      <div class="sechead">
        <h2 class="eyebrow">{t('accounts')}</h2>
        <span class="small faint">{overview.accounts.length}</span>
      </div>
      <Search label={t('find_account')} value={query} onInput={setQuery} />
      <ul class="rows">
        <SignInRows signIns={overview.signIns} />
        {accounts.slice(0, shown).map((account) => (
          <li key={account.id}>{needsUser(account) ? <NeedingRow account={account} /> : <Row account={account} />}</li>
        ))}
      </ul>
      <div class="live" role="status">
        {accounts.length === 0 && <p class="behind small faint">{rich('nothing_found', { query: <bdi>{query}</bdi> })}</p>}
      </div>
    </>
  );
}

function Names({ account }: { account: AccountView }) {
  return (
    <span class="clip">
      <span class="title clip" title={account.label}>
        <bdi>{account.label}</bdi>
      </span>
      <span class="second clip">
        <bdi>{account.serviceName}</bdi>
      </span>
    </span>
  );
}

function Row({ account }: { account: AccountView }) {
  const now = useNow();
  return (
    <button class="row" onClick={() => leaveTo(openOptions(`accounts/${account.id}`))}>
      <Tile name={account.serviceName} hue={account.hue} />
      <Names account={account} />
      <AccountStateText account={account} now={now} />
    </button>
  );
}

/** The whole row opens, the button acts; the reason takes a third line. */
function NeedingRow({ account }: { account: AccountView }) {
  const now = useNow();
  return (
    <div class="row covered">
      <Tile name={account.serviceName} hue={account.hue} />
      <button class="cover clip" onClick={() => leaveTo(openOptions(`accounts/${account.id}`))}>
        <Names account={account} />
      </button>
      <button
        class="button wax small"
        aria-label={t('sign_in_as', { account: account.label, service: account.serviceName })}
        onClick={() => leaveTo(openConnect({ account: account.id }))}
      >
        {t('sign_in')}
      </button>
      <p class="sub small need">
        <AccountReason account={account} now={now} />
      </p>
    </div>
  );
}
