/** Saving a backup: what goes into it, whether its accounts move, and a passphrase of its own. The passphrase does not leave the page. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { AccountView, Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Icon } from '../shared/icons';
import { ProblemNote } from '../shared/note';
import { faultsOfNew, NewPassphrase } from '../shared/new-passphrase';
import { deriveKey, freshKdf } from '../shared/passphrase';
import { Segments } from '../shared/segments';
import { Busy } from '../shared/state';
import { t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { dayOf, inFile, toggled } from './backup-words';
import { download } from './download';
import { SettingSwitch } from './setting-switch';

interface SaveProps {
  readonly overview: Overview;
  readonly onCancel: () => void;
  /** @param name the file's */
  readonly onSaved: (name: string) => void;
}

export function SaveBackup({ overview, onCancel, onSaved }: SaveProps) {
  const { accounts } = overview;
  const [what, setWhat] = useState<'everything' | 'chosen'>('everything');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [move, setMove] = useState(false);
  const [typed, setTyped] = useState({ next: '', again: '' });
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useAction();
  const ids = accounts.map(({ id }) => id).filter((id) => chosen.has(id));
  const isEmpty = what === 'chosen' && ids.length === 0;
  const faults = faultsOfNew(typed);

  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    const form = event.currentTarget as HTMLFormElement;
    const [fault] = Object.keys(faults);
    const wrong = isEmpty ? '.export-list input' : fault && `[name=${fault}]`;
    if (wrong !== undefined) return form.querySelector<HTMLElement>(wrong)?.focus();
    run(async () => {
      const kdf = freshKdf();
      const key = await deriveKey(typed.next, kdf);
      const wish = { kdf, key, ...(what === 'chosen' && { ids }), ...(move && { move }) };
      const { text, createdAt, moveId } = await call('backup.make', wish);
      const name = `countersign-backup-${dayOf(createdAt)}.json`;
      download(name, text, 'application/json');
      if (moveId !== undefined) await call('backup.handed', { moveId });
      onSaved(name);
    });
  };
  return (
    <form class="wide stack loose backup" noValidate onSubmit={submit} aria-label={t('backup_save')}>
      {accounts.length > 0 && (
        <fieldset class="stack">
          <legend class="label">{t('backup_what')}</legend>
          <Segments
            value={what}
            options={[
              { value: 'everything', label: t('backup_everything') },
              { value: 'chosen', label: t('backup_chosen') },
            ]}
            onPick={setWhat}
          />
          <ul class="card rows round export-list" aria-label={t('backup_accounts')}>
            {accounts.map((account) => (
              <li key={account.id}>
                <AccountLine
                  account={account}
                  move={move}
                  {...(what === 'chosen' && {
                    ticked: chosen.has(account.id),
                    onTick: (on: boolean) => setChosen(toggled(chosen, account.id, on)),
                  })}
                />
              </li>
            ))}
          </ul>
          {tried && isEmpty && (
            <p class="error" role="alert">
              <Icon name="alert" />
              <span>{t('backup_none_chosen')}</span>
            </p>
          )}
          <SettingSwitch
            id="backup-move"
            title={t('backup_move')}
            means={t('backup_move_means')}
            heading="h3"
            look="flat"
            on={move}
            onChange={setMove}
          />
        </fieldset>
      )}
      <NewPassphrase
        label={t('backup_passphrase')}
        hint={t('backup_passphrase_hint')}
        typed={typed}
        faults={tried ? faults : {}}
        onInput={setTyped}
        busy={busy}
      />
      {problem && <ProblemNote problem={problem} name={t('backup_the_file')} />}
      <div class="buttons">
        <button class="button primary" aria-disabled={busy}>
          {t('backup_save_it')}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {t('cancel')}
        </button>
        <div class="live" role="status">
          {busy && <Busy text={t('backup_making')} />}
        </div>
      </div>
    </form>
  );
}

interface LineProps {
  readonly account: AccountView;
  readonly move: boolean;
  /** With a tick, where accounts are chosen. */
  readonly ticked?: boolean;
  readonly onTick?: (on: boolean) => void;
}

function AccountLine({ account, move, ticked, onTick }: LineProps) {
  const { state, why } = inFile(account, move);
  const inner = (
    <>
      <Tile name={account.serviceName} hue={account.hue} size="small" />
      <span class="backup-who">
        <span>
          <bdi>{account.label}</bdi> <bdi class="small faint">{account.serviceName}</bdi>
        </span>
        {why && <span class="small soft">{t(why)}</span>}
      </span>
      <span class={`badge ${why ? 'wax' : ''}`}>{t(state)}</span>
    </>
  );
  if (!onTick) return <div class="export-row backup-row">{inner}</div>;
  return (
    <label class="export-row backup-row">
      <input
        type="checkbox"
        class="tick"
        checked={ticked === true}
        onChange={({ currentTarget }) => onTick(currentTarget.checked)}
      />
      {inner}
    </label>
  );
}
