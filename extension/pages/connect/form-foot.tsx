/** The foot of a form before a sign-in: back to where it was asked from, or on. */
import { t } from '../shared/texts';
import { go } from './route';

interface FootProps {
  readonly askId: string | undefined;
  /** The form's id. */
  readonly form: string;
  /** What going on does. */
  readonly label: string;
  readonly busy: boolean;
}

export function FormFoot({ askId, form, label, busy }: FootProps) {
  return (
    <div class="buttons">
      <button class="button large" onClick={() => go(askId ? { ask: askId } : {})}>
        {t('cancel')}
      </button>
      <span class="end" />
      <button type="submit" form={form} class="button large primary" aria-disabled={busy}>
        {label}
      </button>
    </div>
  );
}
