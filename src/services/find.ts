/** Resolves what a caller wrote to one service, once, at the door. */
import type { Service } from '../core/service';

/**
 * The service meant by an id, a name (without regard to case) or one of its API hosts, which mean the service itself and none of the
 * connectors that it hosts. Undefined when none or several fit.
 */
export function findService(services: readonly Service[], wanted: string): Service | undefined {
  const exact = services.find((service) => service.id === wanted);
  if (exact) return exact;
  const host = URL.canParse(wanted) ? new URL(wanted).origin : undefined;
  const hasHost = ({ protocol, apiHosts }: Service): boolean =>
    host !== undefined && protocol !== 'brokered' && apiHosts.includes(host);
  const fitting = services.filter((service) => service.name.toLowerCase() === wanted.toLowerCase() || hasHost(service));
  return fitting.length === 1 ? fitting[0] : undefined;
}
