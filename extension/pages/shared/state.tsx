/** The state of an account: an icon and a word, colour third. Fine is quiet. */
import type { Instant } from '../../../src/core/words';
import type { AccountView } from '../../../src/messaging/views';
import { Icon } from './icons';
import { rich, t } from './texts';
import { ahead, date } from './times';
import { problemTexts } from './texts';
import { When } from './now';

/** A renewal or an end is worth a word only when it is this near. */
const soon = 15 * 60_000;

/** Whether only the user can bring it back. */
export function needsUser(account: AccountView): boolean {
  return account.state === 'needs-sign-in' || account.state === 'revoked';
}

export function AccountStateText({ account, now }: { account: AccountView; now: Instant }) {
  if (account.state === 'needs-sign-in') return <Need />;
  if (account.state === 'revoked') {
    return (
      <span class="state bad">
        <Icon name="x" />
        {t('state_revoked')}
      </span>
    );
  }
  if (account.unreached) {
    return (
      <span class="state need">
        <Icon name="alert" />
        {t('state_unreached')}
      </span>
    );
  }
  if (account.state === 'renewing') return <Busy text={t('state_renewing')} />;
  const next = account.renewable ? account.renewsAt : account.expiresAt;
  if (next !== undefined && next > now && next - now < soon) {
    return (
      <span class="state">
        <Icon name="clock" />
        <When at={next}>
          {account.renewable ? t('state_renews', { when: ahead(next, now) }) : t('state_ends', { when: ahead(next, now) })}
        </When>
      </span>
    );
  }
  return (
    <span class="state ok">
      <Icon name="check" />
      {t('state_fine')}
    </span>
  );
}

function Need() {
  return (
    <span class="state need">
      <Icon name="alert" />
      {t('state_needs_sign_in')}
    </span>
  );
}

/** A spinner, always beside the word that says for what. */
export function Busy({ text }: { text: string }) {
  return (
    <span class="state">
      <span class="spin" />
      {text}
    </span>
  );
}

/** Why it needs the user, in one sentence that names the one at fault. */
export function AccountReason({ account, now }: { account: AccountView; now: Instant }) {
  const { problem, serviceName } = account;
  const service = <bdi>{serviceName}</bdi>;
  if (account.state === 'revoked') return <>{rich('reason_revoked', { service })}</>;
  if (problem?.code === 'needs_sign_in' && problem.at !== undefined) {
    return <>{rich('reason_ended_on', { date: <When at={problem.at}>{date(problem.at, now)}</When>, service })}</>;
  }
  if (!problem) return <>{rich('reason_ended', { service })}</>;
  return <>{t('sentence', { text: problemTexts(problem, serviceName).title })}</>;
}
