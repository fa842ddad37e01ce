/** Before a sign-in: what will be asked for, which hosts are reached and why; one click grants them and starts. */
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { hasHosts, requestHosts } from '../../../src/platform/page';
import { CountersignError } from '../../../src/core/errors';
import type { Way, Origin, Service } from '../../../src/core/words';
import { useAction } from '../shared/action';
import { neededOrigins, waysOf } from '../shared/lookups';
import { Note, ProblemNote } from '../shared/note';
import { useNow } from '../shared/now';
import { AccountReason, needsUser } from '../shared/state';
import { rich, t } from '../shared/texts';
import { Frame, ServiceHead } from './frame';
import { HostList } from './host-list';
import { go } from './route';
import type { ServiceProps } from './set-up';
import { WayChoice } from './way-choice';

/** Whether the browser lets us reach these hosts already; undefined until it has answered. */
function useHasHosts(origins: readonly Origin[]): boolean | undefined {
  const [has, setHas] = useState<boolean | undefined>(undefined);
  useEffect(() => {
    let current = true;
    void hasHosts(origins).then((answer) => current && setHas(answer));
    return () => {
      current = false;
    };
  }, [origins.join()]);
  return has;
}

export function SignIn({ overview, service: view, account, askId, way }: ServiceProps) {
  const { service } = view;
  const origins = neededOrigins(service, overview.redirectUrl, way);
  const reachable = useHasHosts(origins);
  const { busy, problem, run } = useAction();
  const now = useNow();
  const hasWays = waysOf(service).length > 1;

  const start = async (): Promise<void> => {
    if (!reachable && !(await requestHosts(origins))) throw new CountersignError('host_access_refused', { about: service.name });
    const next = {
      serviceId: service.id,
      ...(account ? { accountId: account.id } : {}),
      ...(askId ? { askId } : {}),
      ...(hasWays && way ? { way } : {}),
    };
    go({ signIn: await call('signIn.start', next) });
  };
  const cancel = (): void => {
    if (askId) go({ ask: askId });
    else if (account) window.close();
    else go({});
  };
  const name = <bdi>{service.name}</bdi>;
  const foot = (
    <div class="buttons">
      <button class="button large" onClick={cancel}>
        {t('cancel')}
      </button>
      <span class="end" />
      <button
        class="button large primary"
        aria-disabled={busy || reachable === undefined}
        onClick={() => reachable !== undefined && run(start)}
      >
        {reachable === false ? t('allow_and_sign_in') : t('sign_in')}
      </button>
    </div>
  );
  return (
    <Frame overview={overview} foot={foot}>
      <ServiceHead
        view={view}
        title={
          account
            ? rich('sign_in_again_title', { account: <bdi>{account.label}</bdi> })
            : rich('sign_in_title', { service: name })
        }
      />
      {account && needsUser(account) && (
        <Note look="wax">
          <p>
            <b>
              <AccountReason account={account} now={now} />
            </b>{' '}
            {t('sign_in_again_text')}
          </p>
        </Note>
      )}
      <p class="lede">
        {rich(way === undefined || way === 'redirect' ? 'sign_in_text' : `entry_${way}_lede`, { service: name })}
      </p>
      {problem && (
        <ProblemNote problem={problem} name={service.name} look={problem.code === 'host_access_refused' ? 'wax' : 'bad'} />
      )}
      <WayChoice
        service={service}
        way={way}
        onPick={(to) => go({ service: account ? undefined : service.id, account: account?.id, askId, way: to })}
      />
      <Asked service={service} way={way} />
      <section class="stack">
        <h2 class="label">{t('reach_hosts')}</h2>
        <HostList service={service} redirectUrl={overview.redirectUrl} way={way} />
        <p class="small faint">{reachable ? t('reach_allowed') : t('reach_will_ask')}</p>
      </section>
    </Frame>
  );
}

/** What the service's page will ask; the other ways show none. */
function Asked({ service, way }: { service: Service; way: Way | undefined }) {
  if (way === 'credentials' || way === 'app') return null;
  const scopes = service.protocol === 'oauth2' ? service.scopes : [];
  return (
    <section class="stack">
      <h2 class="label">{rich('asked_title', { service: <bdi>{service.name}</bdi> })}</h2>
      {scopes.length === 0 ? (
        <p class="small soft">{rich('asked_by_app', { service: <bdi>{service.name}</bdi> })}</p>
      ) : (
        <ul class="card rows plain-rows">
          {scopes.map((scope) => (
            <li key={scope.name}>
              <span>{scope.does || scope.name}</span>
              <code>{scope.name}</code>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
