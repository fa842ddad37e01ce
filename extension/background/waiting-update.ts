/**
 * An update of the extension that waits until nothing would be cut off by it. The browser tells of it, and holds it back because somebody
 * listens; where nothing is under way for a while, it may put it in by itself.
 */

/** What an update waits for: a sign-in of the user, a renewal or another step whose result must not be lost, calls, actions, pages of ours. */
export type WaitsFor = 'sign-in' | 'renewal' | 'call' | 'action' | 'page';

/** What is under way. */
export type UnderWay = Readonly<Record<WaitsFor, boolean>>;

export interface UpdateWaiting {
  readonly version: string;
  readonly waitsFor: readonly WaitsFor[];
}

export interface Ports {
  readonly runtime: {
    /** This version. */
    readonly version: string;
    /** Hears of an update. */
    onUpdate(listener: (version: string) => void): void;
    /** Starts the extension anew, with its update. */
    reload(): void;
  };
  /** The version that waits: outlives the worker. */
  readonly memory: { read(): Promise<string | undefined>; write(version: string | undefined): Promise<void> };
  underWay(): Promise<UnderWay>;
  /** Has {@link Updates.check} called from time to time, while it is needed. */
  wakeWhile(needed: boolean): Promise<void>;
}

export interface Updates {
  /** Puts a waiting update in, if nothing is in its way. To be called at each change and by the alarm. */
  check(): Promise<void>;
  /** The update that waits, and what for, by the last check. */
  waiting(): UpdateWaiting | undefined;
}

export function makeUpdates({ runtime, memory, underWay, wakeWhile }: Ports): Updates {
  let version: string | undefined;
  let waitsFor: readonly WaitsFor[] = [];
  let checking: Promise<void> | undefined;

  const isFree = async (): Promise<boolean> => {
    const names = Object.entries(await underWay()) as [WaitsFor, boolean][];
    waitsFor = names.filter(([, busy]) => busy).map(([name]) => name);
    return waitsFor.length === 0;
  };
  const keep = async (next: string | undefined): Promise<void> => {
    await memory.write(next);
    await wakeWhile(next !== undefined);
  };
  const look = async (next: string): Promise<void> => {
    if (!(await isFree())) return;
    await keep(undefined); // an update that does not come is not tried without end: the browser tells of it again
    if (await isFree()) runtime.reload();
    else await keep(next);
  };
  const check = async (): Promise<void> => {
    if (version === undefined) return;
    await (checking ??= look(version).finally(() => (checking = undefined)));
  };
  const expect = async (next: string): Promise<void> => {
    version = next;
    await keep(next);
    await check();
  };
  runtime.onUpdate((next) => void expect(next));
  void memory.read().then(async (known) => {
    if (known === undefined || version !== undefined) return;
    if (known !== runtime.version) return expect(known);
    await keep(undefined); // it is in
  });
  return { check, waiting: () => (version === undefined ? undefined : { version, waitsFor }) };
}
