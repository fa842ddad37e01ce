/** Who the account is: its name at the service, when and how it was signed in, its app and its API hosts. */
import { Host } from '../shared/host';
import { When } from '../shared/now';
import { t } from '../shared/texts';
import { fullDate } from '../shared/times';
import type { PanelProps } from './panel-props';

export function AccountIdentity({ account }: PanelProps) {
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
        <dt>{t('signed_in')}</dt>
        <dd>
          <When at={account.signedInAt}>
            {account.protocol === 'oauth1'
              ? t('signed_in_oauth1', { date: fullDate(account.signedInAt) })
              : t('signed_in_oauth2', { date: fullDate(account.signedInAt) })}
          </When>
        </dd>
        <dt>{t('app')}</dt>
        <dd>
          <code>{account.clientId}</code>
        </dd>
        <dt>{t('api_hosts')}</dt>
        <dd>
          <ul>
            {account.apiHosts.map((origin) => (
              <li key={origin}>
                <code>
                  <Host origin={origin} />
                </code>
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </section>
  );
}
