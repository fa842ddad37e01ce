/** What came of a restore: what is here now, which accounts need a sign-in, and which sites the browser has to allow first. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Restored } from '../../../src/core/backup';
import { openConnect, requestHosts } from '../../../src/platform/page';
import { useAction } from '../shared/action';
import { originText } from '../shared/host';
import { Icon } from '../shared/icons';
import { ProblemNote } from '../shared/note';
import { plural, t } from '../shared/texts';
import { Tile } from '../shared/tile';

export function RestoredNote({ restored, onClose }: { readonly restored: Restored; readonly onClose: () => void }) {
  const { accounts, needSignIn, closedSites } = restored;
  const [allowed, setAllowed] = useState<ReadonlySet<string>>(new Set());
  const { problem, run } = useAction();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const allow = (origin: string): void =>
    run(async () => {
      if (!(await requestHosts([origin]))) return;
      await call('sites.enable', { origin });
      setAllowed(new Set([...allowed, origin]));
    });
  return (
    <div class="wide stack loose backup">
      <h3 class="state ok" tabIndex={-1} ref={heading}>
        <Icon name="check" />
        {plural('backup_restored', accounts)}
      </h3>
      {needSignIn.length > 0 && (
        <div class="stack">
          <p class="label">{t('backup_need_sign_in')}</p>
          <ul class="card rows round">
            {needSignIn.map(({ id, label, serviceName, hue }) => (
              <li key={id} class="export-row backup-row still">
                <Tile name={serviceName} hue={hue} size="small" />
                <span class="backup-who">
                  <span>
                    <bdi>{label}</bdi> <bdi class="small faint">{serviceName}</bdi>
                  </span>
                </span>
                <button type="button" class="button small wax" onClick={() => void openConnect({ account: id })}>
                  {t('sign_in')}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {closedSites.length > 0 && (
        <div class="stack">
          <p class="label">{t('backup_closed_sites')}</p>
          <ul class="card rows round">
            {closedSites.map((origin) => (
              <li key={origin} class="export-row backup-row plain">
                <bdi class="backup-who wrap">{originText(origin)}</bdi>
                {allowed.has(origin) ? (
                  <span class="state ok">
                    <Icon name="check" />
                    {t('backup_allowed')}
                  </span>
                ) : (
                  <button type="button" class="button small" onClick={() => allow(origin)}>
                    {t('allow')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      {problem && <ProblemNote problem={problem} name={t('backup_the_file')} />}
      <div class="buttons">
        <button type="button" class="button" onClick={onClose}>
          {t('close')}
        </button>
      </div>
    </div>
  );
}
