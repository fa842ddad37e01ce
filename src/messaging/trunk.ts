/** Many lines over one channel: a page opens one channel to the worker, however many calls it makes at once. */
import type { Line } from './lines';

/** What lines are for. `ask` carries one question, `fetch` one signed call. */
export type LineName = 'ask' | 'fetch';

/**
 * What travels on the channel. Line 0 belongs to nobody: what is said on it concerns all. Its end is the end of every line up to the
 * number in its frame, or of all without one: a line that was opened while the end was on its way goes on.
 */
export interface Parcel {
  /** The line's number, unique on this channel while the line is open. */
  readonly l: number;
  /** With the first parcel of a line: its name. */
  readonly n?: LineName;
  /** A frame. */
  readonly f?: unknown;
  /** The line's end. */
  readonly x?: true;
}

/** A channel as it is: a browser port, a message channel. */
export type Channel = Line<Parcel, Parcel>;

/** The caller's end. */
export interface Trunk {
  line<Up, Down>(name: LineName): Line<Up, Down>;
  /** Drops a channel that may lead nowhere; the next line opens another. */
  reset(): void;
}

/**
 * The caller's end of a channel. It is opened with the first line, and anew after its end: the worker may stop and wake in between.
 * @param onAnnouncement hears what the worker says unasked
 */
export function trunkOver(open: () => Channel, onAnnouncement: () => void = () => undefined): Trunk {
  let channel: Channel | undefined;
  let last = 0;
  const lines = new Map<number, Half>();

  const connect = (): Channel => {
    const fresh = open();
    channel = fresh;
    fresh.onFrame(({ l, f, x }) => {
      if (l === 0 && x) return endLines(fresh, typeof f === 'number' ? f : Infinity);
      if (l === 0) return onAnnouncement();
      if (f !== undefined) lines.get(l)?.hear(f);
      if (x) lines.get(l)?.end();
    });
    fresh.onEnd(() => {
      if (channel === fresh) channel = undefined;
      endLines(fresh);
    });
    return fresh;
  };
  const endLines = (of: Channel, upTo = Infinity): void => {
    for (const [number, half] of lines) if (half.channel === of && number <= upTo) half.end();
  };

  return {
    line<Up, Down>(name: LineName) {
      const on = channel ?? connect();
      const number = (last += 1);
      const half = new Half(on, number, name, () => lines.delete(number));
      lines.set(number, half);
      return half as Line<Up, Down>;
    },
    reset() {
      const dropped = channel;
      channel = undefined;
      for (const half of lines.values()) if (half.channel === dropped) half.close();
      dropped?.close();
    },
  };
}

/**
 * The worker's end of a channel.
 * @param onLine is given each new line, before its first frame
 * @param most lines that may be open at once; further ones are given to `onLine` as `crowded`, and forgotten
 */
export function serveTrunk(
  channel: Channel,
  onLine: (name: LineName, line: Line<unknown, unknown>, crowded: boolean) => void,
  most: number,
): void {
  const lines = new Map<number, Half>();
  channel.onFrame((parcel) => {
    if (!isParcel(parcel)) return;
    const { l, n, f, x } = parcel;
    let half = lines.get(l);
    if (!half && (n === 'ask' || n === 'fetch')) {
      half = new Half(channel, l, undefined, () => lines.delete(l));
      const crowded = lines.size >= most;
      if (!crowded) lines.set(l, half);
      onLine(n, half, crowded);
    }
    if (f !== undefined) half?.hear(f);
    if (x) half?.end();
  });
  channel.onEnd(() => {
    for (const half of lines.values()) half.end();
  });
}

function isParcel(parcel: unknown): parcel is Parcel {
  return typeof parcel === 'object' && parcel !== null && 'l' in parcel && Number.isSafeInteger(parcel.l) && parcel.l !== 0;
}

/** One end of one line. */
class Half implements Line<unknown, unknown> {
  readonly #frames: ((frame: unknown) => void)[] = [];
  readonly #ends: (() => void)[] = [];
  readonly #number: number;
  readonly #onEnd: () => void;
  readonly channel: Channel;
  #name: LineName | undefined;
  #ended = false;

  /** @param name is told with the first frame; the worker's end does not tell it */
  constructor(channel: Channel, number: number, name: LineName | undefined, onEnd: () => void) {
    this.channel = channel;
    this.#number = number;
    this.#name = name;
    this.#onEnd = onEnd;
  }

  send(frame: unknown): void {
    if (this.#ended) return;
    this.channel.send(this.#name ? { l: this.#number, n: this.#name, f: frame } : { l: this.#number, f: frame });
    this.#name = undefined;
  }

  close(): void {
    if (this.#ended) return;
    if (!this.#name) this.channel.send({ l: this.#number, x: true });
    this.end();
  }

  onFrame(listener: (frame: unknown) => void): void {
    this.#frames.push(listener);
  }

  onEnd(listener: () => void): void {
    if (this.#ended) listener();
    else this.#ends.push(listener);
  }

  hear(frame: unknown): void {
    for (const listener of this.#frames) listener(frame);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd();
    for (const listener of this.#ends) listener();
  }
}
