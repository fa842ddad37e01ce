/** Services that were asked one by one, as one check. */
import type { CheckView } from '../../../src/core/health';

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
