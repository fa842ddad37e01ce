/** `countersign/engine/page`: the engine for the pages of the extension whose background runs it. */
import { CodedError } from '../core/problem';
import { accountFetch, call, watch } from './calls';
import type { Engine } from './engine';
import { engineOver } from './engine-over';

export { CodedError as CountersignError };
export type { AccountEnd, AppRegistration, Decision, Engine, EngineView, SignInHow, Yes } from './engine';

/** The engine in this extension's background, from one of its pages: popup, options, a tab. Content scripts use `countersign/client`. */
export function engineHere(): Engine {
  return engineOver({ call, watch, fetch: accountFetch });
}
