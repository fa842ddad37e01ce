/** The ways to sign in at a service, in words. */
import type { Service } from '../../../src/core/service';
import { waysOf } from '../shared/lookups';
import { t } from '../shared/texts';

export function Ways({ service }: { service: Service }) {
  return (
    <ul>
      {waysOf(service).map((way) => (
        <li key={way}>{t(`entry_${way}`)}</li>
      ))}
    </ul>
  );
}
