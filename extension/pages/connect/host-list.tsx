/** The hosts that a sign-in and the calls after it reach, whole, each with its reason. */
import type { Way, Service } from '../../../src/core/service';
import type { Origin } from '../../../src/core/words';
import { Host } from '../shared/host';
import { signInHosts } from '../../../src/core/endpoints';
import { isOwnNetwork } from '../../../src/core/urls';
import { neededOrigins } from '../shared/lookups';
import { t } from '../shared/texts';

export interface HostListProps {
  readonly service: Service;
  /** This browser's. */
  readonly redirectUrl: string;
  /** The app's own, where it has one. */
  readonly registered?: string | undefined;
  readonly way: Way | undefined;
}

export function HostList({ service, redirectUrl, registered, way }: HostListProps) {
  const signIn = signInHosts(service, way);
  const why = (origin: Origin): string => {
    const [asks, calls] = [signIn.includes(origin), service.apiHosts.includes(origin)];
    if (asks && calls) return t('reach_why_both');
    if (asks) return t('reach_why_sign_in');
    return calls ? t('reach_why_api') : t('reach_why_return');
  };
  return <Hosts entries={neededOrigins(service, redirectUrl, way, registered).map((origin) => [origin, why(origin)])} />;
}

export function Hosts({ entries }: { entries: readonly (readonly [Origin, string])[] }) {
  return (
    <ul class="card rows plain-rows">
      {entries.map(([origin, why]) => (
        <li key={origin}>
          <span>
            <code>
              <Host origin={origin} />
            </code>
            {isOwnNetwork(new URL(origin)) && (
              <>
                {' '}
                <span class="badge">{t('your_network')}</span>
              </>
            )}
          </span>
          <span class="small soft">{why}</span>
        </li>
      ))}
    </ul>
  );
}
