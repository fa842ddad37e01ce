/** The steps of a sign-in as people see them. */
import type { Step } from '../core/protocol';
import type { Service } from '../core/words';

export type Stage = 'reach' | 'ask' | 'visit' | 'trade' | 'identify' | 'seal';

/** All stages that a sign-in at this service passes. */
export function stagesOf(service: Service): Stage[] {
  const identifies = service.protocol === 'oauth2' && service.userinfoUrl !== undefined;
  return ['reach', 'ask', 'visit', 'trade', ...(identifies ? (['identify'] as const) : []), 'seal'];
}

/** The stage that a sign-in is in while it works on the answer to a step (or begins, without one). */
export function stageAfter(step: Step | undefined, stages: readonly string[]): Stage {
  if (!step || step.do === 'reach') return 'ask';
  if (step.do === 'visit') return 'trade';
  return stages.includes('identify') ? 'identify' : 'seal';
}
