/** What can still be done without the passphrase: the ways out, and the wiping of a vault that nobody can open. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Dialog } from '../shared/dialog';
import { ForgotText } from '../shared/forgot-text';
import { ProblemNote } from '../shared/note';
import { t } from '../shared/texts';

/** @param open it is what the user has come for */
export function Forgotten({ overview, open }: { overview: Overview; open: boolean }) {
  const [asks, setAsks] = useState(false);
  const { busy, problem, run } = useAction();
  return (
    <details class="more forgotten" open={open}>
      <summary>{t('forgot')}</summary>
      <div class="card pad stack loose">
        <ForgotText overview={overview} />
        {problem && <ProblemNote problem={problem} />}
        <div class="buttons">
          <button type="button" class="button danger" aria-disabled={busy} onClick={() => setAsks(true)}>
            {t('wipe')}
          </button>
        </div>
      </div>
      {asks && (
        <Dialog
          title={t('wipe_title')}
          keep={t('wipe_keep')}
          destroy={t('wipe')}
          busy={busy}
          onKeep={() => setAsks(false)}
          onDestroy={() => {
            setAsks(false);
            run(() => call('forget.everything', {}));
          }}
        >
          <p class="soft">{t('wipe_text')}</p>
          <p class="soft">{t('forgot_unrevoked')}</p>
        </Dialog>
      )}
    </details>
  );
}
