/** What an account can reach: what was granted beside what was asked, and what could be asked for. */
import { isEntered } from '../../../src/core/is-entered';
import type { ComponentChildren } from 'preact';
import type { AccountView } from '../../../src/messaging/views';
import { openConnect } from '../../../src/platform/page';
import { Icon } from '../shared/icons';
import { scopeText, serviceOf } from '../shared/lookups';
import { needsUser } from '../shared/state';
import { rich, t } from '../shared/texts';
import type { PanelProps } from './panel-props';
import { reachOf } from './reach-of';

export function AccountReach({ overview, account }: PanelProps) {
  const service = serviceOf(overview, account.serviceId)?.service;
  const { granted, missing, untold, more } = reachOf(account, service);
  const ended = needsUser(account);
  const isEmpty = granted.length + missing.length + untold.length + more.length === 0;
  return (
    <section>
      <div class="sechead">
        <h3>{t('can_reach')}</h3>
        {!ended && missing.length + more.length > 0 && (
          <button class="link small" onClick={() => void openConnect({ account: account.id })}>
            {more.length > 0 ? t('ask_for_more') : t('ask_again')}
          </button>
        )}
      </div>
      {ended && <p class="small soft">{endedText(account, granted.length + untold.length > 0)}</p>}
      {!ended && isEmpty && <p class="small faint">{whoDecides(account)}</p>}
      {!ended && untold.length > 0 && (
        <p class="small faint">{rich('reach_untold', { service: <bdi>{account.serviceName}</bdi> })}</p>
      )}
      {!isEmpty && (
        <ul class="scopelist">
          {granted.map((name) => (
            <Scope key={name} name={name} icon={ended ? 'x' : 'check'} good={!ended} soft={ended}>
              {scopeText(service, name)}
            </Scope>
          ))}
          {untold.map((name) => (
            <Scope key={name} name={name} icon={ended ? 'x' : 'info'} soft={ended}>
              {scopeText(service, name)}
            </Scope>
          ))}
          {(ended ? [] : missing).map((name) => (
            <Scope key={name} name={name} icon="info" soft>
              {t('asked_not_granted', { what: scopeText(service, name) })}
            </Scope>
          ))}
          {(ended ? [] : more).map((name) => (
            <Scope key={name} name={name} icon="plus" soft>
              {t('not_asked', { what: scopeText(service, name) })}
            </Scope>
          ))}
        </ul>
      )}
    </section>
  );
}

interface ScopeProps {
  readonly name: string;
  readonly icon: 'check' | 'x' | 'info' | 'plus';
  readonly good?: boolean;
  readonly soft?: boolean;
  readonly children: ComponentChildren;
}

function Scope({ name, icon, good = false, soft = false, children }: ScopeProps) {
  return (
    <li>
      <span class={good ? 'state ok' : 'state'}>
        <Icon name={icon} />
      </span>
      <span class={soft ? 'soft' : ''}>{children}</span>
      <code>{name}</code>
    </li>
  );
}

function endedText(account: AccountView, had: boolean): string {
  if (isEntered(account)) return t('reach_ended_entered');
  return had ? t('reach_ended_had') : t('reach_ended');
}

/** Where nothing is asked for by name. */
function whoDecides({ protocol, serviceName }: AccountView) {
  const service = <bdi>{serviceName}</bdi>;
  if (protocol === 'api-key') return rich('reach_by_key', { service });
  if (protocol === 'basic') return rich('reach_by_password', { service });
  if (protocol === 'brokered') return rich('reach_by_connector', { service });
  return rich('reach_by_app', { service });
}
