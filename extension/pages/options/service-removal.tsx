/** Removing a service that is in use: only while it has no account, and asked first, as its app goes with it. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { ServiceView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Dialog } from '../shared/dialog';
import { ProblemNote } from '../shared/note';
import { plural, rich, t } from '../shared/texts';
import { writeView } from './view';

export function RemoveService({ view }: { view: ServiceView }) {
  const [asking, setAsking] = useState(false);
  const { busy, problem, run } = useAction();
  const { service, accounts } = view;
  if (accounts > 0) return <span class="small faint">{plural('service_in_use', accounts)}</span>;
  const remove = (): void =>
    run(async () => {
      setAsking(false);
      await call('services.remove', { id: service.id });
      location.hash = writeView({ page: 'services', tab: 'yours' });
    });
  return (
    <>
      <button type="button" class="button danger" onClick={() => setAsking(true)}>
        {t('remove')}
      </button>
      {problem && <ProblemNote problem={problem} name={service.name} />}
      {asking && (
        <Dialog
          title={rich('remove_title', { account: <bdi>{service.name}</bdi> })}
          keep={t('keep_it')}
          destroy={t('remove')}
          busy={busy}
          onKeep={() => setAsking(false)}
          onDestroy={remove}
        >
          <p class="soft">{view.app ? t('remove_service_app') : t('remove_service')}</p>
        </Dialog>
      )}
    </>
  );
}
