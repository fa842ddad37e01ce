/** A sign-in that did not work: what, whether anything changed, one thing to do, and the service's answer folded below. */
import { call } from '../../../src/admin/calls';
import type { Problem } from '../../../src/core/errors';
import type { Overview, ServiceView, SignInView } from '../../../src/messaging/views';
import { closePage } from '../../../src/platform/page';
import { useAction } from '../shared/action';
import { CopyLine } from '../shared/copy';
import { Icon } from '../shared/icons';
import { accountOf, askOf, redirectOf, serviceOf, wayTaken } from '../shared/lookups';
import { ProblemNote } from '../shared/note';
import { problemTexts, rich, t } from '../shared/texts';
import { Answered } from './answered';
import { Frame } from './frame';
import { nextStep } from './next-step';
import { go, type Route } from './route';
import { DeveloperPage } from './set-up-steps';
import { startSignIn, wantedBefore } from './start-sign-in';
import { namesOf, wantedScopes } from './wanted-scopes';

/** These are put right in the app's form. */
const inSetUp = new Set(['app_missing', 'app_refused']);

/** After these, the page may still do its work in a tab: the browser's sign-in window could not show it, or was left. */
const windowEnds = new Set(['page_not_loaded', 'window_closed', 'window_busy']);

interface FailedProps {
  readonly overview: Overview;
  readonly signIn: SignInView;
  /** Where the window is: it tells what was wanted, if the sign-in was started in it. */
  readonly route: Route;
}

export function Failed({ overview, signIn, route }: FailedProps) {
  const { id, serviceId, serviceName, askId } = signIn;
  const { busy, problem: failed, run } = useAction();
  const problem: Problem = signIn.problem ?? { code: 'unexpected', message: '' };
  const { title, rest, todo } = problemTexts(problem, serviceName);
  const view = serviceOf(overview, serviceId);
  const before = wantedBefore(route);
  const account = accountOf(overview, signIn.accountId ?? before.accountId);
  const here = { service: account ? undefined : serviceId, account: account?.id, askId, way: signIn.way };
  const first = nextStep(problem.code, view?.service);

  const again = async (way = view && wayTaken(view.service, signIn.way), through?: 'tab'): Promise<void> => {
    if (view?.service.protocol === 'brokered') return leave(here); // the account that it goes through may be another
    const scopes = before.scopes ?? (view && namesOf(wantedScopes(view.service, account, askOf(overview, askId))));
    await startSignIn({ serviceId, accountId: account?.id, askId, way, scopes, force: before.force, through });
    await forget();
  };
  const forget = (): Promise<void> => call('signIn.dismiss', { id }).catch(() => undefined);
  const leave = async (to: Parameters<typeof go>[0]): Promise<void> => {
    await forget();
    go(to);
  };
  const close = async (): Promise<void> => {
    if (askId) return leave({ ask: askId });
    await forget();
    closePage();
  };
  const actions = {
    again: { label: t('try_again'), act: () => run(() => again()) },
    close: { label: t('close'), act: () => void close() },
    'set-up': { label: t('set_up_by_hand'), act: () => void leave({ ...here, setUp: '1' }) },
    scopes: { label: t('choose_scopes'), act: () => void leave(here) },
    pin: { label: t('sign_in_by_pin'), act: () => run(() => again('pin')) },
  };
  const others = (['close', 'again'] as const).filter((each) => each !== first);
  const [aside, second] = others.map((each) => actions[each]);
  const foot = (
    <div class="buttons">
      {aside && <Action {...aside} busy={busy} />}
      <div class="buttons end">
        {second && <Action {...second} busy={busy} />}
        <Action {...actions[first]} busy={busy} primary />
      </div>
    </div>
  );
  return (
    <Frame overview={overview} foot={foot}>
      <div class="stack">
        <span class="badge bad self-start">
          <Icon name="alert" />
          {t('not_signed_in')}
        </span>
        <div role="alert" class="stack">
          <h1>{title}</h1>
          <p class="lede">{rest}</p>
        </div>
      </div>
      {failed && <ProblemNote problem={failed} name={serviceName} />}
      <section class="card pad stack">
        <h2 class="small-head">{t('do_this')}</h2>
        <p class="soft">{todo}</p>
        {view && <Remedy overview={overview} view={view} problem={problem} askId={askId} />}
        {view && windowEnds.has(problem.code) && (
          <InTab name={serviceName} busy={busy} onOpen={() => run(() => again(undefined, 'tab'))} />
        )}
      </section>
      <Answered signIn={signIn} problem={problem} />
    </Frame>
  );
}

function Action({ label, act, busy, primary }: { label: string; act: () => void; busy: boolean; primary?: boolean }) {
  return (
    <button class={`button large ${primary ? 'primary' : ''}`} aria-disabled={busy} onClick={act}>
      {label}
    </button>
  );
}

function InTab({ name, busy, onOpen }: { name: string; busy: boolean; onOpen: () => void }) {
  return (
    <>
      <p class="soft">{rich('tab_instead_text', { service: <bdi>{name}</bdi> })}</p>
      <div>
        <button type="button" class="button small wrap" aria-disabled={busy} onClick={onOpen}>
          {t('tab_instead')}
        </button>
      </div>
    </>
  );
}

interface RemedyProps {
  readonly overview: Overview;
  readonly view: ServiceView;
  readonly problem: Problem;
  readonly askId: string | undefined;
}

function Remedy({ overview, view, problem, askId }: RemedyProps) {
  const { id, name, registerUrl } = view.service;
  if (inSetUp.has(problem.code)) {
    return (
      <div>
        <button class="button small" onClick={() => go({ service: id, askId, setUp: '1' })}>
          {t('check_app')}
        </button>
      </div>
    );
  }
  const isAtService = problem.code === 'redirect_mismatch' || problem.code === 'scope_refused' || problem.code === 'pin_only';
  return (
    <>
      {problem.code === 'redirect_mismatch' && <CopyLine value={redirectOf(overview, view)} />}
      {isAtService && registerUrl && <DeveloperPage name={name} url={registerUrl} />}
    </>
  );
}
