/** Accounts: the list, and one of them in detail. When narrow, the detail takes the page, with a way back. */
import { useState } from 'preact/hooks';
import { openConnect } from '../../../src/platform/page';
import type { AccountView, Overview } from '../../../src/messaging/views';
import { Rosette } from '../shared/engraving';
import { Icon } from '../shared/icons';
import { accountOf } from '../shared/lookups';
import { useNow } from '../shared/now';
import { matches, Search } from '../shared/search';
import { AccountStateText } from '../shared/state';
import { rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { useToasts } from '../shared/toast';
import { useGrowing } from '../shared/use-growing';
import { AccountPanel } from './account-panel';
import { RemovedNote, type Removed } from './removal';
import { writeView } from './view';

export function AccountsPage({ overview, open }: { overview: Overview; open: string | undefined }) {
  const [removed, setRemoved] = useState<Removed | undefined>(undefined);
  const toasts = useToasts();
  const chosen = accountOf(overview, open);
  const account = chosen ?? overview.accounts[0];
  const onRemoved = (result: Removed): void => {
    setRemoved(result);
    location.hash = writeView({ page: 'accounts' });
  };
  return (
    <>
      <header>
        <h1>{t('accounts')}</h1>
        <div class="buttons">
          <button class="button primary" onClick={() => void openConnect({})}>
            <Icon name="plus" />
            {t('connect_service')}
          </button>
        </div>
      </header>
      <div class="live" role="status">
        {removed && <RemovedNote removed={removed} onClose={() => setRemoved(undefined)} />}
      </div>
      {account ? (
        <div class="split" {...(chosen ? { 'data-open': '' } : {})}>
          <AccountList overview={overview} current={account} />
          <AccountPanel
            key={account.id}
            overview={overview}
            account={account}
            toasts={toasts}
            onRemoved={onRemoved}
            closed={!chosen}
          />
        </div>
      ) : (
        <div class="card">
          <div class="empty">
            <Rosette seed={4} look="ghost" />
            <h2>{t('no_accounts')}</h2>
            <p class="small">{t('no_accounts_text')}</p>
          </div>
        </div>
      )}
      {toasts.element}
    </>
  );
}

function AccountList({ overview, current }: { overview: Overview; current: AccountView }) {
  const [query, setQuery] = useState('');
  const now = useNow();
  const found = overview.accounts.filter((account) => matches(query, account.label, account.serviceName));
  const shown = useGrowing(found.length);
  return (
    <div class="list stack">
      <Search label={t('find_account')} value={query} onInput={setQuery} />
      <p class="small faint live" role="status">
        {found.length === 0 && rich('nothing_found', { query: <bdi>{query}</bdi> })}
      </p>
      <ul class="card rows round" hidden={found.length === 0}>
        {found.slice(0, shown).map((account) => (
          <li key={account.id}>
            <a
              class="row"
              href={writeView({ page: 'accounts', id: account.id })}
              aria-current={account.id === current.id ? 'true' : undefined}
            >
              <Tile name={account.serviceName} hue={account.hue} />
              <span class="clip">
                <span class="title clip" title={account.label}>
                  <bdi>{account.label}</bdi>
                </span>
                <span class="second clip">
                  <bdi>{account.serviceName}</bdi>
                </span>
              </span>
              <AccountStateText account={account} now={now} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
