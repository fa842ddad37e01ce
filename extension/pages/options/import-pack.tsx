/** Importing a pack: a file that is chosen or dropped, or text that is pasted; read by the worker before anything is taken. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Pack } from '../../../src/core/pack';
import { useAction } from '../shared/action';
import { AreaField } from '../shared/field';
import { Icon } from '../shared/icons';
import { ProblemNote } from '../shared/note';
import { Busy } from '../shared/state';
import { rich, t } from '../shared/texts';
import { FileDrop } from './file-drop';
import { PackPreview } from './pack-preview';
import { BackToServices } from './service-head';

/** What was read: the worker is given the same text again when services are taken. */
interface Read {
  readonly text: string;
  readonly pack: Pack;
}

/** As much as the worker takes, in characters. */
const longest = 2_000_000;

export function ImportPack() {
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const [tooLong, setTooLong] = useState(false);
  const [read, setRead] = useState<Read | undefined>(undefined);
  const { busy, problem, run } = useAction();
  const take = (whole: string): void => {
    setTooLong(whole.length > longest);
    if (whole.length > longest) return;
    run(async () => setRead({ text: whole, pack: await call('packs.read', { text: whole }) }));
  };
  const open = (file: File | undefined): void => {
    setMissing(false);
    if (file && file.size > longest * 4) setTooLong(true);
    else if (file) void file.text().then(take);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    setMissing(text.trim() === '');
    if (text.trim()) take(text);
    else (event.currentTarget as HTMLFormElement).querySelector('textarea')?.focus();
  };
  if (read) return <PackPreview {...read} onCancel={() => setRead(undefined)} />;
  return (
    <form class="card panel" noValidate onSubmit={submit} aria-label={t('import_pack')}>
      <section class="stack loose">
        <BackToServices />
        <div class="stack">
          <h2>{t('import_pack')}</h2>
          <p class="soft">{t('import_text')}</p>
        </div>
        <FileDrop text={t('import_drop')} onFile={open} />
        <AreaField
          name="pack"
          label={t('import_paste')}
          value={text}
          onInput={setText}
          rows={6}
          placeholder={'{"countersign": "services", "version": 1, …'}
          error={missing ? t('import_missing') : undefined}
        />
        <div class="live" role="status">
          {busy && <Busy text={t('import_reading')} />}
        </div>
        {tooLong && (
          <p class="error" role="alert">
            <Icon name="alert" />
            <span>{t('import_too_long')}</span>
          </p>
        )}
        {problem && (
          <div class="stack">
            <ProblemNote problem={problem} name={t('import_the_pack')} />
            {problem.about !== undefined && (
              <p class="small">{rich('import_place', { place: <code class="wrap">{problem.about}</code> })}</p>
            )}
          </div>
        )}
      </section>
      <section class="buttons">
        <span class="end" />
        <button class="button primary" aria-disabled={busy}>
          {t('import_look')}
        </button>
      </section>
    </form>
  );
}
