/** What can still be done without the passphrase. */
import type { Overview } from '../../../src/messaging/views';
import { t } from './texts';

export function ForgotText({ overview }: { overview: Overview }) {
  return (
    <>
      <p>{t('forgot_nobody')}</p>
      <ul class="bullets">
        {overview.lock.passkeys.length > 0 && <li>{t('forgot_passkey')}</li>}
        <li>{t('forgot_backup')}</li>
        <li>{t('forgot_neither')}</li>
      </ul>
      <p class="small soft">{t('forgot_unrevoked')}</p>
    </>
  );
}
