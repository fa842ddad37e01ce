/** Security, when the vault locks by itself, and by which keys the user locks and opens it. */
import { call } from '../../../src/admin/calls';
import type { LockView } from '../../../src/core/lock';
import { useAction } from '../shared/action';
import { useShortcuts } from '../shared/lock-words';
import { ProblemNote } from '../shared/note';
import { rich, t } from '../shared/texts';
import { lasting } from '../shared/times';
import { SettingSwitch } from './setting-switch';

const choices = [1, 5, 15, 30, 60, 240];

export function AutoLockSettings({ lock }: { lock: LockView }) {
  const { problem, run } = useAction();
  return (
    <>
      <div class="setting">
        <div>
          <h3 id="lock-after">{t('auto_lock')}</h3>
          <p id="lock-after-means">{t('auto_lock_text')}</p>
        </div>
        <select
          class="select narrow"
          aria-labelledby="lock-after"
          aria-describedby="lock-after-means"
          value={String(lock.minutes)}
          onChange={({ currentTarget }) => run(() => call('lock.settings', { minutes: Number(currentTarget.value) }))}
        >
          {choices.map((minutes) => (
            <option key={minutes} value={String(minutes)} selected={minutes === lock.minutes}>
              {t('auto_lock_after', { time: lasting(minutes) })}
            </option>
          ))}
          <option value="0" selected={lock.minutes === 0}>
            {t('auto_lock_never')}
          </option>
        </select>
      </div>
      {lock.onSystemLock === undefined ? (
        <div class="setting">
          <div>
            <h3>{t('lock_with_computer')}</h3>
            <p>{t('lock_with_computer_unknown')}</p>
          </div>
        </div>
      ) : (
        <SettingSwitch
          id="lock-with-computer"
          heading="h3"
          title={t('lock_with_computer')}
          means={t('lock_with_computer_text')}
          on={lock.onSystemLock}
          onChange={(onSystemLock) => run(() => call('lock.settings', { onSystemLock }))}
        />
      )}
      <div class="setting">
        <div>
          <h3>{t('lock_at_start')}</h3>
          <p>{t('lock_at_start_text')}</p>
        </div>
        <span class="badge">{t('always')}</span>
      </div>
      <Keys />
      {problem && (
        <div class="pad">
          <ProblemNote problem={problem} />
        </div>
      )}
    </>
  );
}

function Keys() {
  const { open, lock } = useShortcuts();
  if (!open && !lock) return null;
  return (
    <div class="setting">
      <div>
        <h3>{t('lock_keys')}</h3>
        <p>
          {lock && rich('lock_keys_lock', { keys: <kbd>{lock}</kbd> })}{' '}
          {open && rich('lock_keys_open', { keys: <kbd>{open}</kbd> })} {t('lock_keys_change')}
        </p>
      </div>
    </div>
  );
}
