/** The warning of an entry that nobody checked. */
import { Note } from '../shared/note';
import { t } from '../shared/texts';

export function UnverifiedNote() {
  return (
    <Note look="wax">
      <p>
        <b>{t('unverified_title')}</b> {t('unverified_text')}
      </p>
      <p>{t('unverified_do')}</p>
    </Note>
  );
}
