/** Whether the browser lets us reach these hosts already; undefined until it has answered. */
import { useEffect, useState } from 'preact/hooks';
import type { Origin } from '../../../src/core/words';
import { hasHosts } from '../../../src/platform/page';

export function useHasHosts(origins: readonly Origin[]): boolean | undefined {
  const [has, setHas] = useState<boolean | undefined>(undefined);
  useEffect(() => {
    let current = true;
    void hasHosts(origins).then((answer) => current && setHas(answer));
    return () => {
      current = false;
    };
  }, [origins.join()]);
  return has;
}
