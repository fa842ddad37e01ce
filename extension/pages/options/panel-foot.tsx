/** The foot of a service's panel: taking changes back, how many fields are wrong, that it is saved, and Save. */
import type { ComponentChildren } from 'preact';
import { Icon } from '../shared/icons';
import { plural, t } from '../shared/texts';

interface FootProps {
  readonly isChanged: boolean;
  /** How many fields are to be corrected. */
  readonly wrong: number;
  readonly saved: boolean;
  readonly busy: boolean;
  /** Whether there is anything to save. */
  readonly saves: boolean;
  readonly onReset: () => void;
  readonly children: ComponentChildren;
}

export function PanelFoot({ isChanged, wrong, saved, busy, saves, onReset, children }: FootProps) {
  return (
    <section class="buttons">
      {isChanged && (
        <button type="button" class="button plain" onClick={onReset}>
          {t('undo_changes')}
        </button>
      )}
      {children}
      <span class="end" />
      {wrong > 0 && (
        <span class="error">
          <Icon name="alert" />
          <span>{plural('fields_to_correct', wrong)}</span>
        </span>
      )}
      <span class="state ok" role="status">
        {saved && !isChanged && (
          <>
            <Icon name="check" />
            {t('saved')}
          </>
        )}
      </span>
      {/* Pressing it does not leave the field: an error that appeared then would move the button away from under the pointer. */}
      {saves && (
        <button class="button primary" aria-disabled={busy} onMouseDown={(event) => event.preventDefault()}>
          {t('save')}
        </button>
      )}
    </section>
  );
}
