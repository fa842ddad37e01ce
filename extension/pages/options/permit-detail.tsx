/** One permit in full: what the caller may do with the account, where, until when, how often; each to be changed or ended here. */
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { callerKey } from '../../../src/core/caller';
import type { Service } from '../../../src/core/service';
import type { Access } from '../../../src/core/words';
import type { AccountView, Overview, PermitView } from '../../../src/messaging/views';
import type { Action } from '../shared/action';
import { callerText } from '../shared/host';
import { accountOf, serviceOf } from '../shared/lookups';
import { doingText } from '../shared/methods';
import { useNow, When } from '../shared/now';
import { coveredText, endsText, hostsText, permitText } from '../shared/permit-words';
import { RateField } from '../shared/rates';
import { Segments } from '../shared/segments';
import { AccountStateText, needsUser } from '../shared/state';
import { capitalised, plural, rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { ago, exact } from '../shared/times';
import { writeView } from './view';

interface DetailProps {
  readonly overview: Overview;
  readonly permit: PermitView;
  readonly action: Action;
  readonly onEnd: (permits: readonly PermitView[]) => void;
}

/** What the user picked and the worker has not told of yet. */
interface Change {
  readonly access?: Access;
  readonly rate?: number | null;
}

export function PermitDetail({ overview, permit, action, onEnd }: DetailProps) {
  const now = useNow();
  const account = accountOf(overview, permit.accountId);
  const service = account && serviceOf(overview, account.serviceId)?.service;
  const label = account?.label ?? permit.accountId;
  const site = callerText(permit.caller);
  const [pending, setPending] = useState<Change>({});
  useEffect(() => setPending({}), [permit.access, permit.rate, action.problem]);
  const change = (to: Change): void => {
    setPending(to);
    action.run(() => call('permits.change', { id: permit.id, ...to }));
  };
  const rate = pending.rate === undefined ? permit.rate : (pending.rate ?? undefined);
  return (
    <section>
      <div class="permit-head">
        {account && <Tile name={account.serviceName} hue={account.hue} />}
        <div class="grow">
          <h3>
            <AccountName account={account} label={label} />
          </h3>
          <p class="soft">{t('sentence', { text: permitText(permit, service, now) })}</p>
        </div>
        {account && needsUser(account) && <AccountStateText account={account} now={now} />}
        <button
          class="button"
          aria-label={t('end_this', { account: label, site })}
          aria-disabled={action.busy}
          onClick={() => onEnd([permit])}
        >
          {t('end_access')}
        </button>
      </div>
      <div class="permit-body">
        <Facts permit={permit} service={service} account={account} now={now} />
        <div class="stack roomy">
          <fieldset>
            <legend class="sr">{t('permit_legend', { account: label, site })}</legend>
            <Segments<Access>
              value={pending.access ?? permit.access}
              onPick={(access) => change({ access })}
              options={[
                { value: 'read', label: t('access_read'), on: true },
                { value: 'change', label: t('access_change'), on: true },
              ]}
            />
          </fieldset>
          <RateField label={t('rate_at_most')} rate={rate} onPick={(picked) => change({ rate: picked ?? null })} />
        </div>
      </div>
    </section>
  );
}

function AccountName({ account, label }: { account: AccountView | undefined; label: string }) {
  if (!account) return <bdi>{label}</bdi>;
  return (
    <>
      {rich('account_at', {
        account: (
          <a href={writeView({ page: 'accounts', id: account.id })}>
            <bdi>{label}</bdi>
          </a>
        ),
        service: <bdi>{account.serviceName}</bdi>,
      })}
    </>
  );
}

interface FactsProps {
  readonly permit: PermitView;
  readonly service: Service | undefined;
  readonly account: AccountView | undefined;
  readonly now: number;
}

function Facts({ permit, service, account, now }: FactsProps) {
  const { until, lastUsed, methods, paths, tellsLabel } = permit;
  return (
    <dl class="facts">
      <dt>{t('fact_may')}</dt>
      <dd>
        {doingText(permit)}
        {methods && permit.access === 'change' && <code class="path">{methods.join(' ')}</code>}
      </dd>
      <dt>{t('fact_where')}</dt>
      <dd>
        {capitalised(coveredText(paths, service))}
        {paths.map((path) => (
          <code key={path} class="path">
            {path}
          </code>
        ))}
        {permit.hosts && <p class="small faint">{hostsText(permit.hosts)}</p>}
      </dd>
      <dt>{t('fact_ends')}</dt>
      <dd title={until === undefined ? undefined : exact(until)}>{capitalised(endsText(permit, now))}</dd>
      <dt>{t('fact_used')}</dt>
      <dd>
        {lastUsed === undefined ? (
          t('never_used')
        ) : (
          <a
            href={writeView({ page: 'activity', caller: callerKey(permit.caller), account: permit.accountId })}
            title={t('see_activity')}
          >
            <When at={lastUsed}>{plural('fact_calls', permit.calls, { ago: ago(lastUsed, now) })}</When>
          </a>
        )}
      </dd>
      <dt>{t('fact_knows')}</dt>
      <dd>{tellsLabel && account ? <bdi>{account.label}</bdi> : t('fact_knows_nothing')}</dd>
    </dl>
  );
}
