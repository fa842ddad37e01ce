/** The steps of a sign-in as people see them. */
import { isEntered } from '../core/is-entered';
import type { Step } from '../core/protocol';
import type { OAuth2Service } from '../core/oauth2-service';
import type { Service, Way } from '../core/service';

export type Stage = 'reach' | 'register' | 'ask' | 'visit' | 'enter' | 'code' | 'trade' | 'probe' | 'identify' | 'seal';

/** All stages that a sign-in at this service passes. */
export function stagesOf(service: Service, way: Way | undefined, hasApp: boolean): Stage[] {
  if (isEntered(service)) return service.probe ? ['enter', 'reach', 'probe', 'seal'] : ['enter', 'reach', 'seal'];
  if (service.protocol === 'oauth2') return ofOAuth2(service, way, hasApp);
  if (service.protocol === 'brokered')
    return service.visitUrl === undefined
      ? ['reach', 'enter', 'probe', 'seal']
      : ['reach', 'enter', 'ask', 'visit', 'probe', 'seal'];
  const end: Stage[] = service.identityUrl === undefined ? ['seal'] : ['identify', 'seal'];
  if (way === 'app') return ['reach', 'seal'];
  if (way === 'credentials') return ['reach', 'enter', ...end];
  return ['reach', 'ask', way === 'pin' ? 'enter' : 'visit', 'trade', ...end];
}

function ofOAuth2(service: OAuth2Service, way: Way | undefined, hasApp: boolean): Stage[] {
  const start: Stage[] = hasApp || service.registrationUrl === undefined ? ['reach'] : ['reach', 'register'];
  const end: Stage[] = service.userinfoUrl === undefined ? ['seal'] : ['identify', 'seal'];
  if (way === 'app') return [...start, 'trade', 'seal'];
  if (way === 'device') return [...start, 'ask', 'code', ...end];
  if (way === 'implicit') return [...start, 'visit', ...end];
  return [...start, 'ask', 'visit', 'trade', ...end];
}

/** The way in which a sign-in goes: the one asked for, where the service has it, else the service's first. */
export function wayOf(service: Service, way: Way | undefined): Way | undefined {
  if (service.protocol !== 'oauth1' && service.protocol !== 'oauth2') return undefined;
  const ways: readonly Way[] = service.ways ?? ['redirect'];
  return way && ways.includes(way) ? way : ways[0];
}

/** The stage that a sign-in is in while it works on the answer to a step (or begins, without one). */
export function stageAfter(step: Step | undefined, stages: readonly string[]): Stage {
  const after = (stage: Stage): Stage => (stages[stages.indexOf(stage) + 1] ?? 'seal') as Stage;
  if (!step) return stages.includes('reach') && stages[0] !== 'enter' ? after('reach') : 'enter';
  if (step.do === 'visit') return after('visit');
  if (step.do === 'ask') return after('enter');
  if (step.do === 'wait') return step.show ? 'code' : 'probe';
  if (step.do === 'reach' && stages[0] === 'enter') return after('reach');
  if (step.do === 'next' && step.app) return after('register');
  return stages.includes('identify') ? 'identify' : 'seal';
}
