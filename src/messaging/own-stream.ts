/**
 * Streams that a content script makes in Firefox: its `ReadableStream` is the page's, which may look only into what was made for the
 * page. Everywhere else things pass as they are.
 */

/** Firefox gives it to content scripts: a copy in the page, whose functions still run in the script. */
type CloneInto = <T>(value: T, into: unknown, how: { readonly cloneFunctions: true }) => T;
declare const cloneInto: CloneInto | undefined;
declare const window: object;

/** Makes a value fit for the streams of this place. */
export function forStream<T>(value: T): T {
  return typeof cloneInto === 'function' ? cloneInto(value, window, { cloneFunctions: true }) : value;
}

/**
 * Feeds a stream, one piece after the other. There the stream may not wait for a promise of the script: it is told nothing, and the
 * pieces come in turn all the same.
 */
export function inTurn<A>(feed: (controller: A) => Promise<void>): (controller: A) => Promise<void> | undefined {
  if (typeof cloneInto !== 'function') return feed;
  let last = Promise.resolve();
  return (controller) => {
    last = last.then(() => feed(controller));
    return undefined;
  };
}
