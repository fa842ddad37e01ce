/** The matrix: callers against accounts. Filled cells can change things, outlined ones only read. */
import { callerKey } from '../../../src/core/caller';
import type { AccountView, Overview, PermitView } from '../../../src/messaging/views';
import { CallerName, callerText } from '../shared/host';
import { Icon } from '../shared/icons';
import { serviceOf } from '../shared/lookups';
import { namedMethods, verbsText } from '../shared/methods';
import { When } from '../shared/now';
import { endsShort, permitText } from '../shared/permit-words';
import { capitalised, t } from '../shared/texts';
import { CallerTile, Tile } from '../shared/tile';
import { ago, exact } from '../shared/times';
import type { CallerRow } from './matrix-rows';
import { writeView } from './view';

interface MatrixProps {
  readonly overview: Overview;
  readonly rows: readonly CallerRow[];
  readonly now: number;
  readonly onEnd: (permits: readonly PermitView[]) => void;
}

export function Matrix({ overview, rows, now, onEnd }: MatrixProps) {
  const used = new Set(rows.flatMap(({ permits }) => permits.map(({ accountId }) => accountId)));
  const accounts = overview.accounts.filter(({ id }) => used.has(id));
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('sites')}>
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">{t('site_or_extension')}</th>
            {accounts.map((account) => (
              <th scope="col" key={account.id}>
                <AccountHeading account={account} />
              </th>
            ))}
            <th scope="col">
              <span class="sr">{t('end_all')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={callerKey(row.caller)}>
              <th scope="row">
                <a class="acc quiet" href={writeView({ page: 'sites', id: callerKey(row.caller) })}>
                  <CallerTile caller={row.caller} size="small" />
                  <span>
                    <b>
                      <CallerName caller={row.caller} />
                    </b>
                    <br />
                    <span class="small faint">
                      {row.lastUsed === undefined ? (
                        t('never_used')
                      ) : (
                        <When at={row.lastUsed}>{t('used', { ago: ago(row.lastUsed, now) })}</When>
                      )}
                    </span>
                  </span>
                  <Icon name="right" />
                </a>
              </th>
              {accounts.map((account) => (
                <td key={account.id} data-account={t('account_at', { account: account.label, service: account.serviceName })}>
                  <Cells overview={overview} account={account} row={row} now={now} onEnd={onEnd} />
                </td>
              ))}
              <td class="num">
                <button
                  class="button small"
                  aria-label={t('end_all_of', { site: callerText(row.caller) })}
                  onClick={() => onEnd(row.permits)}
                >
                  {t('end_all')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AccountHeading({ account }: { account: AccountView }) {
  return (
    <span class="acc">
      <Tile name={account.serviceName} hue={account.hue} size="small" />
      <span>
        <b>
          <bdi>{account.label}</bdi>
        </b>
        <br />
        <bdi>{account.serviceName}</bdi>
      </span>
    </span>
  );
}

function Cells({ overview, account, row, now, onEnd }: Omit<MatrixProps, 'rows'> & { account: AccountView; row: CallerRow }) {
  const permits = row.permits.filter(({ accountId }) => accountId === account.id);
  if (permits.length === 0) {
    return (
      <span class="none">
        <span aria-hidden="true">–</span>
        <span class="sr">{t('no_access')}</span>
      </span>
    );
  }
  const service = serviceOf(overview, account.serviceId)?.service;
  const end = t('end_this', { account: account.label, site: callerText(row.caller) });
  return (
    <>
      {permits.map((permit) => (
        <div key={permit.id} class={`permitcell ${permit.access}`} title={permitText(permit, service, now)}>
          <span>
            <b>{cellText(permit)}</b>
            <small title={permit.until === undefined ? undefined : exact(permit.until)}>{endsShort(permit, now)}</small>
          </span>
          <button class="button plain only small" aria-label={end} title={t('end_access')} onClick={() => onEnd([permit])}>
            <Icon name="x" />
          </button>
        </div>
      ))}
    </>
  );
}

function cellText(permit: PermitView): string {
  const methods = namedMethods(permit);
  if (methods) return capitalised(verbsText(methods));
  return permit.access === 'change' ? t('cell_change') : t('cell_read');
}
