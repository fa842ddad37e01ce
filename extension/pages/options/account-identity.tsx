/** Who the account is: its name at the service, when and how it was signed in, its app and its API hosts. */
import { isEntered } from '../../../src/core/is-entered';
import { HostNames } from '../shared/host';
import { accountOf, serviceOf } from '../shared/lookups';
import { When } from '../shared/now';
import { needsUser } from '../shared/state';
import { rich, t } from '../shared/texts';
import { signedInText } from './account-words';
import type { AccountView } from '../../../src/messaging/views';
import type { PanelProps } from './panel-props';
import { writeView } from './view';

export function AccountIdentity({ overview, account }: PanelProps) {
  const app = serviceOf(overview, account.serviceId)?.app;
  const isRegistered = app?.registered === true && app.clientId === account.clientId;
  return (
    <section>
      <div class="sechead">
        <h3>{t('identity')}</h3>
      </div>
      <dl class="facts">
        <dt>{t('name_there')}</dt>
        <dd>
          <bdi>{account.label}</bdi>
        </dd>
        {account.subject !== undefined && (
          <>
            <dt>{t('number_there')}</dt>
            <dd>
              <bdi class="mono">{account.subject}</bdi>
            </dd>
          </>
        )}
        {Object.entries(account.extra).map(([name, value]) => [
          <dt>
            <bdi>{name}</bdi>
          </dt>,
          <dd>
            <bdi>{value}</bdi>
          </dd>,
        ])}
        <dt>{isEntered(account) ? t('entered_on') : t('signed_in')}</dt>
        <dd>
          <When at={account.signedInAt}>{signedInText(account)}</When>
        </dd>
        {account.protocol === 'brokered' && (
          <>
            <dt>{t('reached')}</dt>
            <dd>
              <Reached parent={accountOf(overview, account.parentId)} />
            </dd>
          </>
        )}
        {account.clientId !== '' && (
          <>
            <dt>{t('app')}</dt>
            <dd>
              <code>{account.clientId}</code>
              {isRegistered && <span class="faint"> {t('app_by_itself')}</span>}
            </dd>
          </>
        )}
        {account.bound && (
          <>
            <dt>{t('tokens')}</dt>
            <dd>{t('tokens_bound')}</dd>
          </>
        )}
        <dt>{t('api_hosts')}</dt>
        <dd>
          <HostNames origins={account.apiHosts} />
        </dd>
      </dl>
    </section>
  );
}

/** Through which account a connector is reached, as a link to it. */
function Reached({ parent }: { parent: AccountView | undefined }) {
  if (!parent) return <>{t('reached_gone')}</>;
  return (
    <>
      <a href={writeView({ page: 'accounts', id: parent.id })}>
        {rich('through_account', { broker: <bdi>{parent.serviceName}</bdi>, account: <bdi>{parent.label}</bdi> })}
      </a>
      {needsUser(parent) && <span class="faint"> {t('reached_ended')}</span>}
    </>
  );
}
