/** Before a connector's sign-in: through which account it goes, and that account first where there is none. */
import { useState } from 'preact/hooks';
import type { BrokeredService } from '../../../src/core/brokered-service';
import { CountersignError } from '../../../src/core/errors';
import { closePage, requestHosts } from '../../../src/platform/page';
import type { AccountView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { brokerAccounts, brokersOf } from '../shared/brokers';
import { Host } from '../shared/host';
import { neededOrigins } from '../shared/lookups';
import { Note, ProblemNote } from '../shared/note';
import { needsUser } from '../shared/state';
import { rich, t } from '../shared/texts';
import { comeBackAfter } from './come-back';
import { Frame, ServiceHead } from './frame';
import { go } from './route';
import type { ServiceProps } from './set-up';
import { ReachedHosts, SignInButton, signInTitle } from './start-parts';
import { startSignIn } from './start-sign-in';
import { useHasHosts } from './use-has-hosts';

export function StartBrokered({ overview, service: view, account, askId, entry }: ServiceProps & { entry: BrokeredService }) {
  const accounts = brokerAccounts(overview, entry);
  const [chosen, setChosen] = useState(account?.parentId);
  const parent = accounts.find(({ id }) => id === chosen) ?? accounts[0];
  const origins = neededOrigins(entry, overview.redirectUrl, undefined);
  const reachable = useHasHosts(origins);
  const { busy, problem, run } = useAction();
  const ready = parent !== undefined && !needsUser(parent);
  const { broker, title } = brokerIn(entry, brokersOf(overview, entry)[0]?.service.name, parent);

  const start = async (): Promise<void> => {
    if (!reachable && !(await requestHosts(origins))) throw new CountersignError('host_access_refused', { about: entry.name });
    await startSignIn({ serviceId: entry.id, accountId: account?.id, askId, parentId: parent?.id });
  };
  const signInFirst = (): void => {
    const services = brokersOf(overview, entry).map((each) => each.service.id);
    comeBackAfter([entry.broker, ...services], { service: account ? undefined : entry.id, account: account?.id, askId });
    const [only] = services;
    go(parent ? { account: parent.id } : only === undefined ? { catalogue: entry.broker } : { service: only });
  };
  const cancel = (): void => {
    if (askId) go({ ask: askId });
    else if (account) closePage();
    else go({});
  };
  const foot = (
    <div class="buttons">
      <button class="button large" onClick={cancel}>
        {t('cancel')}
      </button>
      <span class="end" />
      {ready ? (
        <SignInButton reachable={reachable} busy={busy} onStart={() => run(start)} />
      ) : (
        <button class="button large primary wrap" onClick={signInFirst}>
          <span>{title}</span>
        </button>
      )}
    </div>
  );
  return (
    <Frame overview={overview} foot={foot}>
      <ServiceHead view={view} title={signInTitle(entry.name, account)} />
      <p class="lede">{rich('brokered_text', { broker })}</p>
      {entry.visitUrl !== undefined && <p>{rich('brokered_page', { host: <Host origin={new URL(entry.visitUrl).origin} /> })}</p>}
      {problem && (
        <ProblemNote problem={problem} name={entry.name} look={problem.code === 'host_access_refused' ? 'wax' : 'bad'} />
      )}
      {accounts.length > 1 && (
        <div class="field">
          <label for="broker">{rich('broker_account', { broker })}</label>
          <select class="select" id="broker" value={parent?.id} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
            {accounts.map((each) => (
              <option key={each.id} value={each.id} selected={each === parent}>
                {needsUser(each) ? t('account_needs_sign_in', { account: each.label }) : each.label}
              </option>
            ))}
          </select>
        </div>
      )}
      {accounts.length === 1 && parent && <p>{rich('through_account', { broker, account: <bdi>{parent.label}</bdi> })}</p>}
      {!ready && (
        <Note look="wax">
          <p>{rich(parent ? 'broker_again' : 'broker_first', { broker })}</p>
        </Note>
      )}
      {ready && <ReachedHosts service={entry} redirectUrl={overview.redirectUrl} way={undefined} reachable={reachable} />}
    </Frame>
  );
}

/** What the broker is called, and what leads to it. One that is not in use yet has no other name here than its id in the catalogue. */
function brokerIn(entry: BrokeredService, inUse: string | undefined, parent: AccountView | undefined) {
  const name = parent?.serviceName ?? inUse ?? entry.broker;
  return { broker: <bdi>{name}</bdi>, title: signInTitle(name, parent) };
}
