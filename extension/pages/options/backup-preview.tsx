/** A backup before anything of it is taken: what each account and service would do to what is here. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { BackupAccount, BackupPreview, Restored } from '../../../src/core/backup';
import { useAction } from '../shared/action';
import { callerText } from '../shared/host';
import { Note, ProblemNote } from '../shared/note';
import { When } from '../shared/now';
import { Busy } from '../shared/state';
import { list, plural, rich, t } from '../shared/texts';
import { fullDate } from '../shared/times';
import { Tile } from '../shared/tile';
import { meetings, outcome, tickedAccounts, tickedServices, toggled } from './backup-words';
import { SettingSwitch } from './setting-switch';

interface PreviewProps {
  /** What the worker is given again. */
  readonly file: { readonly text: string; readonly key: string };
  readonly preview: BackupPreview;
  readonly onCancel: () => void;
  readonly onRestored: (restored: Restored) => void;
}

export function PreviewBackup({ file: { text, key }, preview, onCancel, onRestored }: PreviewProps) {
  const [accounts, setAccounts] = useState(() => tickedAccounts(preview));
  const [services, setServices] = useState(() => tickedServices(preview));
  const [permits, setPermits] = useState(false);
  const [sites, setSites] = useState(preview.sites > 0);
  const { busy, problem, run } = useAction();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const submit = (event: Event): void => {
    event.preventDefault();
    const choice = { accounts: [...accounts], services: [...services], permits, sites };
    run(async () => onRestored(await call('backup.restore', { text, key, ...choice })));
  };
  const shown = preview.services.filter(({ meeting }) => meeting !== 'same');
  return (
    <form class="wide stack loose backup" noValidate onSubmit={submit} aria-label={t('backup_restore')}>
      <div class="stack">
        <h3 tabIndex={-1} ref={heading}>
          {rich('backup_preview', { date: <When at={preview.createdAt}>{fullDate(preview.createdAt)}</When> })}
        </h3>
        <p>{t('backup_preview_text')}</p>
      </div>
      {preview.moved && (
        <Note look="wax">
          <p>{t('backup_preview_moved')}</p>
        </Note>
      )}
      {preview.accounts.length > 0 && (
        <fieldset class="stack">
          <legend class="label">{t('backup_preview_accounts')}</legend>
          <ul class="card rows round">
            {preview.accounts.map((account) => (
              <li key={account.id}>
                <AccountLine
                  account={account}
                  ticked={accounts.has(account.id)}
                  onTick={(on) => setAccounts(toggled(accounts, account.id, on))}
                />
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      {shown.length > 0 && (
        <fieldset class="stack">
          <legend class="label">{t('backup_preview_services')}</legend>
          <ul class="card rows round">
            {shown.map((service) => (
              <li key={service.id}>
                <ServiceLine
                  {...service}
                  ticked={services.has(service.id)}
                  onTick={(on) => setServices(toggled(services, service.id, on))}
                />
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      {preview.permits > 0 && (
        <SettingSwitch
          id="backup-permits"
          title={plural('backup_permits', preview.permits)}
          means={t('backup_permits_means', { callers: list(preview.callers.map(callerText)) })}
          heading="h3"
          look="flat"
          on={permits}
          onChange={setPermits}
        />
      )}
      {preview.sites > 0 && (
        <SettingSwitch
          id="backup-sites"
          title={plural('backup_sites', preview.sites)}
          means={t('backup_sites_means')}
          heading="h3"
          look="flat"
          on={sites}
          onChange={setSites}
        />
      )}
      {problem && <ProblemNote problem={problem} name={t('backup_the_file')} />}
      <div class="buttons">
        <button class="button primary" aria-disabled={busy}>
          {accounts.size === 0 ? t('backup_take_none') : plural('backup_take', accounts.size)}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {t('cancel')}
        </button>
        <div class="live" role="status">
          {busy && <Busy text={t('backup_writing')} />}
        </div>
      </div>
    </form>
  );
}

interface Ticked {
  readonly ticked: boolean;
  readonly onTick: (on: boolean) => void;
}

function AccountLine({ account, ticked, onTick }: Ticked & { readonly account: BackupAccount }) {
  const { label, serviceName, hue, secret, meeting, nothing, atHere } = account;
  const said = outcome(account, ticked);
  const date = atHere === undefined ? '' : fullDate(atHere);
  return (
    <label class="export-row backup-row">
      <input
        type="checkbox"
        class="tick"
        checked={ticked}
        disabled={nothing === true}
        onChange={({ currentTarget }) => onTick(currentTarget.checked)}
      />
      <Tile name={serviceName} hue={hue} size="small" />
      <span class="backup-who">
        <span>
          <bdi>{label}</bdi> <bdi class="small faint">{serviceName}</bdi>
        </span>
        {said === 'backup_nothing' && <span class="small soft">{t(said)}</span>}
        {said !== undefined && said !== 'backup_nothing' && <span class="small soft">{t(said, { date })}</span>}
      </span>
      <span class="backup-badges">
        {secret === 'sign-in' && !nothing && <span class="badge wax">{t('backup_comes_not')}</span>}
        <span class="badge">{t(meetings[meeting])}</span>
      </span>
    </label>
  );
}

type ServiceLineProps = Ticked & BackupPreview['services'][number];

function ServiceLine({ name, hue, meeting, ticked, onTick }: ServiceLineProps) {
  const isDifferent = meeting === 'different';
  return (
    <label class="export-row backup-row">
      <input type="checkbox" class="tick" checked={ticked} onChange={({ currentTarget }) => onTick(currentTarget.checked)} />
      <Tile name={name} hue={hue} size="small" />
      <span class="backup-who">
        <bdi>{name}</bdi>
        {isDifferent && <span class="small soft">{t(ticked ? 'backup_service_takes' : 'backup_service_stays')}</span>}
      </span>
      <span class={`badge ${isDifferent ? 'wax' : ''}`}>
        {t(isDifferent ? 'backup_service_different' : 'backup_service_new')}
      </span>
    </label>
  );
}
