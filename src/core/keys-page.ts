/** Where the user can end an access by hand, where the service's entry knows it. */
import type { Service } from './service';

/** The service's own page that shows its keys; absent where the entry names none. */
export function keyPageOf(service: Service): string | undefined {
  return 'keyUrl' in service ? service.keyUrl : undefined;
}

/** The page that shows its keys, else its documentation. */
export function endingPageOf(service: Service): string | undefined {
  return keyPageOf(service) ?? service.docs;
}
