/** Security, its part: the lock. */
import type { Overview } from '../../../src/messaging/views';
import { t } from '../shared/texts';
import { AutoLockSettings } from './auto-lock-setting';
import { OlderAccounts } from './older-accounts';
import { PasskeySetting } from './passkey-setting';
import { PassphraseSetting } from './passphrase-setting';

export function LockSection({ overview }: { readonly overview: Overview }) {
  const { lock } = overview;
  return (
    <section class="stack" aria-labelledby="lock">
      <h2 id="lock">{t('lock')}</h2>
      <OlderAccounts overview={overview} />
      <div class="card rows">
        <PassphraseSetting lock={lock} />
        {lock.state !== 'none' && (
          <>
            <PasskeySetting lock={lock} />
            <AutoLockSettings lock={lock} />
          </>
        )}
      </div>
    </section>
  );
}
