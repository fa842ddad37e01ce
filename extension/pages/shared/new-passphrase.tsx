/** A new passphrase, typed twice, with its meter: for the lock and for a backup. */
import { fewestCharacters } from './passphrase';
import { PassphraseField } from './field';
import { StrengthMeter } from './strength-meter';
import { plural, t } from './texts';

export interface Typed {
  readonly next: string;
  readonly again: string;
}

/** What is wrong with a passphrase that was typed twice, by the field's name; nothing when it can be used. */
export function faultsOfNew({ next, again }: Typed): { next?: string; again?: string } {
  if (Array.from(next.normalize('NFKC')).length < fewestCharacters) return { next: plural('passphrase_short', fewestCharacters) };
  return next === again ? {} : { again: t('passphrase_differs') };
}

interface NewPassphraseProps {
  readonly typed: Typed;
  readonly faults: { readonly next?: string; readonly again?: string };
  readonly onInput: (typed: Typed) => void;
  readonly busy: boolean;
  /** What it is called, where it is not the lock's. */
  readonly label?: string;
  readonly hint?: string;
  /** It has the focus from the beginning. */
  readonly first?: boolean;
}

/** Fields named `next` and `again`. */
export function NewPassphrase({ typed, faults, onInput, busy, first, label = t('passphrase_new'), hint }: NewPassphraseProps) {
  return (
    <>
      <div class="pair">
        <PassphraseField
          label={label}
          hint={hint}
          name="next"
          value={typed.next}
          error={faults.next}
          first={first}
          readOnly={busy}
          onInput={(next) => onInput({ ...typed, next })}
        />
        <PassphraseField
          label={t('passphrase_again')}
          name="again"
          value={typed.again}
          error={faults.again}
          readOnly={busy}
          onInput={(again) => onInput({ ...typed, again })}
        />
      </div>
      <StrengthMeter passphrase={typed.next} />
    </>
  );
}
