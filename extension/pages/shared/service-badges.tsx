/** Facts about a service in a word: its protocol, when it was checked, its accounts, or the app that is still missing. */
import type { ServiceSource } from '../../../src/core/catalogue';
import type { Service } from '../../../src/core/service';
import type { ServiceView } from '../../../src/messaging/views';
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

/** When an entry was checked, and by whom it is vouched for: what a pack says of that is not ours to repeat. */
export function CheckedBadge({ service, source }: { service: Service; source?: ServiceSource | undefined }) {
  const { checked } = service;
  if (source?.kind === 'pack') return <span class="badge">{t('from_pack', { pack: source.pack })}</span>;
  if (!checked) return <UnverifiedBadge />;
  return (
    <span class="badge ok" title={checked.source}>
      <Icon name="check" />
      {t('checked_on', { date: fullDate(Date.parse(checked.date)) })}
    </span>
  );
}

export function UnverifiedBadge() {
  return <span class="badge">{t('not_verified')}</span>;
}

/** Whether it was taken from the catalogue's entries that nobody has checked. */
export function isUnverified({ source }: Pick<ServiceView, 'source'>): boolean {
  return source?.kind === 'catalogue' && source.unverified === true;
}

/** @param hasApp whether its app is there, or none has to be set up first */
export function ServiceBadge({ hasApp, accounts }: { hasApp: boolean; accounts: number }) {
  if (accounts > 0) return <span class="badge petrol">{plural('accounts_count', accounts)}</span>;
  return hasApp ? <span /> : <span class="badge">{t('app_missing')}</span>;
}
