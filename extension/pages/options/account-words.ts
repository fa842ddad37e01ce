/** How an account was signed in, and how long its secret lasts, in a sentence each. */
import { isEntered } from '../../../src/core/is-entered';
import type { AccountView } from '../../../src/messaging/views';
import { t, type TextKey } from '../shared/texts';
import { exact, fullDate } from '../shared/times';

/** Whether the user entered its secret, in place of signing in. */

const oauth1Ways = {
  redirect: 'signed_in_oauth1',
  pin: 'signed_in_oauth1_pin',
  credentials: 'signed_in_oauth1_credentials',
  app: 'signed_in_oauth1_app',
} as const satisfies Record<string, TextKey>;
const oauth2Ways = {
  redirect: 'signed_in_oauth2',
  device: 'signed_in_oauth2_device',
  app: 'signed_in_oauth2_app',
  implicit: 'signed_in_oauth2_implicit',
} as const satisfies Record<string, TextKey>;

/** "3 Oct 2026, by OAuth 2.0 with a code". */
export function signedInText({ protocol, way = 'redirect', signedInAt }: AccountView): string {
  const date = fullDate(signedInAt);
  if (protocol === 'api-key') return t('entered_key', { date });
  if (protocol === 'basic') return t('entered_password', { date });
  if (protocol === 'brokered') return t('signed_in_brokered', { date });
  const ways: Readonly<Record<string, TextKey>> = protocol === 'oauth1' ? oauth1Ways : oauth2Ways;
  return t((ways[way] ?? ways['redirect']) as 'signed_in_oauth2', { date });
}

/** What it is that lasts. */
export function secretTitle(account: AccountView): string {
  if (account.protocol === 'api-key') return t('secret_key');
  if (account.protocol === 'brokered') return t('secret_brokered');
  return account.protocol === 'basic' ? t('secret_password') : t('access_token');
}

/** How long its secret lasts, and what happens then. */
export function lifeText(account: AccountView): string {
  if (account.state === 'revoked') return t('life_revoked');
  if (account.state === 'needs-sign-in') return t('life_ended');
  if (isEntered(account)) return t('life_entered');
  if (account.protocol === 'brokered') return t('life_brokered');
  if (account.expiresAt === undefined) return account.renewable ? t('life_unknown') : t('life_endless');
  return account.renewable ? t('life_renews') : t('life_expires', { time: exact(account.expiresAt) });
}
