/** One permit of this site, with the quick choice: Off, Read only, Read and change. Off keeps its place for Undo. */
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Origin } from '../../../src/core/words';
import type { Overview, PermitView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { CallerName, callerText, originText } from '../shared/host';
import { accountOf, serviceOf } from '../shared/lookups';
import { ProblemNote } from '../shared/note';
import { useNow } from '../shared/now';
import { coversText } from '../shared/permit-words';
import { Segments } from '../shared/segments';
import { rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';

type Choice = 'off' | 'read' | 'change';

interface BlockProps {
  readonly overview: Overview;
  readonly permit: PermitView;
  /** The site over which the popup stands. */
  readonly origin: Origin;
  readonly ended: boolean;
  readonly onEnd: (permit: PermitView) => void;
}

export function PermitBlock({ overview, permit, origin, ended, onEnd }: BlockProps) {
  const now = useNow();
  const { problem, run } = useAction();
  const current: Choice = ended ? 'off' : permit.access;
  const [picked, setPicked] = useState<Choice | undefined>(undefined);
  useEffect(() => setPicked(undefined), [current, problem]);
  const account = accountOf(overview, permit.accountId);
  const service = account && serviceOf(overview, account.serviceId)?.service;

  const change = async (to: Choice): Promise<void> => {
    if (to === 'off') return end();
    if (ended) await call('permits.restore', { ids: [permit.id] });
    if (!ended || permit.access !== to) await call('permits.change', { id: permit.id, access: to });
  };
  const end = (): Promise<void> => {
    onEnd(permit);
    return call('permits.end', { ids: [permit.id] });
  };
  const pick = (to: Choice): void => {
    setPicked(to);
    run(() => change(to));
  };
  const label = account?.label ?? permit.accountId;
  return (
    <fieldset class="permit">
      <legend class="sr">{t('permit_legend', { account: label, site: callerText(permit.caller) })}</legend>
      {callerText(permit.caller) !== originText(origin) && (
        <p class="small">
          <CallerName caller={permit.caller} />
        </p>
      )}
      <div class="who">
        {account && <Tile name={account.serviceName} hue={account.hue} size="small" />}
        <p class="grow">
          {rich('account_at', {
            account: (
              <b>
                <bdi>{label}</bdi>
              </b>
            ),
            service: (
              <span class="soft">
                <bdi>{account?.serviceName}</bdi>
              </span>
            ),
          })}
        </p>
      </div>
      <Segments<Choice>
        value={picked ?? current}
        onPick={pick}
        options={[
          { value: 'off', label: t('access_off') },
          { value: 'read', label: t('access_read'), on: true },
          { value: 'change', label: t('access_change'), on: true },
        ]}
      />
      <p class="small soft live" role="status">
        {ended && (
          <>
            {t('permit_ended')}{' '}
            <button class="link" onClick={() => run(() => call('permits.restore', { ids: [permit.id] }))}>
              {t('undo')}
            </button>
          </>
        )}
      </p>
      {/* No news: how long it still lasts changes by itself */}
      {!ended && <p class="small soft">{coversText(permit, service, now)}</p>}
      {problem && <ProblemNote problem={problem} name={label} />}
    </fieldset>
  );
}
