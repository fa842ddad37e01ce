/** Facts about a service in a word: its protocol, when it was checked, its accounts, or the app that is still missing. */
import type { Service } from '../../../src/core/service';
import { Icon } from './icons';
import { plural, t } from './texts';
import { fullDate } from './times';

const protocolTexts = {
  oauth1: 'protocol_oauth1',
  oauth2: 'protocol_oauth2',
  'api-key': 'protocol_api_key',
  basic: 'protocol_basic',
  brokered: 'protocol_brokered',
} as const;

export function protocolText(protocol: Service['protocol']): string {
  return t(protocolTexts[protocol]);
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

/** @param hasApp whether its app is there, or none has to be set up first */
export function ServiceBadge({ hasApp, accounts }: { hasApp: boolean; accounts: number }) {
  if (accounts > 0) return <span class="badge petrol">{plural('accounts_count', accounts)}</span>;
  return hasApp ? <span /> : <span class="badge">{t('app_missing')}</span>;
}
