/** The last requests whose signature can be explained: kept in memory, for this run of the browser only. They hold no secret. */
import { callerKey } from '../core/caller';
import type { SignedTrace } from '../core/signature-lens';
import type { Caller, Instant } from '../core/words';

/** So many are kept. */
const most = 20;
/** How long a trace may wait for others before they are written, in milliseconds. */
const delay = 500;

export interface Trace extends SignedTrace {
  readonly id: string;
  readonly at: Instant;
  readonly caller: Caller;
  readonly accountId: string;
  /** The account's label at that time. */
  readonly label: string;
}

/** Memory that outlives the worker and ends with the browser. */
export interface TraceStore {
  read(): Promise<readonly Trace[]>;
  write(traces: readonly Trace[]): Promise<void>;
}

export interface Traces {
  /** Takes a trace when its explanation is there; one that fails is none. Returns at once and never throws. */
  note(of: Omit<Trace, keyof SignedTrace | 'id'>, explained: Promise<SignedTrace | undefined>): void;
  /** Newest first. */
  recent(): Promise<readonly Trace[]>;
  /** Wipes those of a caller (by its key), of an account, of both together, or all; also those that are still being explained. */
  wipe(whose: { callerKey?: string | undefined; accountId?: string | undefined }): Promise<void>;
}

export function makeTraces(store: TraceStore): Traces {
  let loading: Promise<Trace[]> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const explaining = new Set<Omit<Trace, keyof SignedTrace | 'id'>>();

  /** The one ring of this worker, newest first. What an earlier worker wrote is read once. */
  const ring = (): Promise<Trace[]> =>
    (loading ??= store.read().then(
      (known) => [...known],
      () => [],
    ));
  const write = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    await store.write([...(await ring())]);
  };
  const add = async (trace: Trace): Promise<void> => {
    const traces = await ring();
    traces.push(trace);
    traces.sort((one, other) => other.at - one.at);
    traces.length = Math.min(traces.length, most);
    timer ??= setTimeout(() => void write().catch(() => undefined), delay);
  };
  return {
    note(of, explained) {
      explaining.add(of);
      void explained
        .then((trace) => (trace && explaining.has(of) ? add({ ...trace, ...of, id: crypto.randomUUID() }) : undefined))
        .catch(() => undefined)
        .finally(() => explaining.delete(of));
    },
    recent: async () => [...(await ring())],
    async wipe(whose) {
      const isOf = ({ caller, accountId }: Pick<Trace, 'caller' | 'accountId'>): boolean =>
        (whose.callerKey === undefined || callerKey(caller) === whose.callerKey) &&
        (whose.accountId === undefined || accountId === whose.accountId);
      for (const of of explaining) if (isOf(of)) explaining.delete(of);
      const traces = await ring();
      traces.splice(0, traces.length, ...traces.filter((trace) => !isOf(trace)));
      await write();
    },
  };
}

/** Memory that ends with its holder. */
export function memoryTraces(): TraceStore {
  let kept: readonly Trace[] = [];
  return {
    read: async () => structuredClone(kept),
    write: async (traces) => {
      kept = structuredClone(traces);
    },
  };
}
