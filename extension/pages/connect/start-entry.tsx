/** A service whose accounts are entered: there is nothing to set up or to choose before, so its sign-in starts at once. */
import { useEffect } from 'preact/hooks';
import type { Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { ProblemNote } from '../shared/note';
import { rich, t } from '../shared/texts';
import { CloseButton, Frame, ServiceHead } from './frame';
import { go } from './route';
import type { ServiceProps } from './set-up';
import { startSignIn } from './start-sign-in';

export function StartEntry({ overview, service: view, account, askId }: ServiceProps) {
  const { busy, problem, run } = useAction();
  const { id, name } = view.service;
  const start = async (): Promise<void> => {
    const begun = account ? undefined : waiting(overview, id, askId);
    if (begun === undefined) await startSignIn({ serviceId: id, accountId: account?.id, askId }, true);
    else go({ signIn: begun, askId }, true);
  };
  useEffect(() => run(start), []);
  const foot = problem && (
    <div class="buttons">
      <CloseButton label={t('close')} />
      <span class="end" />
      <button class="button large primary" aria-disabled={busy} onClick={() => run(start)}>
        {t('try_again')}
      </button>
    </div>
  );
  return (
    <Frame overview={overview} foot={foot}>
      <ServiceHead view={view} title={rich('sign_in_title', { service: <bdi>{name}</bdi> })} />
      {problem && <ProblemNote problem={problem} name={name} />}
    </Frame>
  );
}

/** A sign-in at the service that was begun before and still waits for what is entered. */
function waiting({ signIns }: Overview, serviceId: string, askId: string | undefined): string | undefined {
  return signIns.find((each) => each.serviceId === serviceId && each.wait?.for === 'ask' && each.askId === askId)?.id;
}
