/** What an account can reach: what was granted beside what was asked. */
import { openConnect } from '../../../src/platform/page';
import { Icon } from '../shared/icons';
import { scopeText, serviceOf } from '../shared/lookups';
import { needsUser } from '../shared/state';
import { rich, t } from '../shared/texts';
import type { PanelProps } from './panel-props';

export function AccountReach({ overview, account }: PanelProps) {
  const service = serviceOf(overview, account.serviceId)?.service;
  const { scopes = [] } = account;
  const missing = account.scopes ? account.asked.filter((name) => !scopes.includes(name)) : [];
  const ended = needsUser(account);
  return (
    <section>
      <div class="sechead">
        <h3>{t('can_reach')}</h3>
        {missing.length > 0 && !ended && (
          <button class="link small" onClick={() => void openConnect({ account: account.id })}>
            {t('ask_again')}
          </button>
        )}
      </div>
      {ended && <p class="small soft">{scopes.length > 0 ? t('reach_ended_had') : t('reach_ended')}</p>}
      {scopes.length + missing.length === 0 ? (
        !ended && <p class="small faint">{rich('reach_by_app', { service: <bdi>{account.serviceName}</bdi> })}</p>
      ) : (
        <ul class="scopelist">
          {scopes.map((name) => (
            <li key={name}>
              <span class={ended ? 'state' : 'state ok'}>
                <Icon name={ended ? 'x' : 'check'} />
              </span>
              <span class={ended ? 'soft' : ''}>{scopeText(service, name)}</span>
              <code>{name}</code>
            </li>
          ))}
          {(ended ? [] : missing).map((name) => (
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
