/** A site asks: who, which account, what, until when. Nothing is allowed by default, by haste, by Enter or by closing. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Access, Lasting } from '../../../src/core/words';
import type { AccountView, AskView, Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Band } from '../shared/engraving';
import { CallerName, callerText } from '../shared/host';
import { accountsAt, serviceOf } from '../shared/lookups';
import { ProblemNote } from '../shared/note';
import { Segments } from '../shared/segments';
import { needsUser } from '../shared/state';
import { rich, t } from '../shared/texts';
import { CallerTile, Tile } from '../shared/tile';
import { clock } from '../shared/times';
import { AccountChoice } from './account-choice';
import { AllowButtons } from './allow-buttons';
import { Frame } from './frame';
import { Gone } from './gone';
import { go } from './route';
import { offeredParts, pathsOf, ScopeChoice } from './scope-choice';

export function Consent({ overview, ask }: { overview: Overview; ask: AskView }) {
  const service = serviceOf(overview, ask.serviceId)?.service;
  const accounts = accountsAt(overview, ask.serviceId).toSorted((a, b) => Number(needsUser(a)) - Number(needsUser(b)));
  const [picked, setPicked] = useState<string | undefined>(undefined);
  const [access, setAccess] = useState<Access>(ask.access);
  const [lasting, setLasting] = useState<Lasting>('day');
  const parts = offeredParts(ask, service);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(parts.map(({ id }) => id)));
  const [openedAt] = useState(() => Date.now());
  const { busy, problem, run } = useAction();
  const answered = useLater(ask.id);
  if (!service) return <Gone overview={overview} what="service" />;

  const account = accounts.find(({ id }) => id === picked) ?? accounts.find((each) => !needsUser(each));
  const answer = (send: () => Promise<unknown>): void =>
    run(async () => {
      await send();
      answered.current = true;
      const next = overview.asks.find(({ id }) => id !== ask.id);
      if (next) go({ ask: next.id });
      else window.close();
    });
  const allow = (how: Lasting): void => {
    if (!account) return;
    const paths = [...pathsOf(ask, parts, ticked)];
    answer(() => call('asks.allow', { id: ask.id, accountId: account.id, access, paths, lasting: how }));
  };
  const signIn = (existing?: AccountView): void => {
    answered.current = true; // the request goes on waiting while the user signs in
    go(existing ? { account: existing.id, askId: ask.id } : { service: service.id, askId: ask.id });
  };
  const site = <CallerName caller={ask.caller} />;
  const refuse = (): void => answer(() => call('asks.refuse', { id: ask.id }));
  const name = <bdi>{service.name}</bdi>;
  return (
    <Frame
      overview={overview}
      foot={
        <div class="stack roomy">
          <p class="small soft">{rich('consent_promise', { never: <b>{rich('consent_never', { site })}</b> })}</p>
          <AllowButtons
            busy={busy}
            canAllow={ticked.size > 0}
            needsSignIn={!account}
            onRefuse={refuse}
            onAllow={allow}
            lasting={lasting}
            onSignIn={() => signIn(accounts[0])}
          />
        </div>
      }
    >
      <div class="stack roomy">
        <div class="parties">
          <CallerTile caller={ask.caller} size="large" />
          <Band width={160} kind="line" />
          <Tile name={service.name} hue={service.hue} size="large" />
        </div>
        <h1>{rich('consent_title', { service: name, site })}</h1>
        {ask.reason && (
          <p class="lede">
            {rich('consent_reason', {
              reason: (
                <q>
                  <bdi>{limited(ask.reason)}</bdi>
                </q>
              ),
            })}
          </p>
        )}
      </div>
      {problem && <ProblemNote problem={problem} name={callerText(ask.caller)} />}
      <AccountChoice service={service} accounts={accounts} account={account} onPick={setPicked} onSignIn={signIn} />
      <fieldset class="stack">
        <legend class="label">{t('consent_may')}</legend>
        <Segments<Access>
          value={access}
          onPick={setAccess}
          options={[
            { value: 'read', label: t('access_read'), on: true },
            ask.access === 'change'
              ? { value: 'change', label: t('access_change'), on: true }
              : { value: 'change', label: t('access_change'), disabled: true, title: t('access_not_asked') },
          ]}
        />
        <ScopeChoice
          overview={overview}
          ask={ask}
          account={account}
          access={access}
          parts={parts}
          ticked={ticked}
          onTick={setTicked}
        />
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
    </Frame>
  );
}

/** The site's words: one line, limited in length, without signs that steer the text's direction. */
function limited(reason: string): string {
  const clean = reason.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const head = /^.{200}(?=.)/su.exec(clean)?.[0];
  return head === undefined ? clean : `${head}…`;
}

/** Closing the window without an answer means "not now". */
function useLater(id: string): { current: boolean } {
  const answered = useRef(false);
  useEffect(() => {
    const later = (): void => {
      if (!answered.current) void call('asks.later', { id }).catch(() => undefined);
    };
    addEventListener('pagehide', later);
    return () => removeEventListener('pagehide', later);
  }, [id]);
  return answered;
}
