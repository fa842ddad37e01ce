/** A sign-in that waits for access to hosts: the user's click asks the browser, the sign-in goes on. */
import { isEntered } from '../../../src/core/is-entered';
import { call } from '../../../src/admin/calls';
import { signInHosts } from '../../../src/core/endpoints';
import { requestHosts } from '../../../src/platform/page';
import type { Service } from '../../../src/core/service';
import type { Origin } from '../../../src/core/words';
import type { Overview, SignInView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { serviceOf } from '../shared/lookups';
import { ProblemNote } from '../shared/note';
import { rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { Frame, StopFoot } from './frame';
import { Hosts } from './host-list';

interface ReachProps {
  readonly overview: Overview;
  readonly signIn: SignInView;
  readonly origins: readonly Origin[];
}

export function Reach({ overview, signIn, origins }: ReachProps) {
  const { busy, problem, run } = useAction();
  const { id, serviceName } = signIn;
  const service = serviceOf(overview, signIn.serviceId)?.service;
  const allow = async (): Promise<void> => {
    const granted = await requestHosts(origins);
    await call('signIn.reached', { id, granted });
  };
  const foot = (
    <StopFoot id={id} run={run}>
      <button class="button large primary" aria-disabled={busy} onClick={() => run(allow)}>
        {t('allow_hosts')}
      </button>
    </StopFoot>
  );
  return (
    <Frame overview={overview} foot={foot}>
      <div class="service-head">
        <Tile name={serviceName} hue={signIn.hue} size="large" />
        <h1 class="grow">{rich('reach_title', { service: <bdi>{serviceName}</bdi> })}</h1>
      </div>
      <p class="lede">{t('reach_text')}</p>
      {problem && <ProblemNote problem={problem} name={serviceName} />}
      <Hosts entries={origins.map((origin) => [origin, isApi(service, origin) ? t('reach_why_api') : t('reach_why_sign_in')])} />
      <p class="small faint">{t('reach_will_ask')}</p>
    </Frame>
  );
}

/** Whether calls go there: what follows from an entry is the account's own API host. */
function isApi(service: Service | undefined, origin: Origin): boolean {
  if (!service) return false;
  return service.apiHosts.includes(origin) || (isEntered(service) && !signInHosts(service, undefined).includes(origin));
}
