/** Makes checks from the page: the services one by one, a few at a time, so that it can be told how far they are. */
import { call } from '../../../src/admin/calls';
import type { CheckView } from '../../../src/core/health';
import { joined } from './health-joined';
import type { Progress } from './health-rows';

/** So many services are asked at once. */
const atOnce = 4;

/**
 * Asks every service.
 * @param signal ends it: what has answered until then counts
 */
export async function askServices(tell: (progress: Progress) => void, signal: AbortSignal): Promise<CheckView> {
  const left = [...(await call('health.services', {}))];
  const total = left.length;
  const views: CheckView[] = [];
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next && !signal.aborted; next = left.shift()) {
      const view = await call('health.check', { name: 'services', serviceId: next.id });
      if (signal.aborted) return;
      views.push(view);
      tell({ done: views.length, total });
    }
  };
  tell({ done: 0, total });
  await Promise.race([stopped, Promise.all(Array.from({ length: atOnce }, work))]);
  return joined(views, total, Date.now());
}
