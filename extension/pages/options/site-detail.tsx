/** What one site or extension can do, on one screen: every account that it may use, and the ends of it. */
import { useEffect, useRef } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { callerKey } from '../../../src/core/caller';
import { requestHosts } from '../../../src/platform/page';
import type { Overview, PermitView } from '../../../src/messaging/views';
import type { Action } from '../shared/action';
import { CallerName, type OutsideCaller } from '../shared/host';
import { Icon } from '../shared/icons';
import { managerName } from '../shared/managers';
import { useNow } from '../shared/now';
import { rich, t } from '../shared/texts';
import { CallerTile } from '../shared/tile';
import { ago } from '../shared/times';
import { relatedCallers } from './matrix-rows';
import { PermitDetail } from './permit-detail';
import { writeView } from './view';

interface DetailProps {
  readonly overview: Overview;
  readonly caller: OutsideCaller;
  readonly action: Action;
  readonly onEnd: (permits: readonly PermitView[]) => void;
}

export function SiteDetail({ overview, caller, action, onEnd }: DetailProps) {
  const permits = overview.permits.filter((permit) => callerKey(permit.caller) === callerKey(caller));
  const related = relatedCallers(overview, caller);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <article class="card panel" aria-labelledby="site">
      <section>
        <a class="button small plain way-back" href={writeView({ page: 'sites' })}>
          <Icon name="left" />
          {t('all_sites')}
        </a>
        <div class="account-head">
          <CallerTile caller={caller} size="large" />
          <div class="grow">
            <h2 id="site" ref={heading} tabIndex={-1}>
              <CallerName caller={caller} />
            </h2>
            <Standing overview={overview} caller={caller} />
          </div>
          <div class="buttons end">
            <SiteButtons overview={overview} caller={caller} action={action} />
            {permits.length > 1 && (
              <button class="button danger" aria-disabled={action.busy} onClick={() => onEnd(permits)}>
                {t('end_all_access')}
              </button>
            )}
          </div>
        </div>
      </section>
      {permits.map((permit) => (
        <PermitDetail key={permit.id} overview={overview} permit={permit} action={action} onEnd={onEnd} />
      ))}
      {permits.length === 0 && (
        <section>
          <p class="soft">{t('detail_nothing')}</p>
        </section>
      )}
      {related.length > 0 && (
        <section>
          <div class="sechead">
            <h3>{t('detail_related')}</h3>
          </div>
          <ul>
            {related.map((other) => (
              <li key={callerKey(other)}>
                <a href={writeView({ page: 'sites', id: callerKey(other) })}>
                  <CallerName caller={other} />
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

/** Whether it may ask, and since when; of an extension, what a permit for it means. */
function Standing({ overview, caller }: { overview: Overview; caller: OutsideCaller }) {
  const now = useNow();
  if (caller.kind === 'extension') {
    const manager = managerName(caller.id);
    return (
      <>
        <p class="soft">{manager ? t('consent_manager', { manager }) : t('consent_extension')}</p>
        {manager && <code class="faint">{caller.id}</code>}
      </>
    );
  }
  const site = overview.sites.find(({ origin }) => origin === caller.origin);
  if (!site) return <p class="soft">{overview.everywhere ? t('standing_everywhere') : t('standing_blind')}</p>;
  if (site.off) return <p class="soft">{t('standing_off')}</p>;
  if (site.blocked) return <p class="soft">{t('site_blocked')}</p>;
  if (site.silenced) return <p class="soft">{t('site_silenced')}</p>;
  return <p class="soft">{rich('enabled_since', { ago: ago(site.enabledAt, now) })}</p>;
}

/** Letting the site ask again, turning it off, or on again. Turning off ends the access of its frames in other sites too. */
function SiteButtons({ overview, caller, action }: Omit<DetailProps, 'onEnd'>) {
  if (caller.kind !== 'site') return null;
  const { origin } = caller;
  const site = overview.sites.find((other) => other.origin === origin);
  if (!site && !overview.everywhere) return null;
  if (site?.off) {
    return (
      <button class="button" aria-disabled={action.busy} onClick={() => action.run(() => turnOn(origin))}>
        {t('turn_on')}
      </button>
    );
  }
  return (
    <>
      {site?.blocked && (
        <button class="button" aria-disabled={action.busy} onClick={() => action.run(() => turnOn(origin))}>
          {t('allow')}
        </button>
      )}
      {site?.silenced && !site.blocked && (
        <button class="button" aria-disabled={action.busy} onClick={() => action.run(() => call('sites.enable', { origin }))}>
          {t('site_let_ask')}
        </button>
      )}
      <button
        class="button"
        title={t('site_disable_means')}
        aria-disabled={action.busy}
        onClick={() => action.run(() => call('sites.disable', { origin }))}
      >
        {t('turn_off')}
      </button>
    </>
  );
}

/** Lets a site ask again that was turned off. The browser may ask for its host first, by this click. */
export async function turnOn(origin: string): Promise<void> {
  if (await requestHosts([origin])) await call('sites.enable', { origin });
}
