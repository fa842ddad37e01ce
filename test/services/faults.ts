/** Keeps the faults a test has queued and hands each request the one meant for it. */
import type { Fault, FaultHandle } from './types';

/** A queued fault together with the switch that announces it was reached. */
export interface Planned {
  readonly fault: Fault;
  announce(): void;
}

interface Plan extends Planned {
  readonly path: string | RegExp;
}

export class FaultQueue {
  #once: Plan[] = [];
  #lasting: Plan[] = [];

  next(path: string | RegExp, fault: Fault): FaultHandle {
    return plan(this.#once, path, fault);
  }

  always(path: string | RegExp, fault: Fault): FaultHandle {
    return plan(this.#lasting, path, fault);
  }

  clear(): void {
    this.#once = [];
    this.#lasting = [];
  }

  /** Takes the fault for a request; one-shot faults go before lasting ones, oldest first. */
  take(method: string, path: string, query: string): Planned | undefined {
    const fits = (one: Plan) => matches(one.path, method, path, query);
    const index = this.#once.findIndex(fits);
    if (index >= 0) return this.#once.splice(index, 1)[0];
    return this.#lasting.find(fits);
  }
}

function plan(list: Plan[], path: string | RegExp, fault: Fault): FaultHandle {
  const { promise, resolve } = withResolvers();
  list.push({ path, fault, announce: resolve });
  return { reached: promise };
}

function matches(wanted: string | RegExp, method: string, path: string, query: string): boolean {
  if (typeof wanted === 'string') return wanted === path || wanted === `${method} ${path}`;
  return new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, '')).test(path + query);
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
