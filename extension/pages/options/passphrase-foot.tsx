/** The foot of a form that proves the passphrase: what went wrong, the act, the way back, and what takes its time. */
import { ProblemNote } from '../shared/note';
import { t } from '../shared/texts';
import type { usePassphraseForm } from './use-passphrase-form';

interface FootProps {
  readonly form: ReturnType<typeof usePassphraseForm>;
  readonly label: string;
  /** What it is at. */
  readonly busy: string;
  readonly danger?: boolean;
  readonly onClose: () => void;
}

export function PassphraseFoot({ form, label, busy, danger, onClose }: FootProps) {
  return (
    <>
      {form.problem && <ProblemNote problem={form.problem} />}
      <div class="buttons">
        <button class={`button primary ${danger ? 'danger' : ''}`} aria-disabled={form.busy}>
          {label}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <span class="state" role="status">
          {form.busy && (
            <>
              <span class="spin" aria-hidden="true" />
              {busy}
            </>
          )}
        </span>
      </div>
    </>
  );
}
