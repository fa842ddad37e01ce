/** Restoring a backup: the file, its passphrase, what would change, and what came of it. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { BackupPreview, Restored } from '../../../src/core/backup';
import { backupInvalid, longestBackup, readBackupFile, type BackupFile } from '../../../src/core/backup-head';
import { useAction } from '../shared/action';
import { SecretField } from '../shared/field';
import { ProblemNote } from '../shared/note';
import { When } from '../shared/now';
import { deriveKey } from '../shared/passphrase';
import { Busy } from '../shared/state';
import { rich, t } from '../shared/texts';
import { fullDate } from '../shared/times';
import { PreviewBackup } from './backup-preview';
import { RestoredNote } from './backup-restored';
import { FileDrop } from './file-drop';

interface Chosen {
  readonly name: string;
  readonly text: string;
  readonly head: BackupFile;
}

/** What was opened; the worker is given the same again when something is taken. */
interface Opened {
  readonly text: string;
  readonly key: string;
  readonly preview: BackupPreview;
}

export function RestoreBackup({ onClose }: { readonly onClose: () => void }) {
  const [file, setFile] = useState<Chosen | undefined>(undefined);
  const [passphrase, setPassphrase] = useState('');
  const [missing, setMissing] = useState(false);
  const [opened, setOpened] = useState<Opened | undefined>(undefined);
  const [restored, setRestored] = useState<Restored | undefined>(undefined);
  const { busy, problem, run } = useAction();

  const choose = (next: File | undefined): void => {
    if (!next) return;
    setFile(undefined);
    run(async () => {
      if (next.size > longestBackup) throw backupInvalid('larger than 32 MB');
      const text = await next.text();
      setFile({ name: next.name, text, head: readBackupFile(text) });
    });
  };
  const open = (event: Event): void => {
    event.preventDefault();
    setMissing(passphrase === '');
    if (passphrase === '') return (event.currentTarget as HTMLFormElement).querySelector('input')?.focus();
    if (!file) return;
    run(async () => {
      const { text, head } = file;
      const key = await deriveKey(passphrase, head.kdf);
      setOpened({ text, key, preview: await call('backup.read', { text, key }) });
      setPassphrase('');
    });
  };

  if (restored) return <RestoredNote restored={restored} onClose={onClose} />;
  if (opened) return <PreviewBackup file={opened} preview={opened.preview} onCancel={onClose} onRestored={setRestored} />;
  return (
    <form class="wide stack loose backup" noValidate onSubmit={open} aria-label={t('backup_restore')}>
      {!file && <FileDrop text={t('backup_drop')} onFile={choose} />}
      {file && (
        <>
          <p class="backup-file">
            <span class="wrap">
              {rich('backup_file', {
                date: <When at={file.head.createdAt}>{fullDate(file.head.createdAt)}</When>,
                file: <bdi>{file.name}</bdi>,
              })}
            </span>
            <button type="button" class="button small plain" onClick={() => setFile(undefined)}>
              {t('backup_another_file')}
            </button>
          </p>
          <SecretField
            name="backupPassphrase"
            label={t('backup_passphrase')}
            value={passphrase}
            onInput={setPassphrase}
            error={missing && passphrase === '' ? t('backup_passphrase_missing') : undefined}
          />
        </>
      )}
      {problem && <ProblemNote problem={problem} name={t('backup_the_file')} />}
      <div class="buttons">
        {file && (
          <button class="button primary" aria-disabled={busy}>
            {t('import_look')}
          </button>
        )}
        <button type="button" class="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <div class="live" role="status">
          {busy && <Busy text={t('backup_opening')} />}
        </div>
      </div>
    </form>
  );
}
