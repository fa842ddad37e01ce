/** What our own pages may ask about the health of the house. */
import { CountersignError } from '../../src/core/errors';
import type { OwnHandlers } from '../../src/messaging/serve';
import type { House } from './house';

type HealthHandlers = Pick<OwnHandlers, Extract<keyof OwnHandlers, `health.${string}`>>;

export function healthHandlers(_: House): HealthHandlers {
  const later = () => Promise.reject(new CountersignError('unexpected'));
  return { 'health.check': later, 'health.repair': later, 'health.report': later };
}
