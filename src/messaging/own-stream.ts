/**
 * Streams that a content script makes in Firefox: its `ReadableStream` is the page's, which may look only into what was made for the
 * page. Everywhere else things pass as they are.
 */

/** Firefox gives it to content scripts: a copy in the page, whose functions still run in the script. */
type CloneInto = <T>(value: T, into: unknown, how: { readonly cloneFunctions: true }) => T;
declare const cloneInto: CloneInto | undefined;
declare const window: { readonly Promise: PromiseConstructor };

/** Makes a value fit for the streams of this place. */
export function forStream<T>(value: T): T {
  return typeof cloneInto === 'function' ? cloneInto(value, window, { cloneFunctions: true }) : value;
}

/** Makes a promise fit for the streams of this place. */
export function promiseForStream(work: Promise<void>): Promise<void> {
  if (typeof cloneInto !== 'function') return work;
  const settle = (resolve: () => void, reject: (error: unknown) => void): void => void work.then(() => resolve(), reject);
  return new window.Promise<void>(forStream(settle));
}
