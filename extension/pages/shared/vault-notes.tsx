/** What pages say about the vault as a whole: it can only be read, or the browser has deleted it. */
import { call } from '../../../src/admin/calls';
import { CountersignError } from '../../../src/core/errors';
import type { Overview } from '../../../src/messaging/views';
import { useAction } from './action';
import { Note, ProblemNote } from './note';
import { plural, problemTexts, t } from './texts';

export function VaultNotes({ overview: { readOnly, lost } }: { overview: Overview }) {
  return (
    <>
      {readOnly && <ProblemNote problem={new CountersignError('vault_newer').problem} look="wax" />}
      {lost && <LostNote lost={lost} />}
    </>
  );
}

function LostNote({ lost }: { lost: NonNullable<Overview['lost']> }) {
  const { busy, run } = useAction();
  const { title, rest, todo } = problemTexts(new CountersignError('storage_lost').problem);
  return (
    <div role="alert">
      <Note look="bad">
        <p>
          <b>{t('sentence', { text: title })}</b> {rest}
        </p>
        <p>
          {plural('vault_lost', lost.accounts)} {todo}
        </p>
        <p>
          <button class="button small" aria-disabled={busy} onClick={() => run(() => call('vault.lostSeen', {}))}>
            {t('close')}
          </button>
        </p>
      </Note>
    </div>
  );
}
