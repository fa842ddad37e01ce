/** An API host that takes uploads at the test's pace: it stops reading in the middle of a body, or keeps its answer back. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SlowTaker {
  readonly origin: string;
  /** How many requests have come, and how many of them came whole. */
  readonly arrived: () => { readonly begun: number; readonly whole: number };
  /** The next upload is taken as far as this and not answered. */
  next(until: 'a part' | 'the whole body'): {
    /** Resolves when it has come so far. */
    readonly reached: Promise<void>;
    /** Reads the rest. @returns how it ended */
    rest(): Promise<'whole' | 'cut'>;
  };
  close(): Promise<void>;
}

/** Bytes that are read before the rest is left to wait. */
const part = 256 * 1024;

interface Plan {
  readonly until: 'a part' | 'the whole body';
  readonly reach: () => void;
  readonly readOn: Promise<void>;
  readonly end: (how: 'whole' | 'cut') => void;
}

export async function startSlowTaker(): Promise<SlowTaker> {
  const count = { begun: 0, whole: 0 };
  let plan: Plan | undefined;

  const take = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    count.begun += 1;
    const mine = plan;
    plan = undefined;
    let bytes = 0;
    try {
      for await (const chunk of req as AsyncIterable<Buffer>) {
        bytes += chunk.byteLength;
        if (mine?.until !== 'a part' || bytes < part) continue;
        mine.reach();
        await mine.readOn; // until then the sender's buffers fill
      }
    } catch {
      return mine?.end('cut');
    }
    count.whole += 1;
    mine?.reach();
    mine?.end('whole');
    if (!mine) res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ bytes }));
  };
  const server = createServer((req, res) => void take(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived: () => ({ ...count }),
    next(until) {
      const reached = later<void>();
      const readOn = later<void>();
      const ended = later<'whole' | 'cut'>();
      plan = { until, reach: reached.resolve, readOn: readOn.promise, end: ended.resolve };
      return {
        reached: reached.promise,
        rest() {
          readOn.resolve();
          return ended.promise;
        },
      };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function later<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}
