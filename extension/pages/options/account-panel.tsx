/** One account: its life, who may use it, what it can reach, its last uses, and who it is. */
import { Icon } from '../shared/icons';
import { t } from '../shared/texts';
import type { Toasts } from '../shared/toast';
import { AccountHead } from './account-head';
import { AccountPermits } from './account-permits';
import { AccountReach } from './account-reach';
import { AccountUses } from './account-uses';
import { AccountIdentity } from './account-identity';
import { LifeLine } from './life-line';
import type { PanelProps } from './panel-props';
import type { Removed } from './removal';
import { writeView } from './view';

interface AccountPanelProps extends PanelProps {
  readonly toasts: Toasts;
  readonly onRemoved: (removed: Removed) => void;
  /** Nobody chose it: beside the list it is shown, when narrow it is not. */
  readonly closed: boolean;
}

export function AccountPanel({ overview, account, toasts, onRemoved, closed }: AccountPanelProps) {
  return (
    <article class={`card panel ${closed ? 'unchosen' : ''}`} aria-labelledby="account">
      <section>
        <a class="button small plain back" href={writeView({ page: 'accounts' })}>
          <Icon name="left" />
          {t('all_accounts')}
        </a>
        <AccountHead overview={overview} account={account} onRemoved={onRemoved} />
      </section>
      <LifeLine account={account} />
      <AccountPermits overview={overview} account={account} toasts={toasts} />
      <AccountReach overview={overview} account={account} />
      <AccountUses overview={overview} account={account} />
      <AccountIdentity overview={overview} account={account} />
    </article>
  );
}
