/** A sign-in that did not work: what, whether anything changed, one thing to do, and the service's answer folded below. */
import { call } from '../../../src/admin/calls';
import type { Problem } from '../../../src/core/errors';
import type { Overview, ServiceView, SignInView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { CopyLine } from '../shared/copy';
import { Icon } from '../shared/icons';
import { serviceOf, waysOf, wayTaken } from '../shared/lookups';
import { ProblemNote } from '../shared/note';
import { problemTexts, t } from '../shared/texts';
import { Answered } from './answered';
import { Frame } from './frame';
import { go } from './route';
import { DeveloperPage } from './set-up';

/** These are put right in the app's form. */
const inSetUp = new Set(['app_missing', 'app_refused']);

export function Failed({ overview, signIn }: { overview: Overview; signIn: SignInView }) {
  const { id, serviceId, serviceName, accountId, askId } = signIn;
  const { busy, problem: failed, run } = useAction();
  const problem: Problem = signIn.problem ?? { code: 'unexpected', message: '' };
  const { title, rest, todo } = problemTexts(problem, serviceName);
  const view = serviceOf(overview, serviceId);
  const again = async (way = view && wayTaken(view.service, signIn.way)): Promise<void> => {
    const next = { serviceId, ...(accountId ? { accountId } : {}), ...(askId ? { askId } : {}), ...(way ? { way } : {}) };
    const started = await call('signIn.start', next);
    await call('signIn.dismiss', { id }).catch(() => undefined);
    go({ signIn: started });
  };
  const close = async (): Promise<void> => {
    await call('signIn.dismiss', { id }).catch(() => undefined);
    if (askId) go({ ask: askId });
    else window.close();
  };
  const foot = (
    <div class="buttons">
      <button class="button large" onClick={() => void close()}>
        {t('close')}
      </button>
      <span class="end" />
      <button class="button large primary" aria-disabled={busy} onClick={() => run(() => again())}>
        {t('try_again')}
      </button>
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
        {view && <Remedy overview={overview} view={view} problem={problem} askId={askId} byPin={() => run(() => again('pin'))} />}
      </section>
      <Answered signIn={signIn} problem={problem} />
    </Frame>
  );
}

interface RemedyProps {
  readonly overview: Overview;
  readonly view: ServiceView;
  readonly problem: Problem;
  readonly askId: string | undefined;
  /** Starts anew, with a PIN. */
  readonly byPin: () => void;
}

function Remedy({ overview, view, problem, askId, byPin }: RemedyProps) {
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
  if (problem.code === 'pin_only' && waysOf(view.service).includes('pin')) {
    return (
      <div>
        <button class="button small" onClick={byPin}>
          {t('sign_in_by_pin')}
        </button>
      </div>
    );
  }
  if (problem.code !== 'redirect_mismatch') return null;
  return (
    <>
      <CopyLine value={overview.redirectUrl} />
      {registerUrl && <DeveloperPage name={name} url={registerUrl} />}
    </>
  );
}
