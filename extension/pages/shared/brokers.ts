/** Through which accounts a connector can be reached, as far as the overview tells. */
import { isBrokerOf } from '../../../src/core/broker';
import type { BrokeredService } from '../../../src/core/brokered-service';
import type { AccountView, Overview, ServiceView } from '../../../src/messaging/views';

/** The services in use that the connector's entry means. */
export function brokersOf(overview: Overview, service: BrokeredService): readonly ServiceView[] {
  return overview.services.filter((view) => isBrokerOf(service, { ...view, id: view.service.id }));
}

/** The accounts there whose secret may go where the connector's calls go. */
export function brokerAccounts(overview: Overview, service: BrokeredService): readonly AccountView[] {
  const brokers = new Set(brokersOf(overview, service).map((view) => view.service.id));
  return overview.accounts.filter(
    ({ serviceId, apiHosts }) => brokers.has(serviceId) && service.apiHosts.every((origin) => apiHosts.includes(origin)),
  );
}

/** The connectors that are reached through an account. */
export function connectorsOf({ accounts }: Overview, { id }: AccountView): readonly AccountView[] {
  return accounts.filter(({ parentId }) => parentId === id);
}
