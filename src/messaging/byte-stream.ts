/**
 * A stream of bytes that a script makes by itself. In a content script of Firefox the class is the page's, which may not look at what the
 * script holds: what it is given is made in the page's world.
 */

interface Source {
  pull(controller: ReadableByteStreamController): Promise<void>;
  cancel(): void;
}

/** What Firefox gives to content scripts alone. */
interface FirefoxPowers {
  readonly cloneInto?: <T>(value: T, scope: object, how: { readonly cloneFunctions: true }) => T;
  readonly exportFunction?: <T>(work: T, scope: object) => T;
}

/** Nothing is pulled ahead of the reader; as with `fetch`, the reader may bring its own buffer. */
export function byteStream({ pull, cancel }: Source): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { cloneInto, exportFunction } = globalThis as FirefoxPowers;
  if (!cloneInto || !exportFunction) return new ReadableStream({ type: 'bytes', pull, cancel }, { highWaterMark: 0 });
  const page = globalThis as unknown as { readonly window: { readonly Promise: PromiseConstructor } };
  const pulled = (controller: ReadableByteStreamController): Promise<void> => {
    const work = (resolve: () => void, reject: (error: unknown) => void): void =>
      void pull(controller).then(() => resolve(), reject);
    return new page.window.Promise<void>(exportFunction(work, page.window));
  };
  const into = <T>(value: T): T => cloneInto(value, page.window, { cloneFunctions: true });
  return new ReadableStream(into({ type: 'bytes', pull: pulled, cancel }), into({ highWaterMark: 0 }));
}
