/** The sites that can see Countersign, each with the way to turn it off there; those that asked too often; those turned off. */
import { call } from '../../../src/admin/calls';
import { callerKey } from '../../../src/core/caller';
import type { Overview, SiteView } from '../../../src/messaging/views';
import type { Action } from '../shared/action';
import { Host, originText } from '../shared/host';
import { plural, t } from '../shared/texts';
import { CallerTile } from '../shared/tile';
import { ago } from '../shared/times';
import { EverySite } from './every-site';
import { turnOn } from './site-detail';
import { writeView } from './view';

interface ListProps {
  readonly overview: Overview;
  readonly now: number;
  readonly action: Action;
}

export function EnabledSites({ overview, now, action }: ListProps) {
  return (
    <section class="stack" aria-labelledby="enabled">
      <h2 id="enabled">{t('enabled_title')}</h2>
      <p class="small soft">{overview.everywhere ? t('enabled_text_everywhere') : t('enabled_text')}</p>
      <div class="card rows">
        <EverySite overview={overview} action={action} />
        {overview.sites.length === 0 && !overview.everywhere && (
          <div class="empty">
            <h3>{t('no_sites')}</h3>
            <p class="small">{t('no_sites_text')}</p>
          </div>
        )}
        <ul class="rows" hidden={overview.sites.length === 0}>
          {overview.sites.map((site) => (
            <li class="row" key={site.origin}>
              <CallerTile caller={{ kind: 'site', origin: site.origin }} size="small" />
              <span>
                <span class="title">
                  <a class="quiet" href={writeView({ page: 'sites', id: callerKey({ kind: 'site', origin: site.origin }) })}>
                    <Host origin={site.origin} />
                  </a>
                  {site.off && <span class="badge">{t('access_off')}</span>}
                  {site.blocked && !site.off && <span class="badge wax">{t('site_blocked_badge')}</span>}
                  {site.silenced && <span class="badge wax">{t('silenced')}</span>}
                </span>
                <span class="second">{standing(overview, site, now)}</span>
              </span>
              <Buttons site={site} action={action} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function standing(overview: Overview, site: SiteView, now: number): string {
  if (site.off) return t('standing_off');
  if (site.blocked) return t('site_blocked');
  const permits = overview.permits.filter(({ caller }) => caller.kind === 'site' && caller.origin === site.origin).length;
  const has = permits > 0 ? plural('permits_here', permits) : t('permits_none_here');
  const since = site.silenced ? t('site_silenced') : t('enabled_since', { ago: ago(site.enabledAt, now) });
  return `${has} ${since}`;
}

function Buttons({ site: { origin, off, blocked, silenced }, action }: { site: SiteView; action: Action }) {
  const site = originText(origin);
  if (off) {
    return (
      <span class="buttons">
        <button class="button small" aria-label={t('turn_on_for', { site })} onClick={() => action.run(() => turnOn(origin))}>
          {t('turn_on')}
        </button>
      </span>
    );
  }
  return (
    <span class="buttons">
      {blocked && (
        <button class="button small" aria-label={t('site_unblock_of', { site })} onClick={() => action.run(() => turnOn(origin))}>
          {t('allow')}
        </button>
      )}
      {silenced && !blocked && (
        <button
          class="button small"
          aria-label={t('let_ask_of', { site })}
          onClick={() => action.run(() => call('sites.enable', { origin }))}
        >
          {t('site_let_ask')}
        </button>
      )}
      <button
        class="button small"
        aria-label={t('turn_off_of', { site })}
        title={t('site_disable_means')}
        onClick={() => action.run(() => call('sites.disable', { origin }))}
      >
        {t('turn_off')}
      </button>
    </span>
  );
}
