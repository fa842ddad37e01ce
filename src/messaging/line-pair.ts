/** Two ends of one line inside a context: what serves other contexts serves this one too. */
import type { Line } from './lines';

/** What one end says, the other hears at once; the end of one is the end of both. */
export function linePair<A, B>(): readonly [Line<A, B>, Line<B, A>] {
  const near: End = { frames: [], ends: [] };
  const far: End = { frames: [], ends: [] };
  let over = false;
  const close = (): void => {
    if (over) return;
    over = true;
    for (const listener of [...near.ends, ...far.ends]) listener();
  };
  const half = <Out, In>(own: End, other: End): Line<Out, In> => ({
    send(frame) {
      if (!over) for (const listener of other.frames) listener(frame);
    },
    close,
    onFrame: (listener) => void own.frames.push(listener as Hears),
    onEnd: (listener) => void (over ? listener() : own.ends.push(listener)),
  });
  return [half<A, B>(near, far), half<B, A>(far, near)];
}

type Hears = (frame: unknown) => void;
interface End {
  readonly frames: Hears[];
  readonly ends: (() => void)[];
}
