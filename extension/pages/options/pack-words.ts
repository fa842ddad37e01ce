/** What of a pack is offered to be taken, what is ticked beforehand, and how packs are named. */
import type { Pack, PackService } from '../../../src/core/pack';

/** Whether it makes a difference to take it. */
export function isOffered(state: PackService['state']): boolean {
  return state !== 'same';
}

/** Ticked beforehand is only what nobody has to think about: where a secret would go elsewhere than one expects, the user ticks. */
export function tickedAtFirst(pack: Pack): ReadonlySet<string> {
  const plain = pack.services.filter(({ state, warnings }) => (state === 'new' || state === 'changed') && warnings.length === 0);
  return new Set(plain.map(({ service }) => service.id));
}

export type PackNameError = 'missing' | 'form' | 'taken';

/** What is wrong with a pack's name. @param reserved names that the catalogue has */
export function packNameError(name: string, reserved: readonly string[]): PackNameError | undefined {
  if (name === '') return 'missing';
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/u.test(name)) return 'form';
  return reserved.includes(name) ? 'taken' : undefined;
}
