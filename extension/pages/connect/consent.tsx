/** A site asks: who, which account, what, until when. Nothing is allowed by default, by haste, by Enter or by closing. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Access, Lasting } from '../../../src/core/words';
import type { AccountView, AskView, Overview, ServiceView } from '../../../src/messaging/views';
import { closePage } from '../../../src/platform/page';
import { useAction } from '../shared/action';
import { CallerShort, callerText } from '../shared/host';
import { accountsAt, serviceOf } from '../shared/lookups';
import { ProblemNote } from '../shared/note';
import { Segments } from '../shared/segments';
import { rich, t } from '../shared/texts';
import { clock } from '../shared/times';
import { AccountChoice, mustSignIn } from './account-choice';
import { AllowButtons } from './allow-buttons';
import { AlreadyNote } from './already-note';
import { ConsentHead } from './consent-head';
import { ConsentLimits } from './consent-limits';
import { earlierPermits, lowestRate, usedAccounts } from './difference';
import { Frame } from './frame';
import { Gone } from './gone';
import { MethodChoice } from './method-choice';
import { go } from './route';
import { offeredParts, pathsOf, ScopeChoice } from './scope-choice';
import { useDoing } from './use-doing';
import { useLater } from './use-later';

export function Consent({ overview, ask }: { overview: Overview; ask: AskView }) {
  const view = serviceOf(overview, ask.serviceId);
  return view ? <Question overview={overview} ask={ask} view={view} /> : <Gone overview={overview} what="service" />;
}

function Question({ overview, ask, view }: { overview: Overview; ask: AskView; view: ServiceView }) {
  const { service } = view;
  const used = usedAccounts(overview, ask);
  const isReady = (each: AccountView): boolean => !mustSignIn(each, ask);
  const isOffered = (each: AccountView): boolean => isReady(each) && !(ask.another && used.has(each.id));
  const accounts = accountsAt(overview, ask.serviceId).toSorted((a, b) => Number(isOffered(b)) - Number(isOffered(a)));
  const [picked, setPicked] = useState<string | undefined>(undefined);
  const [lasting, setLasting] = useState<Lasting>('day');
  // What the caller has already stays as it is until the user says otherwise: a wider permit takes the place of the earlier one.
  const [limit, setLimit] = useState<{ rate: number | undefined } | undefined>(undefined);
  const [telling, setTelling] = useState<boolean | undefined>(undefined);
  const choice = useDoing(ask);
  const parts = offeredParts(ask, service);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(parts.map(({ id }) => id)));
  const [openedAt] = useState(() => Date.now());
  const { busy, problem, run } = useAction();
  const answered = useLater(ask.id);

  const account = accounts.find((each) => each.id === picked && isReady(each)) ?? accounts.find(isOffered);
  const earlier = earlierPermits(overview, ask, account?.id);
  const rate = limit ? limit.rate : lowestRate(earlier);
  const tellsLabel = telling ?? earlier.some((permit) => permit.tellsLabel === true);
  const pick = (id: string): void => {
    setPicked(id);
    setTelling(undefined); // a yes for one name is none for another
  };
  const answer = (send: () => Promise<unknown>): void =>
    run(async () => {
      await send();
      answered.current = true;
      const next = overview.asks.find(({ id }) => id !== ask.id);
      if (next) go({ ask: next.id });
      else closePage();
    });
  const allow = (how: Lasting): void => {
    if (!account) return;
    const { access, methods } = choice.doing;
    const yes = {
      access,
      ...(methods && { methods: [...methods] }),
      paths: [...pathsOf(ask, parts, ticked)],
      ...(rate !== undefined && { rate }),
      ...(tellsLabel && { tellsLabel }),
      lasting: how,
    };
    answer(() => call('asks.allow', { id: ask.id, accountId: account.id, ...yes }));
  };
  const signIn = (existing?: AccountView): void => {
    answered.current = true; // the request goes on waiting while the user signs in
    go(existing ? { account: existing.id, askId: ask.id } : { service: service.id, askId: ask.id });
  };
  const site = <CallerShort caller={ask.caller} />;
  const refuse = (): void => answer(() => call('asks.refuse', { id: ask.id }));
  const first =
    ask.another && accounts.length > 0
      ? { label: t('account_add_now'), onClick: () => signIn() }
      : { label: t('sign_in_first'), onClick: () => signIn(ask.force ? accounts.find(({ id }) => used.has(id)) : accounts[0]) };
  return (
    <Frame
      overview={overview}
      foot={
        <div class="stack roomy">
          <p class="small soft">{rich('consent_promise', { never: <b>{rich('consent_never', { site })}</b> })}</p>
          <AllowButtons
            busy={busy}
            canAllow={ticked.size > 0 && !choice.none}
            first={account ? undefined : first}
            onRefuse={refuse}
            onAllow={allow}
            lasting={lasting}
          />
        </div>
      }
    >
      <ConsentHead ask={ask} view={view} />
      {problem && <ProblemNote problem={problem} name={callerText(ask.caller)} />}
      <AccountChoice
        service={service}
        ask={ask}
        accounts={accounts}
        account={account}
        used={used}
        onPick={pick}
        onSignIn={signIn}
      />
      <fieldset class="stack">
        <legend class="label">{t('consent_may')}</legend>
        {account && earlier.length > 0 && <AlreadyNote account={account} service={service} earlier={earlier} />}
        <Segments<Access>
          value={choice.doing.access}
          onPick={choice.pick}
          options={[
            choice.canRead
              ? { value: 'read', label: t('access_read'), on: true }
              : { value: 'read', label: t('access_read'), disabled: true, title: t('access_not_asked') },
            choice.canChange
              ? { value: 'change', label: t('access_change'), on: true }
              : { value: 'change', label: t('access_change'), disabled: true, title: t('access_not_asked') },
          ]}
        />
        {choice.parts.length > 0 && (
          <MethodChoice parts={choice.parts} ticked={choice.ticked} onTick={choice.tick} earlier={earlier} />
        )}
        <ScopeChoice parts={parts} doing={choice.doing} earlier={earlier} ticked={ticked} onTick={setTicked} />
      </fieldset>
      <fieldset class="stack">
        <legend class="label">{t('consent_until')}</legend>
        <Segments<Lasting>
          value={lasting}
          onPick={setLasting}
          options={[
            { value: 'session', label: t('until_session'), on: true },
            { value: 'day', label: t('until_tomorrow', { time: clock(openedAt) }), on: true },
            { value: 'always', label: t('until_ended'), on: true },
          ]}
        />
      </fieldset>
      <div class="stack">
        {account && (
          <label class="tickline small">
            <input type="checkbox" class="tick" checked={tellsLabel} onChange={() => setTelling(!tellsLabel)} />
            <span>{rich('consent_tell', { label: <bdi>{account.label}</bdi>, site })}</span>
          </label>
        )}
        <ConsentLimits ask={ask} rate={rate} onRate={(picked) => setLimit({ rate: picked })} />
      </div>
    </Frame>
  );
}
