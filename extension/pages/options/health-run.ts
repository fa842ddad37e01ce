/** Makes checks from the page: the services one by one, a few at a time, so that it can be told how far they are. */
import { call } from '../../../src/admin/calls';
import type { CheckView } from '../../../src/core/health';

/** So many services are asked at once. */
const atOnce = 4;

export interface Progress {
  readonly done: number;
  readonly total: number;
}

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

/** One check from those of the single services; fewer of these than there are services: it was stopped. */
export function joined(views: readonly CheckView[], total: number, at: number): CheckView {
  const sum = (fact: string): number => views.reduce((all, { facts }) => all + Number(facts[fact] ?? 0), 0);
  const silent = views.flatMap(({ facts }) => (facts['silent'] === undefined ? [] : [String(facts['silent'])]));
  const problem = views.find((view) => view.problem)?.problem;
  return {
    name: 'services',
    state: problem ? 'failed' : silent.length > 0 ? 'needs-you' : 'fine',
    at,
    facts: {
      total,
      answered: sum('answered'),
      closed: sum('closed'),
      ...(views.length < total && { stopped: 1 }),
      ...(silent.length > 0 && { silent: silent.join('\n') }),
    },
    ...(problem && { problem }),
    ...(silent.length > 0 && { repair: 'measure' }),
  };
}
