/** Facts about a service in a word: its protocol, when it was checked, its accounts, or the app that is still missing. */
import type { Service } from '../../../src/core/words';
import { Icon } from './icons';
import { plural, t } from './texts';
import { fullDate } from './times';

export function protocolText(protocol: Service['protocol']): string {
  return protocol === 'oauth1' ? t('protocol_oauth1') : t('protocol_oauth2');
}

export function CheckedBadge({ service }: { service: Service }) {
  const { checked } = service;
  if (!checked) return <span class="badge">{t('not_verified')}</span>;
  return (
    <span class="badge ok" title={checked.source}>
      <Icon name="check" />
      {t('checked_on', { date: fullDate(Date.parse(checked.date)) })}
    </span>
  );
}

export function ServiceBadge({ hasApp, accounts }: { hasApp: boolean; accounts: number }) {
  if (accounts > 0) return <span class="badge petrol">{plural('accounts_count', accounts)}</span>;
  return hasApp ? <span /> : <span class="badge">{t('app_missing')}</span>;
}
