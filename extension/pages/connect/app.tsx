/** The connect window: one question at a time, each with the user's mark in its head. */
import { isEntered } from '../../../src/core/is-entered';
import type { ComponentChildren } from 'preact';
import type { AskView, Overview, SignInView } from '../../../src/messaging/views';
import { useRef } from 'preact/hooks';
import { accountOf, askOf, lacksApp, serviceOf, wayOf } from '../shared/lookups';
import { Choose } from './choose';
import { Consent } from './consent';
import { DeviceCode, type CodeWait } from './device-code';
import { Done } from './done';
import { Enter } from './enter';
import { Failed } from './failed';
import { FromCatalogue } from './from-catalogue';
import { Gone } from './gone';
import { LockedWindow } from './locked-window';
import { Progress } from './progress';
import { Reach } from './reach';
import type { Route } from './route';
import { SetUp } from './set-up';
import { SignIn } from './sign-in';
import { StartBrokered } from './start-brokered';
import { StartEntry } from './start-entry';

export interface AppProps {
  readonly overview: Overview;
  readonly route: Route;
}

export function App({ overview, route }: AppProps): ComponentChildren {
  if (overview.lock.state === 'locked') return <LockedWindow overview={overview} />;
  if (route.ask) {
    const ask = askOf(overview, route.ask);
    const again = ask?.again && { account: ask.again.accountId, askId: ask.id };
    return again ? <App overview={overview} route={again} /> : <AskRoute key={route.ask} overview={overview} ask={ask} />;
  }
  if (route.signIn) {
    const signIn = overview.signIns.find(({ id }) => id === route.signIn);
    return signIn ? (
      <SignInRoute overview={overview} signIn={signIn} route={route} />
    ) : (
      <Gone overview={overview} what="sign-in" />
    );
  }
  if (route.catalogue)
    return <FromCatalogue key={route.catalogue} overview={overview} id={route.catalogue} askId={route.askId} />;
  const account = accountOf(overview, route.account);
  const service = serviceOf(overview, account?.serviceId ?? route.service ?? '');
  if (route.account && !account) return <Gone overview={overview} what="account" />;
  if (!service)
    return route.service ? <Gone overview={overview} what="service" /> : <Choose overview={overview} askId={route.askId} />;
  const way = wayOf(service.service, route.way ?? account?.way);
  const given = { overview, service, account, way, askId: route.askId };
  if (service.service.protocol === 'brokered')
    return <StartBrokered key={account?.id ?? service.service.id} {...given} entry={service.service} />;
  if (isEntered(service.service)) return <StartEntry key={account?.id ?? service.service.id} {...given} />;
  return lacksApp(service, way) || (route.setUp && way !== 'credentials') ? (
    <SetUp key={service.service.id} {...given} />
  ) : (
    <SignIn key={account?.id ?? service.service.id} {...given} />
  );
}

function AskRoute({ overview, ask }: { overview: Overview; ask: AskView | undefined }) {
  return ask ? <Consent overview={overview} ask={ask} /> : <Gone overview={overview} what="request" />;
}

function SignInRoute({ overview, signIn, route }: AppProps & { signIn: SignInView }) {
  const code = useCode(signIn);
  if (signIn.state === 'done') return <Done overview={overview} signIn={signIn} />;
  if (signIn.state === 'failed') return <Failed overview={overview} signIn={signIn} route={route} />;
  if (signIn.wait?.for === 'reach') return <Reach overview={overview} signIn={signIn} origins={signIn.wait.origins} />;
  if (signIn.wait?.for === 'ask')
    return (
      <Enter
        key={`${signIn.id} ${signIn.since}`}
        overview={overview}
        signIn={signIn}
        asked={signIn.wait}
        account={accountOf(overview, route.account)}
      />
    );
  if (code) return <DeviceCode key={`${signIn.id} ${code.code}`} overview={overview} signIn={signIn} wait={code} />;
  return <Progress overview={overview} signIn={signIn} />;
}

/** The code that is to be entered: it stays while the service is being asked about it, so that it does not flicker. */
function useCode({ id, state, stage, wait }: SignInView): CodeWait | undefined {
  const last = useRef<{ readonly id: string; readonly wait: CodeWait } | undefined>(undefined);
  if (wait?.for === 'code') last.current = { id, wait };
  const isAsked = state === 'running' && stage === 'code' && last.current?.id === id;
  return wait?.for === 'code' || isAsked ? last.current?.wait : undefined;
}
