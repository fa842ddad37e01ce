/** This site: whether it can see Countersign, what it may do with which account, and the way to end that at once. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { callerKey } from '../../../src/core/caller';
import { isSafeTarget } from '../../../src/core/urls';
import type { Origin } from '../../../src/core/words';
import { openOptions, requestHosts } from '../../../src/platform/page';
import type { Overview, PermitView, SiteView } from '../../../src/messaging/views';
import { useAction, type Action } from '../shared/action';
import { Host, originText } from '../shared/host';
import { Icon } from '../shared/icons';
import { ProblemNote } from '../shared/note';
import { useNow } from '../shared/now';
import { plural, rich, t } from '../shared/texts';
import { CallerTile } from '../shared/tile';
import { ago } from '../shared/times';
import { PermitBlock } from './permit-block';
import type { Place } from './place';
import { leaveTo } from './leave';

export function ThisSite({ overview, place, headed }: { overview: Overview; place: Place; headed: boolean }) {
  const action = useAction();
  const unsafe = typeof place === 'object' && !isSafeTarget(new URL(place.origin));
  const site = typeof place === 'object' ? enabledSite(overview, place.origin) : undefined;
  return (
    <>
      {headed && (
        <div class="sechead">
          <h2 class="eyebrow">{t('this_site')}</h2>
        </div>
      )}
      {place === 'none' && <p class="behind small faint">{t('site_none')}</p>}
      {unsafe && <p class="behind small faint">{t('site_insecure')}</p>}
      <section class="here" aria-label={t('this_site')} hidden={place === 'none' || unsafe}>
        {place === 'unknown' && <div class="top" />}
        {typeof place === 'object' && !site && (
          <>
            <NotEnabled place={place} action={action} />
            <Framed overview={overview} origin={place.origin} />
          </>
        )}
        {typeof place === 'object' && site && <Enabled overview={overview} site={site} tabId={place.tabId} action={action} />}
        {action.problem && typeof place === 'object' && <ProblemNote problem={action.problem} name={originText(place.origin)} />}
      </section>
    </>
  );
}

/** The site, if it may ask: enabled by the user, or one of all sites and not turned off. */
function enabledSite(overview: Overview, origin: string): SiteView | undefined {
  const known = overview.sites.find((site) => site.origin === origin);
  if (known) return known.off ? undefined : known;
  return overview.everywhere ? { origin, enabledAt: Date.now(), silenced: false, off: false, callsToday: 0 } : undefined;
}

/** The browser is asked for the site's host, by this click. */
async function enable({ origin, tabId }: Exclude<Place, string>): Promise<void> {
  const granted = requestHosts([origin]);
  await call('sites.enable', { origin, tabId }); // waits for the yes even when the browser's question closes this popup
  if (await granted) await call('sites.enable', { origin, tabId });
}

function NotEnabled({ place, action }: { place: Exclude<Place, string>; action: Action }) {
  const { origin } = place;
  return (
    <>
      <div class="top start">
        <CallerTile caller={{ kind: 'site', origin }} />
        <div class="grow">
          <h2>{rich('site_blind', { site: <Host origin={origin} /> })}</h2>
          <p class="small soft">{t('site_enable_means')}</p>
        </div>
      </div>
      <div class="buttons">
        <button class="button small" aria-disabled={action.busy} onClick={() => action.run(() => enable(place))}>
          {t('site_enable')}
        </button>
      </div>
    </>
  );
}

function Enabled({ overview, site, tabId, action }: { overview: Overview; site: SiteView; tabId: number; action: Action }) {
  const now = useNow();
  const { origin } = site;
  const permits = useKept(overview, origin);
  const allSites = t('site_all_access', { site: originText(origin) });
  return (
    <>
      <div class="top">
        <CallerTile caller={{ kind: 'site', origin }} />
        <div class="grow">
          <h2>
            <Host origin={origin} />
          </h2>
          <p class="small faint">{usage(site, permits.shown.length > 0, now)}</p>
        </div>
        <button
          class="button plain only small"
          aria-label={allSites}
          title={allSites}
          onClick={() => leaveTo(openOptions(`sites/${encodeURIComponent(callerKey({ kind: 'site', origin }))}`))}
        >
          <Icon name="right" />
        </button>
      </div>
      <Blocks overview={overview} origin={origin} permits={permits} />
      {site.blocked && <p class="line small soft">{t('site_blocked')}</p>}
      {site.silenced && !site.blocked && <p class="line small soft">{t('site_silenced')}</p>}
      <div class="buttons">
        {site.blocked && (
          <button class="button small" aria-disabled={action.busy} onClick={() => action.run(() => enable({ origin, tabId }))}>
            {t('allow')}
          </button>
        )}
        {site.silenced && !site.blocked && (
          <button class="button small" onClick={() => action.run(() => call('sites.enable', { origin }))}>
            {t('site_let_ask')}
          </button>
        )}
        <button
          class="button plain small"
          title={t('site_disable_means')}
          aria-disabled={action.busy}
          onClick={() => action.run(() => call('sites.disable', { origin }))}
        >
          {t('site_disable')}
        </button>
      </div>
    </>
  );
}

/** The permits of other sites' frames in a site that may not ask itself. */
function Framed({ overview, origin }: { overview: Overview; origin: Origin }) {
  return <Blocks overview={overview} origin={origin} permits={useKept(overview, origin)} />;
}

interface BlocksProps {
  readonly overview: Overview;
  readonly origin: Origin;
  readonly permits: ReturnType<typeof useKept>;
}

function Blocks({ overview, origin, permits }: BlocksProps) {
  return (
    <>
      {permits.shown.map((permit) => (
        <PermitBlock
          key={permit.id}
          overview={overview}
          permit={permit}
          origin={origin}
          ended={permits.isEnded(permit)}
          onEnd={permits.keep}
        />
      ))}
    </>
  );
}

function usage(site: SiteView, hasPermits: boolean, now: number): string {
  if (site.callsToday > 0 && site.lastUsed !== undefined)
    return plural('site_calls', site.callsToday, { ago: ago(site.lastUsed, now) });
  if (!hasPermits) return t('site_no_access');
  return site.lastUsed === undefined ? t('site_never_used') : t('site_last_used', { ago: ago(site.lastUsed, now) });
}

/** The permits of the site, of its frames in other sites and of other sites' frames in it; those that were turned off here keep their place for this visit's Undo. */
function useKept(overview: Overview, origin: string) {
  const [kept, setKept] = useState<readonly PermitView[]>([]);
  const live = overview.permits.filter(
    ({ caller }) => caller.kind === 'site' && (caller.origin === origin || caller.within === origin),
  );
  const isEnded = (permit: PermitView): boolean => !live.some(({ id }) => id === permit.id);
  const shown = [...live, ...kept.filter(isEnded)].toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const keep = (permit: PermitView): void => setKept((before) => [...before.filter(({ id }) => id !== permit.id), permit]);
  return { shown, isEnded, keep };
}
