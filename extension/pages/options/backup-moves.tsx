/** Moves whose file was made and whose accounts still stand here: they are forgotten once the user says that the file is saved. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Moved } from '../../../src/core/backup';
import type { ActionView } from '../../../src/core/action';
import type { Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Icon } from '../shared/icons';
import { useNow, When } from '../shared/now';
import { Note, ProblemNote } from '../shared/note';
import { names, plural, rich, t } from '../shared/texts';
import { moment } from '../shared/times';

export function BackupMoves({ overview }: { readonly overview: Overview }) {
  const [moved, setMoved] = useState<Moved | undefined>(undefined);
  const open = overview.actions.filter(({ kind, state }) => kind === 'move' && state === 'running');
  return (
    <div class="live stack" role="status" aria-atomic="false">
      {open.map((move) => (
        <OpenMove key={move.id} move={move} onMoved={setMoved} />
      ))}
      {moved && <MovedNote moved={moved} onClose={() => setMoved(undefined)} />}
    </div>
  );
}

function OpenMove({ move, onMoved }: { move: ActionView; onMoved: (moved: Moved) => void }) {
  const { busy, problem, run } = useAction();
  const now = useNow();
  const { id: moveId, startedAt } = move;
  return (
    <div class="stack">
      <Note look="wax">
        <p>
          <b>{plural('backup_moving', move.total)}</b>{' '}
          {rich('backup_moving_text', { when: <When at={startedAt}>{moment(startedAt, now)}</When> })}
        </p>
        <div class="buttons">
          <button
            type="button"
            class="button small wax"
            aria-disabled={busy}
            onClick={() => run(async () => onMoved(await call('backup.forget', { moveId })))}
          >
            {t('backup_forget')}
          </button>
          <button
            type="button"
            class="button small"
            aria-disabled={busy}
            onClick={() => run(() => call('backup.keep', { moveId }))}
          >
            {t('backup_keep')}
          </button>
        </div>
      </Note>
      {problem && <ProblemNote problem={problem} name={t('backup_the_file')} />}
    </div>
  );
}

function MovedNote({ moved: { forgotten, kept }, onClose }: { moved: Moved; onClose: () => void }) {
  return (
    <div class="closable">
      <Note {...(kept.length > 0 ? { look: 'wax' as const } : {})}>
        <p>
          <b>{plural('backup_moved', forgotten)}</b>
        </p>
        {kept.length > 0 && <p>{rich('backup_kept', { accounts: names(kept) })}</p>}
      </Note>
      <button class="button plain only small" aria-label={t('hide_note')} title={t('hide_note')} onClick={onClose}>
        <Icon name="x" />
      </button>
    </div>
  );
}
