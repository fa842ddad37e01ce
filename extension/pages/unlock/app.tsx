/** Unlocking by a passkey: asked for at once, since the user came here for nothing else; when it is done, the page leaves. */
import { useEffect, useRef } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { LockView } from '../../../src/core/lock';
import type { Overview } from '../../../src/messaging/views';
import { closePage } from '../../../src/platform/page';
import { readPasskey } from '../shared/passkey';
import { Rosette } from '../shared/engraving';
import { Icon, Logo } from '../shared/icons';
import { HowToUnlock, whoWaits, whyLocked } from '../shared/lock-words';
import { markWords } from '../shared/mark';
import { useNow } from '../shared/now';
import { PasskeyNote, usePasskeyAction, type Failure } from '../shared/passkey-note';
import { rich, t } from '../shared/texts';

export function App({ overview }: { overview: Overview }) {
  const { state } = overview.lock;
  const wasLocked = useRef(state === 'locked');
  useEffect(() => {
    if (state === 'locked') wasLocked.current = true;
    else if (wasLocked.current) closePage();
  }, [state]);
  return (
    <div class="locked-page">
      <header class="brand">
        <Logo />
        <span>{t('name')}</span>
      </header>
      <main>
        <div class="empty locked">
          <Rosette seed={overview.mark} look="large" />
          {state === 'locked' ? <Locked overview={overview} /> : <Open state={state} />}
        </div>
      </main>
      <footer>
        <p class="small faint">{rich('your_mark_is', { words: <i>{markWords(overview.mark)}</i> })}</p>
      </footer>
    </div>
  );
}

function Open({ state }: Pick<LockView, 'state'>) {
  return (
    <>
      <h1>{state === 'none' ? t('unlock_none') : t('unlocked')}</h1>
      <p>{t('unlocked_close')}</p>
    </>
  );
}

/** No passphrase was typed here. */
const isOther = (failure: Failure): boolean => typeof failure === 'object' && failure.code === 'passphrase_wrong';

function Locked({ overview }: { overview: Overview }) {
  const { lock } = overview;
  const now = useNow();
  const { busy, failure, run } = usePasskeyAction();
  const asked = useRef(false);
  const unlock = (): void =>
    run(async () => {
      const { passkeys } = await call('lock.params', {});
      await call('lock.unlockByPasskey', await readPasskey(passkeys));
    });
  const has = lock.passkeys.length > 0;
  useEffect(() => {
    if (!has || asked.current) return;
    asked.current = true;
    unlock();
  }, [has]);
  return (
    <>
      <h1>{t('locked')}</h1>
      <p>
        {whyLocked(lock, now)} {whoWaits(lock)}
      </p>
      {failure && <PasskeyNote failure={isOther(failure) ? 'other' : failure} />}
      {has ? (
        <button class="button primary large" aria-disabled={busy} onClick={unlock}>
          <Icon name="finger" />
          {busy ? t('passkey_waits') : t('use_passkey')}
        </button>
      ) : (
        <p>{t('passkey_gone')}</p>
      )}
      <p class="small faint">
        {t('passkey_or')} <HowToUnlock />
      </p>
    </>
  );
}
