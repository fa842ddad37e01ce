/** After a passphrase was set: accounts whose tokens lay on disk before it, with what can be done about each. */
import { call } from '../../../src/admin/calls';
import type { AccountView, Overview } from '../../../src/messaging/views';
import type { Instant } from '../../../src/core/words';
import { useAction } from '../shared/action';
import { Note, ProblemNote } from '../shared/note';
import { plural, t } from '../shared/texts';
import { Tile } from '../shared/tile';

export function OlderAccounts({ overview }: { overview: Overview }) {
  const { olderAccounts = 0 } = overview.lock;
  const seen = useAction();
  if (olderAccounts === 0) return null;
  const older = overview.accounts
    .filter(({ state }) => state !== 'revoked')
    .toSorted((one, other) => issued(one) - issued(other))
    .slice(0, olderAccounts);
  return (
    <section class="stack" aria-labelledby="older">
      <Note look="wax">
        <h3 id="older">{plural('older_title', olderAccounts)}</h3>
        <p>{t('older_text')}</p>
      </Note>
      {seen.problem && <ProblemNote problem={seen.problem} />}
      <div class="card">
        <ul class="rows">
          {older.map((account) => (
            <Row key={account.id} account={account} />
          ))}
        </ul>
        <div class="older-foot">
          <button
            type="button"
            class="button"
            aria-disabled={seen.busy}
            onClick={() => seen.run(() => call('lock.olderSeen', {}))}
          >
            {t('older_leave')}
          </button>
        </div>
      </div>
    </section>
  );
}

const issued = ({ signedInAt, issuedAt = 0 }: AccountView): Instant => Math.max(signedInAt, issuedAt);

function Row({ account }: { account: AccountView }) {
  const { busy, problem, run } = useAction();
  const { id, label, serviceName } = account;
  const named = { account: label, service: serviceName };
  return (
    <li class="row older">
      <Tile name={serviceName} hue={account.hue} />
      <span class="clip">
        <span class="title clip">
          <bdi>{label}</bdi>
        </span>
        <span class="second clip">
          <bdi>{serviceName}</bdi>
        </span>
      </span>
      <span class="buttons">
        {account.renewable && (
          <button
            type="button"
            class="button small"
            aria-disabled={busy}
            aria-label={t('older_renew', named)}
            onClick={() => run(() => call('accounts.renew', { id }))}
          >
            {t('renew')}
          </button>
        )}
        {account.revocable && (
          <button
            type="button"
            class="button small danger"
            aria-disabled={busy}
            aria-label={t('older_revoke', named)}
            onClick={() => run(() => call('accounts.revoke', { id }))}
          >
            {t('revoke')}
          </button>
        )}
      </span>
      {!account.renewable && !account.revocable && <p class="sub small faint">{t('older_neither', { service: serviceName })}</p>}
      {problem && (
        <div class="sub">
          <ProblemNote problem={problem} name={serviceName} />
        </div>
      )}
    </li>
  );
}
