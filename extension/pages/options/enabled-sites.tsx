/** The sites that can see Countersign, each with the way to turn it off there; and those that asked too often. */
import { call } from '../../../src/admin/calls';
import type { Overview } from '../../../src/messaging/views';
import type { Action } from '../shared/action';
import { Host, originText } from '../shared/host';
import { Rosette } from '../shared/engraving';
import { plural, t } from '../shared/texts';
import { CallerTile } from '../shared/tile';
import { ago } from '../shared/times';

export function EnabledSites({ overview, now, action }: { overview: Overview; now: number; action: Action }) {
  const permitsOf = (origin: string): number =>
    overview.permits.filter(({ caller }) => caller.kind === 'site' && caller.origin === origin).length;
  return (
    <section class="stack" aria-labelledby="enabled">
      <h2 id="enabled">{t('enabled_title')}</h2>
      <p class="small soft">{t('enabled_text')}</p>
      <div class="card">
        {overview.sites.length === 0 && (
          <div class="empty">
            <Rosette seed={4} look="ghost" />
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
                  <Host origin={site.origin} /> {site.silenced && <span class="badge wax">{t('silenced')}</span>}
                </span>
                <span class="second">
                  {permitsOf(site.origin) > 0 ? plural('permits_here', permitsOf(site.origin)) : t('permits_none_here')}{' '}
                  {site.silenced ? t('site_silenced') : t('enabled_since', { ago: ago(site.enabledAt, now) })}
                </span>
              </span>
              <span class="buttons">
                {site.silenced && (
                  <button
                    class="button small"
                    aria-label={t('let_ask_of', { site: originText(site.origin) })}
                    onClick={() => action.run(() => call('sites.enable', { origin: site.origin }))}
                  >
                    {t('site_let_ask')}
                  </button>
                )}
                <button
                  class="button small"
                  aria-label={t('turn_off_of', { site: originText(site.origin) })}
                  title={t('site_disable_means')}
                  onClick={() => action.run(() => call('sites.disable', { origin: site.origin }))}
                >
                  {t('turn_off')}
                </button>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
