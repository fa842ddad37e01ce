/** A waiting request: who asks and for what. It can be refused here, never allowed. */
import { call } from '../../../src/admin/calls';
import type { Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { CallerShort, callerText, ContainerBadge, Host } from '../shared/host';
import { accountOf, serviceOf } from '../shared/lookups';
import { ProblemNote } from '../shared/note';
import { requestText } from '../shared/permit-words';
import { plural, rich, t } from '../shared/texts';
import { CallerTile } from '../shared/tile';

export function Request({ overview }: { overview: Overview }) {
  const { busy, problem, run } = useAction();
  const ask = overview.asks[0];
  if (!ask) return null;
  const service = serviceOf(overview, ask.serviceId)?.service;
  const { caller } = ask;
  const site = <CallerShort caller={caller} />;
  const again = accountOf(overview, ask.again?.accountId);
  const name = <bdi>{service?.name ?? ask.serviceId}</bdi>;
  const behind = overview.asks.length - 1;
  return (
    <>
      <section class="here wax" aria-labelledby="ask">
        <div class="top">
          <CallerTile caller={caller} />
          <div class="grow">
            <h2 id="ask">
              {caller.kind === 'site' && caller.within !== undefined
                ? rich('request_title_within', { outer: <Host origin={caller.within} />, site })
                : rich('request_title', { site })}
              <ContainerBadge caller={caller} />
            </h2>
            <p class="small soft">
              {again
                ? rich('request_again', { account: <bdi>{again.label}</bdi>, service: name })
                : requestText(ask, service, name)}
            </p>
          </div>
        </div>
        <div class="buttons">
          <button class="button small" aria-disabled={busy} onClick={() => run(() => call('asks.refuse', { id: ask.id }))}>
            {t('refuse')}
          </button>
          <span class="end" />
          <button class="button small primary" onClick={() => run(() => call('asks.show', { id: ask.id }))}>
            {t('request_look')}
          </button>
        </div>
      </section>
      {problem && <ProblemNote problem={problem} name={callerText(caller)} />}
      {behind > 0 && <p class="behind small faint">{plural('request_behind', behind)}</p>}
    </>
  );
}
