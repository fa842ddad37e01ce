/** Security, its part: backups. Saving one, restoring one, and the settings as text; what a move still waits for stands above them. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Icon } from '../shared/icons';
import { When } from '../shared/now';
import { ProblemNote } from '../shared/note';
import { rich, t } from '../shared/texts';
import { fullDate } from '../shared/times';
import { BackupMoves } from './backup-moves';
import { RestoreBackup } from './backup-restore';
import { SaveBackup } from './backup-save';
import { dayOf } from './backup-words';
import { download } from './download';

export function BackupSection({ overview }: { readonly overview: Overview }) {
  const [open, setOpen] = useState<'save' | 'restore' | undefined>(undefined);
  const [savedAs, setSavedAs] = useState<string | undefined>(undefined);
  const { busy, problem, run } = useAction();
  const toggle = (what: 'save' | 'restore') => (): void => {
    setSavedAs(undefined);
    setOpen(open === what ? undefined : what);
  };
  const exportSettings = (): void =>
    run(async () =>
      download(`countersign-settings-${dayOf(Date.now())}.json`, await call('settings.export', {}), 'application/json'),
    );
  const { backupAt } = overview;
  return (
    <section class="stack" aria-labelledby="backup">
      <h2 id="backup">{t('backup')}</h2>
      <BackupMoves overview={overview} />
      <div class="card rows">
        <div class="setting">
          <div>
            <h3>{t('backup_save')}</h3>
            <p>
              {t('backup_save_text')}{' '}
              {backupAt !== undefined && rich('backup_last', { date: <When at={backupAt}>{fullDate(backupAt)}</When> })}
            </p>
            <p class="state ok" role="status">
              {savedAs !== undefined && (
                <>
                  <Icon name="check" />
                  {rich('backup_saved', { file: <bdi class="wrap">{savedAs}</bdi> })}
                </>
              )}
            </p>
          </div>
          <button type="button" class="button" aria-expanded={open === 'save'} onClick={toggle('save')}>
            <Icon name="download" />
            {t('save')}
          </button>
          {open === 'save' && (
            <SaveBackup
              overview={overview}
              onCancel={() => setOpen(undefined)}
              onSaved={(name) => {
                setOpen(undefined);
                setSavedAs(name);
              }}
            />
          )}
        </div>
        <div class="setting">
          <div>
            <h3>{t('backup_restore')}</h3>
            <p>{t('backup_restore_text')}</p>
          </div>
          <button type="button" class="button" aria-expanded={open === 'restore'} onClick={toggle('restore')}>
            <Icon name="upload" />
            {t('backup_restore_button')}
          </button>
          {open === 'restore' && <RestoreBackup onClose={() => setOpen(undefined)} />}
        </div>
        <div class="setting">
          <div>
            <h3>{t('settings_export')}</h3>
            <p>{t('settings_export_text')}</p>
          </div>
          <button type="button" class="button" aria-disabled={busy} onClick={exportSettings}>
            <Icon name="download" />
            {t('settings_export_button')}
          </button>
          {problem && (
            <div class="wide">
              <ProblemNote problem={problem} name={t('settings_export')} />
            </div>
          )}
        </div>
      </div>
    </section>
  );
}
