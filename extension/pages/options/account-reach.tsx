/** What an account can reach: what was granted beside what was asked. */
import { openConnect } from '../../../src/platform/page';
import { Icon } from '../shared/icons';
import { scopeText, serviceOf } from '../shared/lookups';
import { rich, t } from '../shared/texts';
import type { PanelProps } from './panel-props';

export function AccountReach({ overview, account }: PanelProps) {
  const service = serviceOf(overview, account.serviceId)?.service;
  const missing = account.asked.filter((name) => !account.scopes.includes(name));
  return (
    <section>
      <div class="sechead">
        <h3>{t('can_reach')}</h3>
        {missing.length > 0 && (
          <button class="link small" onClick={() => void openConnect({ account: account.id })}>
            {t('ask_again')}
          </button>
        )}
      </div>
      {account.scopes.length + missing.length === 0 ? (
        <p class="small faint">{rich('reach_by_app', { service: <bdi>{account.serviceName}</bdi> })}</p>
      ) : (
        <ul class="scopelist">
          {account.scopes.map((name) => (
            <li key={name}>
              <span class="state ok">
                <Icon name="check" />
              </span>
              <span>{scopeText(service, name)}</span>
              <code>{name}</code>
            </li>
          ))}
          {missing.map((name) => (
            <li key={name}>
              <span class="state">
                <Icon name="info" />
              </span>
              <span class="soft">{t('asked_not_granted', { what: scopeText(service, name) })}</span>
              <code>{name}</code>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
