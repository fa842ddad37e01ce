/** The head of an account: who it is, what it needs, and Renew, Revoke, Remove. Only what can't be undone asks first. */
import { isEntered } from '../../../src/core/is-entered';
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { CountersignError } from '../../../src/core/errors';
import { openConnect, requestHosts } from '../../../src/platform/page';
import { useAction } from '../shared/action';
import { connectorsOf } from '../shared/brokers';
import { Dialog } from '../shared/dialog';
import { originText } from '../shared/host';
import { Icon } from '../shared/icons';
import { Menu } from '../shared/menu';
import { Note, ProblemNote } from '../shared/note';
import { useNow } from '../shared/now';
import { AccountReason, needsUser } from '../shared/state';
import { names as nameList, plural, rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import type { PanelProps } from './panel-props';
import type { Removed } from './removal';

export function AccountHead({ overview, account, onRemoved }: PanelProps & { onRemoved: (removed: Removed) => void }) {
  const [asking, setAsking] = useState<'revoke' | 'remove' | undefined>(undefined);
  const [said, setSaid] = useState<'revoked' | 'unsupported' | undefined>(undefined);
  const { busy, problem, run } = useAction();
  const now = useNow();
  const { id, label, serviceName } = account;
  const names = { account: <bdi>{label}</bdi>, service: <bdi>{serviceName}</bdi> };
  const connectors = connectorsOf(overview, account);
  const users = overview.permits.filter(({ accountId }) => accountId === id).length;

  const signIn = (): void => void openConnect({ account: id });
  const allow = async (): Promise<void> => {
    if (!(await requestHosts(account.unreached ?? []))) throw new CountersignError('host_access_refused', { about: serviceName });
  };
  const renew = (): void => run(() => call('accounts.renew', { id }));
  const revoke = (): void =>
    run(async () => {
      setAsking(undefined);
      setSaid(await call('accounts.revoke', { id }));
    });
  const remove = (): void =>
    run(async () => {
      setAsking(undefined);
      onRemoved({ ...(await call('accounts.remove', { id })), label, serviceName });
    });
  return (
    <>
      <div class="account-head">
        <Tile name={serviceName} hue={account.hue} size="large" />
        <div class="grow">
          <h2 id="account">
            <bdi>{label}</bdi>
          </h2>
          <p class="soft">
            <bdi>{serviceName}</bdi>
          </p>
        </div>
        <div class="buttons end">
          {needsUser(account) ? (
            <button class="button wax" onClick={signIn}>
              {isEntered(account) ? t('enter_again') : t('sign_in')}
            </button>
          ) : (
            account.renewable && (
              <button class="button" aria-disabled={busy || account.state === 'renewing'} onClick={renew}>
                <Icon name="renew" />
                {t('renew')}
              </button>
            )
          )}
          {account.revocable && account.state !== 'revoked' && (
            <button class="button danger" aria-disabled={busy} onClick={() => setAsking('revoke')}>
              {t('revoke')}
            </button>
          )}
          <Menu
            label={t('more')}
            items={[
              { label: isEntered(account) ? t('enter_again') : t('sign_in_again'), onPick: signIn },
              { label: t('remove'), danger: true, onPick: () => setAsking('remove') },
            ]}
          />
        </div>
      </div>
      <div class="notes">
        <div class="live" role="status">
          {needsUser(account) && (
            <Note look="wax">
              <p>
                <b>
                  {said === 'revoked' && account.state === 'revoked' ? (
                    rich('said_revoked', { service: names.service })
                  ) : (
                    <AccountReason account={account} now={now} />
                  )}
                </b>{' '}
                {isEntered(account) ? t('needs_entry_do') : t('needs_sign_in_do')}
              </p>
            </Note>
          )}
        </div>
        {!needsUser(account) && account.unreached && (
          <Note look="wax">
            <p>
              <b>{rich('account_unreached', { hosts: <bdi>{nameList(account.unreached.map(originText))}</bdi> })}</b>{' '}
              {t('account_unreached_text')}
            </p>
            <p class="buttons">
              <button type="button" class="button small" aria-disabled={busy} onClick={() => run(allow)}>
                {t('allow_hosts')}
              </button>
            </p>
          </Note>
        )}
        {!needsUser(account) && account.entryChanged && (
          <Note>
            <p>
              <b>{rich('entry_changed', { service: names.service })}</b> {t('entry_changed_text')}
            </p>
            <p class="buttons">
              <button type="button" class="button small" onClick={signIn}>
                {isEntered(account) ? t('enter_again') : t('sign_in_again')}
              </button>
            </p>
          </Note>
        )}
        {!needsUser(account) && account.problem && <ProblemNote problem={account.problem} name={serviceName} look="wax" />}
        <div class="live" role="status">
          {said === 'unsupported' && !problem && (
            <Note>
              <p>{rich('said_unsupported', { service: names.service })}</p>
            </Note>
          )}
        </div>
        {problem && <ProblemNote problem={problem} name={serviceName} />}
      </div>
      {asking === 'revoke' && (
        <Dialog
          title={rich('revoke_title', names)}
          keep={t('keep_it')}
          destroy={t('revoke')}
          busy={busy}
          onKeep={() => setAsking(undefined)}
          onDestroy={revoke}
        >
          <p class="soft">{rich('revoke_text', { service: names.service })}</p>
          <p class="soft">{plural('revoke_users', users)}</p>
        </Dialog>
      )}
      {asking === 'remove' && (
        <Dialog
          title={rich('remove_title', { account: names.account })}
          keep={t('keep_it')}
          destroy={t('remove')}
          busy={busy}
          onKeep={() => setAsking(undefined)}
          onDestroy={remove}
        >
          <p class="soft">
            {rich(account.revocable && account.state !== 'revoked' ? 'remove_text_revocable' : 'remove_text', {
              service: names.service,
            })}
          </p>
          <p class="soft">{plural('remove_users', users)}</p>
          {connectors.length > 0 && <p>{rich('remove_connectors', { names: nameList(connectors.map((each) => each.label)) })}</p>}
        </Dialog>
      )}
    </>
  );
}
