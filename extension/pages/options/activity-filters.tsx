/** What narrows the activity: words, a site, an account, failures. Site and account stand in the page's address. */
import type { KnownCallerView, Overview } from '../../../src/messaging/views';
import { Search } from '../shared/search';
import { t } from '../shared/texts';
import type { View } from './view';
import { callerText } from '../shared/host';

interface FilterProps {
  readonly overview: Overview;
  readonly callers: readonly KnownCallerView[];
  readonly view: View;
  readonly text: string;
  readonly failed: boolean;
  readonly onView: (view: View) => void;
  readonly onText: (text: string) => void;
  readonly onFailed: (failed: boolean) => void;
}

export function ActivityFilters({ overview, callers, view, text, failed, onView, onText, onFailed }: FilterProps) {
  const sites = callers.map(({ key, caller }) => [key, callerText(caller)] as const);
  const accounts = overview.accounts.map(
    ({ id, label, serviceName }) => [id, t('account_at', { account: label, service: serviceName })] as const,
  );
  return (
    <div class="filters headed lines">
      <Search label={t('find_activity')} value={text} onInput={onText} />
      <Choice
        label={t('act_site')}
        all={t('all_sites')}
        value={view.caller}
        options={sites}
        onPick={(caller) => onView(place(caller, view.account))}
      />
      <Choice
        label={t('account')}
        all={t('all_accounts')}
        value={view.account}
        options={accounts}
        onPick={(account) => onView(place(view.caller, account))}
      />
      <select
        class="select"
        aria-label={t('outcome')}
        value={failed ? 'failed' : ''}
        onChange={(event) => onFailed(event.currentTarget.value === 'failed')}
      >
        <option value="">{t('outcome_any')}</option>
        <option value="failed">{t('outcome_failed')}</option>
      </select>
    </div>
  );
}

const place = (caller: string | undefined, account: string | undefined): View => ({
  page: 'activity',
  ...(caller !== undefined && { caller }),
  ...(account !== undefined && { account }),
});

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [string, string])[];
  readonly onPick: (value: string | undefined) => void;
}

/** One of many or all. What the address names stands among them even when no line does. */
function Choice({ label, all, value, options, onPick }: ChoiceProps) {
  const known = value === undefined || options.some(([key]) => key === value);
  const shown = known ? options : [...options, [value, value.replace(/^\w+:/u, '').replace(/^https:\/\//u, '')] as const];
  return (
    <select
      class="select"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onPick(event.currentTarget.value || undefined)}
    >
      <option value="">{all}</option>
      {shown.map(([key, name]) => (
        <option key={key} value={key} selected={key === value}>
          {name}
        </option>
      ))}
    </select>
  );
}
