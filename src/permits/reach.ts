/** How far permits and questions go, and whether one covers another. */
import type { Access } from '../core/words';
import { within } from './patterns';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a permit allows, or a question asks for: methods and paths. */
export interface Reach {
  readonly access: Access;
  readonly methods?: readonly string[] | undefined;
  readonly paths: readonly string[];
}

/** Whether a method only reads (RFC 9110 calls it safe). @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
export function isReading(method: string): boolean {
  return reading.has(method);
}

/** Whether a method is covered: by name where methods were chosen, else by whether it reads. */
export function coversMethod({ access, methods }: Omit<Reach, 'paths'>, method: string): boolean {
  return (access === 'change' || isReading(method)) && (methods === undefined || methods.includes(method));
}

/** Whether everything that `inner` allows is allowed by `outer`. */
export function covered(inner: Reach, outer: Reach): boolean {
  const asked = inner.methods ?? (inner.access === 'read' ? [...reading] : undefined);
  const methods = asked ? asked.every((method) => coversMethod(outer, method)) : outer.access === 'change' && !outer.methods;
  return methods && within(inner.paths, outer.paths);
}
