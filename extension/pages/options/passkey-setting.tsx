/** Security, passkeys: another way to open the vault beside the passphrase, which stays as the way back. */
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { LockView } from '../../../src/core/lock';
import { useAction } from '../shared/action';
import { Field } from '../shared/field';
import { ProblemNote } from '../shared/note';
import { knowsPasskeys, makePasskey, PasskeyError, type PasskeyFailure } from '../shared/passkey';
import { PasskeyNote } from '../shared/passkey-note';
import { t } from '../shared/texts';
import { fullDate } from '../shared/times';
import { PassphraseFoot } from './passphrase-foot';
import { NowField } from './passphrase-setting';
import { usePassphraseForm } from './use-passphrase-form';

export function PasskeySetting({ lock }: { lock: LockView }) {
  const [adds, setAdds] = useState(false);
  const knows = useKnows();
  const { busy, problem, run } = useAction();
  const { passkeys } = lock;
  return (
    <div class="setting">
      <div>
        <h3>{t('passkeys')}</h3>
        <p>{knows === false ? t('passkeys_unknown') : t('passkeys_text')}</p>
      </div>
      {knows && (
        <button type="button" class="button" aria-expanded={adds} onClick={() => setAdds(!adds)}>
          {t('passkey_add')}
        </button>
      )}
      {passkeys.length > 0 && (
        <ul class="wide rows inner">
          {passkeys.map(({ id, name, addedAt }) => (
            <li key={id} class="line">
              <span>
                <bdi>{name}</bdi> <span class="faint small">{t('passkey_added', { date: fullDate(addedAt) })}</span>
              </span>
              <button
                type="button"
                class="button small"
                aria-disabled={busy}
                aria-label={t('passkey_remove', { name })}
                onClick={() => run(() => call('lock.removePasskey', { id }))}
              >
                {t('remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {problem && (
        <div class="wide">
          <ProblemNote problem={problem} />
        </div>
      )}
      {adds && <AddForm lock={lock} onClose={() => setAdds(false)} />}
    </div>
  );
}

/** Whether this browser can have passkeys; absent until it is known. */
function useKnows(): boolean | undefined {
  const [knows, setKnows] = useState<boolean | undefined>(undefined);
  useEffect(() => void knowsPasskeys().then(setKnows), []);
  return knows;
}

function AddForm({ lock, onClose }: { lock: LockView; onClose: () => void }) {
  const [name, setName] = useState<string>(t('passkey_name_usual'));
  const [unnamed, setUnnamed] = useState(false);
  const [failure, setFailure] = useState<PasskeyFailure | undefined>(undefined);
  const form = usePassphraseForm(lock);
  const add = (): void => {
    setFailure(undefined);
    setUnnamed(name.trim() === '');
    if (name.trim() === '') return;
    form.send(async (current) => {
      try {
        await call('lock.unlock', { key: current }); // a wrong passphrase is told before the authenticator makes anything
        const made = await makePasskey(
          `${t('name')}: ${name.trim()}`,
          lock.passkeys.map(({ id }) => id),
        );
        await call('lock.addPasskey', { current, name: name.trim(), ...made });
        onClose();
      } catch (error) {
        if (!(error instanceof PasskeyError)) throw error;
        setFailure(error.why);
      }
    });
  };
  return (
    <form
      ref={form.ref}
      class="wide stack loose"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <div class="pair">
        <NowField form={form} />
        <Field
          label={t('passkey_name')}
          plain
          name="name"
          value={name}
          onInput={(value) => setName(value.slice(0, 60))}
          error={unnamed ? t('passkey_name_missing') : undefined}
          hint={t('passkey_name_hint')}
        />
      </div>
      {failure && <PasskeyNote failure={failure} />}
      <PassphraseFoot form={form} label={t('passkey_make')} busy={t('passkey_waits')} onClose={onClose} />
    </form>
  );
}
