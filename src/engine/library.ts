/** `countersign/engine`: Countersign's engine as the background of another extension. */
import { CountersignError } from '../core/errors';

export { CountersignError };
export { startEngine } from './start-engine';
export type { AccountEnd, AppRegistration, Decision, Engine, EngineView, SignInHow, Yes } from '../admin/engine';
export type { Template as ServiceEntry } from '../core/catalogue';
export type { Consent, Question } from './consent';
export type { EngineOptions } from './start-engine';
