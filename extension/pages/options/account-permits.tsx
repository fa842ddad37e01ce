/** Who may use an account, and the way to end it at once. */
import { call } from '../../../src/admin/calls';
import { callerKey } from '../../../src/core/caller';
import type { PermitView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { CallerName, CallerShort, callerText } from '../shared/host';
import { serviceOf } from '../shared/lookups';
import { ProblemNote } from '../shared/note';
import { useNow } from '../shared/now';
import { hostsText, permitText } from '../shared/permit-words';
import { rich, t } from '../shared/texts';
import { CallerTile } from '../shared/tile';
import type { Toasts } from '../shared/toast';
import type { PanelProps } from './panel-props';
import { writeView } from './view';

export function AccountPermits({ overview, account, toasts }: PanelProps & { toasts: Toasts }) {
  const { problem, run } = useAction();
  const now = useNow();
  const service = serviceOf(overview, account.serviceId)?.service;
  const permits = overview.permits.filter(({ accountId }) => accountId === account.id);
  const end = (permit: PermitView): void =>
    run(async () => {
      const ids = [permit.id];
      await call('permits.end', { ids });
      toasts.show(rich('access_ended', { site: <CallerShort caller={permit.caller} /> }), () =>
        run(() => call('permits.restore', { ids })),
      );
    });
  return (
    <section>
      <div class="sechead">
        <h3>{t('who_may_use')}</h3>
        <a class="small" href={writeView({ page: 'sites' })}>
          {t('all_sites')}
        </a>
      </div>
      {problem && <ProblemNote problem={problem} name={account.label} />}
      {permits.length === 0 && <p class="small faint">{t('nobody_may_use')}</p>}
      <ul class="rows bleed" hidden={permits.length === 0}>
        {permits.map((permit) => (
          <li class="row" key={permit.id}>
            <CallerTile caller={permit.caller} size="small" />
            <span>
              <span class="title">
                <a class="quiet" href={writeView({ page: 'sites', id: callerKey(permit.caller) })}>
                  <CallerName caller={permit.caller} />
                </a>{' '}
                {permit.caller.kind === 'extension' && <span class="badge">{t('extension')}</span>}
              </span>
              <span class="second">{permitText(permit, service, now)}</span>
              {permit.hosts && <span class="second">{hostsText(permit.hosts)}</span>}
            </span>
            <button
              class="button small"
              aria-label={t('end_this', { account: account.label, site: callerText(permit.caller) })}
              onClick={() => end(permit)}
            >
              {t('end_access')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
