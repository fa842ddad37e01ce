/** The steps of a sign-in as people see them. */
import type { Step } from '../core/protocol';
import type { OAuth1Way, Service } from '../core/words';

export type Stage = 'reach' | 'ask' | 'visit' | 'enter' | 'trade' | 'identify' | 'seal';

/** All stages that a sign-in at this service passes. */
export function stagesOf(service: Service, way: OAuth1Way | undefined): Stage[] {
  const identifies = (service.protocol === 'oauth2' ? service.userinfoUrl : service.identityUrl) !== undefined;
  const end: Stage[] = identifies ? ['identify', 'seal'] : ['seal'];
  if (way === 'app') return ['reach', 'seal'];
  if (way === 'credentials') return ['reach', 'enter', ...end];
  return ['reach', 'ask', way === 'pin' ? 'enter' : 'visit', 'trade', ...end];
}

/** The way in which a sign-in goes: the one asked for, where the service has it, else the service's first. */
export function wayOf(service: Service, way: OAuth1Way | undefined): OAuth1Way | undefined {
  if (service.protocol !== 'oauth1') return undefined;
  const ways = service.ways ?? ['redirect'];
  return way && ways.includes(way) ? way : ways[0];
}

/** The stage that a sign-in is in while it works on the answer to a step (or begins, without one). */
export function stageAfter(step: Step | undefined, stages: readonly string[]): Stage {
  const after = (stage: Stage): Stage => (stages[stages.indexOf(stage) + 1] ?? 'seal') as Stage;
  if (!step) return after('reach');
  if (step.do === 'visit') return after('visit');
  if (step.do === 'ask') return after('enter');
  return stages.includes('identify') ? 'identify' : 'seal';
}
