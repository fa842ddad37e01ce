/** What the list of services says of each in a word or two: where it is, what it takes, what is missing, who uses it. */
import { isEntered } from '../../../src/core/is-entered';
import { signInHosts } from '../../../src/core/endpoints';
import { isOwnNetwork } from '../../../src/core/urls';
import type { ServiceView } from '../../../src/messaging/views';
import { protocolText } from '../shared/service-badges';
import { plural, t } from '../shared/texts';

export function ServiceBadges({ view }: { view: ServiceView }) {
  const { service, accounts } = view;
  const entered = isEntered(service) || service.protocol === 'brokered'; // it has no app
  const hosts = [...signInHosts(service, undefined), ...service.apiHosts];
  const registers = service.protocol === 'oauth2' && service.registrationUrl !== undefined;
  return (
    <span class="badges">
      {hosts.some((origin) => isOwnNetwork(new URL(origin))) && <span class="badge">{t('own_network')}</span>}
      {entered && <span class="badge">{protocolText(service.protocol)}</span>}
      {accounts > 0 && <span class="badge petrol">{plural('accounts_count', accounts)}</span>}
      {accounts === 0 && registers && !view.app && <span class="badge">{t('no_set_up')}</span>}
      {accounts === 0 && !entered && !registers && !view.app && <span class="badge">{t('app_missing')}</span>}
    </span>
  );
}
