/** Security, the passphrase: set, changed or taken away in its place. Each seals the whole vault anew, and says so before. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { LockView } from '../../../src/core/lock';
import { PassphraseField } from '../shared/field';
import { faultsOfNew, NewPassphrase, type Typed } from '../shared/new-passphrase';
import { Note } from '../shared/note';
import { deriveKey, freshKdf } from '../shared/passphrase';
import { t } from '../shared/texts';
import { fullDate } from '../shared/times';
import { focusField } from './focus-field';
import { PassphraseFoot } from './passphrase-foot';
import { usePassphraseForm } from './use-passphrase-form';

type Doing = 'set' | 'remove';

export function PassphraseSetting({ lock }: { lock: LockView }) {
  const [doing, setDoing] = useState<Doing | undefined>(undefined);
  const [done, setDone] = useState<string | undefined>(undefined);
  const isSet = lock.state !== 'none';
  const close = (said?: string): void => {
    setDoing(undefined);
    setDone(said);
  };
  const open = (what: Doing): void => {
    setDoing(doing === what ? undefined : what);
    setDone(undefined);
  };
  return (
    <div class="setting">
      <div>
        <h3>{t('passphrase')}</h3>
        <p>
          {isSet && lock.setAt !== undefined ? t('passphrase_is_set', { date: fullDate(lock.setAt) }) : t('passphrase_not_set')}
        </p>
      </div>
      <div class="buttons">
        <button type="button" class="button" aria-expanded={doing === 'set'} onClick={() => open('set')}>
          {isSet ? t('passphrase_change') : t('passphrase_set')}
        </button>
        {isSet && (
          <button
            type="button"
            class="button"
            aria-label={t('passphrase_remove')}
            aria-expanded={doing === 'remove'}
            onClick={() => open('remove')}
          >
            {t('remove')}
          </button>
        )}
      </div>
      <div class="wide" role="status">
        {done && (
          <Note look="petrol">
            <p>{done}</p>
          </Note>
        )}
      </div>
      {doing === 'set' && <SetForm lock={lock} onClose={close} />}
      {doing === 'remove' && <RemoveForm lock={lock} onClose={close} />}
    </div>
  );
}

interface FormProps {
  readonly lock: LockView;
  readonly onClose: (said?: string) => void;
}

function SetForm({ lock, onClose }: FormProps) {
  // The news that it is set may come before the call's own answer
  const [isSet] = useState(lock.state !== 'none');
  const [hadPasskeys] = useState(lock.passkeys.length > 0);
  const [typed, setTyped] = useState<Typed>({ next: '', again: '' });
  const [faults, setFaults] = useState<ReturnType<typeof faultsOfNew>>({});
  const form = usePassphraseForm(lock, isSet);
  const save = (): void => {
    const found = faultsOfNew(typed);
    setFaults(found);
    const [wrong] = Object.keys(found);
    if (wrong) return focusField(form.ref.current, wrong);
    return form.send(async (current) => {
      const kdf = freshKdf();
      const key = await deriveKey(typed.next, kdf);
      await call('lock.set', { ...(isSet && { current }), next: { kdf, key } });
      const said = isSet ? t('passphrase_changed') : t('passphrase_was_set');
      onClose(hadPasskeys ? `${said} ${t('passkeys_again')}` : said);
    });
  };
  return (
    <form
      ref={form.ref}
      class="wide stack loose"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {isSet && (
        <div class="pair half">
          <NowField form={form} />
        </div>
      )}
      <NewPassphrase typed={typed} faults={faults} onInput={setTyped} busy={form.busy} first={!isSet} />
      <Note look="wax">
        <p>
          <b>{t('nobody_can_reset')}</b> {t('nobody_can_reset_rest')}
        </p>
        {hadPasskeys && <p>{t('passkeys_will_go')}</p>}
      </Note>
      <PassphraseFoot
        form={form}
        label={isSet ? t('passphrase_save') : t('passphrase_save_first')}
        busy={t('sealing')}
        onClose={() => onClose()}
      />
    </form>
  );
}

function RemoveForm({ lock, onClose }: FormProps) {
  const form = usePassphraseForm(lock);
  return (
    <form
      ref={form.ref}
      class="wide stack loose"
      onSubmit={(event) => {
        event.preventDefault();
        form.send(async (current) => {
          await call('lock.remove', { current });
          onClose(t('passphrase_removed'));
        });
      }}
    >
      <div class="pair half">
        <NowField form={form} />
      </div>
      <Note look="wax">
        <p>{t('passphrase_remove_means')}</p>
        {lock.passkeys.length > 0 && <p>{t('passkeys_go_too')}</p>}
      </Note>
      <PassphraseFoot form={form} label={t('passphrase_remove_it')} busy={t('sealing')} danger onClose={() => onClose()} />
    </form>
  );
}

/** The passphrase so far. */
export function NowField({ form }: { form: ReturnType<typeof usePassphraseForm> }) {
  return (
    <PassphraseField
      label={t('passphrase_now')}
      name="now"
      value={form.now}
      onInput={form.setNow}
      error={form.nowError}
      readOnly={form.busy}
      first
    />
  );
}
