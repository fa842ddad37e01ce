/** Before a sign-in: what will be asked for, which hosts are reached and why; one click grants them and starts. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { closePage, requestHosts } from '../../../src/platform/page';
import { CountersignError } from '../../../src/core/errors';
import type { Service, Way } from '../../../src/core/service';
import type { AskView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { CallerShort } from '../shared/host';
import { accountsAt, askOf, neededOrigins, registersItself, waysOf } from '../shared/lookups';
import { Note, ProblemNote } from '../shared/note';
import { useNow } from '../shared/now';
import { AccountReason, needsUser } from '../shared/state';
import { rich, t } from '../shared/texts';
import { AnotherNote } from './another-note';
import { AskedScopes } from './asked-scopes';
import { Frame, ServiceHead } from './frame';
import { go } from './route';
import type { ServiceProps } from './set-up';
import { ReachedHosts, SignInButton, signInTitle } from './start-parts';
import { startSignIn } from './start-sign-in';
import { useHasHosts } from './use-has-hosts';
import { namesOf, wantedScopes } from './wanted-scopes';
import { WayChoice } from './way-choice';

export function SignIn({ overview, service: view, account, askId, way }: ServiceProps) {
  const { service } = view;
  const registered = view.app?.redirectUrl;
  const origins = neededOrigins(service, overview.redirectUrl, way, registered);
  const reachable = useHasHosts(origins);
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set());
  const [force, setForce] = useState(false);
  const { busy, problem, run } = useAction();
  const now = useNow();
  const ask = askOf(overview, askId);
  const scopes = wantedScopes(service, account, ask);
  const usedWay = waysOf(service).length > 1 ? way : undefined;
  const here = { service: account ? undefined : service.id, account: account?.id, askId };
  const canForce = account !== undefined && ask?.force !== true && asksForPassword(service, way);

  const start = async (): Promise<void> => {
    if (!reachable && !(await requestHosts(origins))) throw new CountersignError('host_access_refused', { about: service.name });
    await startSignIn({
      serviceId: service.id,
      accountId: account?.id,
      askId,
      way: usedWay,
      scopes: namesOf(scopes, added),
      force: ask?.force === true || (canForce && force),
    });
  };
  const cancel = (): void => {
    if (ask?.again) run(() => call('asks.refuse', { id: ask.id }).then(() => closePage()));
    else if (askId) go({ ask: askId });
    else if (account) closePage();
    else go({});
  };
  const name = <bdi>{service.name}</bdi>;
  const foot = (
    <div class="buttons">
      <button class="button large" onClick={cancel}>
        {t('cancel')}
      </button>
      <span class="end" />
      <SignInButton reachable={reachable} busy={busy} onStart={() => run(start)} />
    </div>
  );
  return (
    <Frame overview={overview} foot={foot}>
      <ServiceHead view={view} title={signInTitle(service.name, account)} />
      <AskedForNote ask={ask} service={service} />
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
      <WayChoice service={service} way={way} onPick={(to) => go({ ...here, way: to })} />
      {!view.app && registersItself(service) && (
        <p class="small soft">
          {t('registers_itself')}{' '}
          <button type="button" class="link" onClick={() => go({ ...here, way: usedWay, setUp: '1' })}>
            {t('set_up_own')}
          </button>
        </p>
      )}
      {!account && accountsAt(overview, service.id).length > 0 && <AnotherNote service={service} way={way} />}
      <AskedScopes service={service} way={way} scopes={scopes} ask={ask} added={added} onAdd={setAdded} />
      {canForce && (
        <label class="tickline">
          <input type="checkbox" class="tick" checked={force} onChange={({ currentTarget }) => setForce(currentTarget.checked)} />
          <span>{t('force_password')}</span>
        </label>
      )}
      <ReachedHosts
        service={service}
        redirectUrl={overview.redirectUrl}
        registered={registered}
        way={way}
        reachable={reachable}
      />
    </Frame>
  );
}

/** Why this sign-in is asked for, where a site wants it rather than the user. */
function AskedForNote({ ask, service }: { ask: AskView | undefined; service: Service }) {
  if (!ask?.again && !ask?.force) return null;
  const site = <CallerShort caller={ask.caller} />;
  return (
    <Note>
      <p>{ask.again ? rich('consent_again', { site }) : rich('consent_force', { site, service: <bdi>{service.name}</bdi> })}</p>
    </Note>
  );
}

/** Whether the service's page can be told to let the user prove themselves anew. */
function asksForPassword(service: Service, way: Way | undefined): boolean {
  const hasPage = way === undefined || way === 'redirect' || way === 'implicit';
  return hasPage && service.protocol === 'oauth2' && service.forceParameters !== undefined;
}
