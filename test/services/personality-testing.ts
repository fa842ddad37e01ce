/** An app registered with a personality of the practice service, for the tests of each. */
import { CALLBACK, OAuth1App, type Habits } from './oauth1-testing';
import type { AppTraits } from './oauth1-tokens';
import { startPersonality, type PersonalityName, type PersonalityService } from './personalities';
import type { PersonalityOptions } from './personality';
import type { Keys } from './testing-signer';

export type PersonalityApp = OAuth1App<PersonalityService>;

interface Beginning {
  readonly options?: PersonalityOptions;
  readonly traits?: AppTraits;
  readonly habits?: Habits;
  readonly privateKey?: Keys['privateKey'];
}

/** Starts a personality and registers an app with it. The test closes the service. */
export async function beginWith(
  name: PersonalityName,
  { options, traits, habits, privateKey }: Beginning = {},
): Promise<PersonalityApp> {
  const service = await startPersonality(name, options);
  const keys = service.registerApp({ callbacks: [CALLBACK], ...traits });
  return new OAuth1App(service, { ...keys, ...(privateKey ? { privateKey } : {}) }, habits);
}

/** The name of the problem in an answer, from its challenge. */
export function problemOf(reply: { headers: Record<string, string> }): string {
  return /oauth_problem="([^"]*)"/.exec(reply.headers['www-authenticate'] ?? '')?.[1] ?? '';
}
