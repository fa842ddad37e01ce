/** The popup while the vault is locked: the one place where the passphrase unlocks it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { openOptions, openUnlock } from '../../../src/platform/page';
import type { LockView } from '../../../src/core/lock';
import type { Overview } from '../../../src/messaging/views';
import { Rosette } from '../shared/engraving';
import { PassphraseField } from '../shared/field';
import { ForgotText } from '../shared/forgot-text';
import { Icon } from '../shared/icons';
import { whoWaits, whyLocked } from '../shared/lock-words';
import { markWords } from '../shared/mark';
import { ProblemNote } from '../shared/note';
import { useNow } from '../shared/now';
import { percent, rich, t } from '../shared/texts';
import { isAboutTries, triesText, useWait } from '../shared/tries';
import { leaveTo } from './leave';
import { useUnlock } from './use-unlock';

export function Locked({ overview, onForgot }: { overview: Overview; onForgot: () => void }) {
  const { lock } = overview;
  const now = useNow();
  return (
    <>
      <main class="body">
        <div class="empty locked">
          <Rosette seed={overview.mark} look="large" />
          <h2>{t('locked')}</h2>
          <p>
            {whyLocked(lock, now)} {whoWaits(lock)}
          </p>
          <UnlockForm lock={lock} />
        </div>
      </main>
      <footer>
        <p class="small faint centre">
          {rich('unlock_mark', { words: <i>{markWords(overview.mark)}</i> })}{' '}
          <button type="button" class="link" onClick={onForgot}>
            {t('forgot_short')}
          </button>
        </p>
      </footer>
    </>
  );
}

function UnlockForm({ lock }: { lock: LockView }) {
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const [refusals, setRefusals] = useState(0);
  const { busy, done, problem, unlock } = useUnlock(() => setRefusals((count) => count + 1));
  const left = useWait(lock, problem);
  const waits = left > 0;
  // What was wrong is typed over
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector('input')?.select();
  }, [refusals]);
  const error = missing ? t('passphrase_missing') : busy ? undefined : triesText(problem, left);
  return (
    <form
      ref={form}
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(typed === '');
        if (typed === '') form.current?.querySelector('input')?.focus();
        if (typed !== '' && !waits) unlock(typed);
      }}
    >
      <PassphraseField label={t('passphrase')} value={typed} onInput={setTyped} first error={error} readOnly={busy} />
      <button class="button primary large wide" aria-disabled={busy || waits}>
        {busy ? t('unlocking', { share: percent(done) }) : t('unlock')}
      </button>
      {lock.passkeys.length > 0 && (
        <button type="button" class="button large wide" onClick={() => leaveTo(openUnlock())}>
          <Icon name="finger" />
          {t('use_passkey')}
        </button>
      )}
      <span class="sr" role="status">
        {busy ? t('unlocking_said') : refusals > 0 && problem?.code === 'passphrase_wrong' ? t('passphrase_wrong') : ''}
      </span>
      {problem && !isAboutTries(problem) && !busy && <ProblemNote problem={problem} />}
    </form>
  );
}

/** The popup's view of what can be done without the passphrase. */
export function Forgot({ overview, onBack }: { overview: Overview; onBack: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <>
      <main class="body">
        <div class="pad stack loose">
          <h2 ref={title} tabIndex={-1}>
            {t('forgot')}
          </h2>
          <ForgotText overview={overview} />
        </div>
      </main>
      <footer>
        <div class="buttons">
          <button type="button" class="button large" onClick={onBack}>
            {t('back')}
          </button>
          <span class="end" />
          <button type="button" class="button large" onClick={() => leaveTo(openOptions('forgot'))}>
            {t('forgot_where')}
          </button>
        </div>
      </footer>
    </>
  );
}
