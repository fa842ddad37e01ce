/** What the views before a sign-in have in common: their title, the hosts that it reaches, and the button that starts it. */
import type { ComponentChildren } from 'preact';
import type { AccountView } from '../../../src/messaging/views';
import { rich, t } from '../shared/texts';
import { HostList, type HostListProps } from './host-list';

/** @param account the one that is signed in again, where there is one */
export function signInTitle(service: string, account: AccountView | undefined): ComponentChildren {
  return account
    ? rich('sign_in_again_title', { account: <bdi>{account.label}</bdi> })
    : rich('sign_in_title', { service: <bdi>{service}</bdi> });
}

interface Reachable {
  /** Whether the browser grants all hosts; undefined until it has said so. */
  readonly reachable: boolean | undefined;
}

export function ReachedHosts({ reachable, ...hosts }: HostListProps & Reachable) {
  return (
    <section class="stack">
      <h2 class="label">{t('reach_hosts')}</h2>
      <HostList {...hosts} />
      <p class="small faint">{reachable ? t('reach_allowed') : t('reach_will_ask')}</p>
    </section>
  );
}

export function SignInButton({ reachable, busy, onStart }: Reachable & { busy: boolean; onStart: () => void }) {
  return (
    <button
      class="button large primary"
      aria-disabled={busy || reachable === undefined}
      onClick={() => reachable !== undefined && onStart()}
    >
      {reachable === false ? t('allow_and_sign_in') : t('sign_in')}
    </button>
  );
}
