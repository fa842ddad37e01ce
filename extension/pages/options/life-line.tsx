/** The life of an access token: issued, now, renews, expires. The hatched part is the margin after renewal is due. */
import type { Instant } from '../../../src/core/words';
import type { AccountView } from '../../../src/messaging/views';
import { Icon } from '../shared/icons';
import { useNow, When } from '../shared/now';
import { needsUser } from '../shared/state';
import { plural, series, t } from '../shared/texts';
import { clock, fullDate, moment } from '../shared/times';
import { lifeText, secretTitle } from './account-words';

export function LifeLine({ account }: { account: AccountView }) {
  const now = useNow(10_000);
  const { issuedAt, expiresAt } = account;
  const drawn = issuedAt !== undefined && expiresAt !== undefined && expiresAt > issuedAt && !needsUser(account);
  return (
    <section>
      <div class="sechead">
        <h3>{secretTitle(account)}</h3>
        {!needsUser(account) && (
          <span class="state ok">
            <Icon name="check" />
            {account.renewals > 0 ? plural('fine_renewed', account.renewals) : t('state_fine')}
          </span>
        )}
      </div>
      {drawn && (
        <Line issuedAt={issuedAt} expiresAt={expiresAt} renewsAt={account.renewable ? account.renewsAt : undefined} now={now} />
      )}
      <p class="small faint">{lifeText(account)}</p>
    </section>
  );
}

interface LineProps {
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  readonly renewsAt: Instant | undefined;
  readonly now: Instant;
}

function Line({ issuedAt, expiresAt, renewsAt, now }: LineProps) {
  const part = (at: Instant): number => Math.min(100, Math.max(0, ((at - issuedAt) / (expiresAt - issuedAt)) * 100));
  const short = expiresAt - issuedAt < 20 * 3600_000;
  const said = (at: Instant): string => (short ? clock(at) : moment(at, now));
  const texts = {
    issued: t('life_issued', { time: said(issuedAt) }),
    now: t('life_now', { time: short ? clock(now) : fullDate(now) }),
    renews: renewsAt === undefined ? '' : t('life_renews_at', { time: said(renewsAt) }),
    expires: t('life_expires_at', { time: said(expiresAt) }),
  };
  const renews = renewsAt === undefined ? 100 : part(renewsAt);
  const label = series([texts.issued, texts.now, texts.renews, texts.expires].filter(Boolean));
  const between = Math.abs(renews - part(now));
  const room = between < (short ? 24 : 44) ? 'mute' : between < (short ? 36 : 60) ? 'near' : '';
  return (
    <figure class="life" style={`--now:${part(now)}%;--renews:${renews}%`} role="img" aria-label={label}>
      <span class="at now" style={`--x:${part(now)}%`}>
        <span>{texts.now}</span>
      </span>
      {renewsAt !== undefined && (
        <span class={`at ${room}`} style={`--x:${renews}%`}>
          <span>
            <When at={renewsAt}>{texts.renews}</When>
          </span>
        </span>
      )}
      <div class="track">
        <i class="spent" />
        <i class="grace" />
      </div>
      <div class="ends">
        <span>{texts.issued}</span>
        <span>{texts.expires}</span>
      </div>
    </figure>
  );
}
