/** Resolves what a caller wrote to one service, once, at the door. */
import type { Service } from '../core/service';

/** The service meant by an id, a name (without regard to case) or one of its API hosts. Undefined when none or several fit. */
export function findService(services: readonly Service[], wanted: string): Service | undefined {
  const exact = services.find((service) => service.id === wanted);
  if (exact) return exact;
  const host = URL.canParse(wanted) ? new URL(wanted).origin : undefined;
  const fitting = services.filter(
    (service) => service.name.toLowerCase() === wanted.toLowerCase() || (host !== undefined && service.apiHosts.includes(host)),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}
