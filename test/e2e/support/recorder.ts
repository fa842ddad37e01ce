/**
 * Runs inside the worker, the bridge and every page, in front of all other code there: writes down every message, frame,
 * console line and error, and reads out what a script there could reach. It holds no import, so that its text can be injected.
 */

/** One thing seen. `channel` says how it came, `text` holds every string and every byte of it. */
export interface Seen {
  readonly channel: string;
  readonly text: string;
}

export interface Recorder {
  readonly seen: Seen[];
  /** Every string and byte that can be reached from a value. */
  spell(value: unknown): Promise<string>;
}

type Listener = (...args: unknown[]) => unknown;
interface PortLike {
  readonly name: string;
  postMessage(frame: unknown): void;
  readonly onMessage: { addListener(listener: Listener): void };
}

/** @param where 'worker', 'bridge' or 'page' */
export function recordEverything(where: string): void {
  const scope = globalThis as unknown as Record<string, unknown>;
  if (scope['recorder']) return;
  const seen: Seen[] = [];
  const note = (channel: string, value: unknown): void => {
    void spell(value).then((text) => seen.push({ channel: `${where}: ${channel}`, text }));
  };
  Object.defineProperty(scope, 'recorder', { value: { seen, spell }, enumerable: false });

  for (const level of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    const real = console[level].bind(console);
    console[level] = (...args: unknown[]) => {
      note('console', args);
      real(...args);
    };
  }
  addEventListener('error', (event) => note('thrown error', [event.message, event.error]));
  addEventListener('unhandledrejection', (event) => note('thrown error', event.reason));
  if (where === 'page') recordPage();
  if (where === 'worker') recordFetch();
  // In Firefox `browser` and `chrome` may be two.
  const apis = ['chrome', 'browser'].map((name) => (scope[name] as { runtime?: Record<string, unknown> } | undefined)?.runtime);
  for (const runtime of new Set(apis)) if (runtime) recordRuntime(runtime);

  function recordRuntime(api: Record<string, unknown>): void {
    const { sendMessage, connect } = api as Record<string, Listener>;
    if (sendMessage) {
      api['sendMessage'] = (message: unknown, ...rest: unknown[]) => {
        note(`message ${nameOf(message)}`, message);
        const reply = (answer: unknown): void => note(`reply ${nameOf(message)}`, answer);
        const callback = rest.at(-1);
        if (typeof callback === 'function') {
          const told: Listener = (answer) => {
            reply(answer);
            return (callback as Listener)(answer);
          };
          return sendMessage.call(api, message, ...rest.slice(0, -1), told);
        }
        const answer = sendMessage.call(api, message, ...rest) as Promise<unknown> | undefined;
        void answer?.then(reply, reply);
        return answer;
      };
    }
    if (connect) api['connect'] = (...args: unknown[]) => recordPort(connect.apply(api, args) as PortLike);
    wrapEvent(api['onMessage'], (listener) => (message, sender, respond) => {
      note(`message ${nameOf(message)}`, message);
      const reply: Listener = (answer) => note(`reply ${nameOf(message)}`, answer);
      const answered: Listener = (answer) => {
        reply(answer);
        return (respond as Listener)(answer);
      };
      const promised = listener(message, sender, answered);
      if (promised instanceof Promise) void promised.then(reply, reply);
      return promised;
    });
    for (const event of ['onConnect', 'onConnectExternal'])
      wrapEvent(api[event], (listener) => (port) => listener(recordPort(port as PortLike)));
  }

  function nameOf(message: unknown): string {
    const own = typeof message === 'object' && message !== null ? (message as Record<string, unknown>)['own'] : undefined;
    return typeof own === 'string' ? own : '';
  }

  function wrapEvent(event: unknown, wrap: (listener: Listener) => Listener): void {
    const target = event as { addListener?: Listener } | undefined;
    const add = target?.addListener?.bind(target);
    if (target && add) target.addListener = (listener, ...rest) => add(wrap(listener as Listener), ...rest);
  }

  function recordPort(port: PortLike): PortLike {
    const send = port.postMessage.bind(port);
    Object.defineProperty(port, 'postMessage', {
      value: (frame: unknown) => {
        note(`frame out ${port.name}`, frame);
        send(frame);
      },
    });
    // A copy: the bridge hands the bytes on to the page, and keeps none to look at later.
    port.onMessage.addListener((frame) => note(`frame in ${port.name}`, structuredClone(frame)));
    return port;
  }

  function recordPage(): void {
    addEventListener('message', (event) => note('window message', event.data), true);
    const Real = MessageChannel;
    scope['MessageChannel'] = class extends Real {
      constructor() {
        super();
        for (const port of [this.port1, this.port2]) {
          port.addEventListener('message', ({ data }) => note('channel frame in', data));
          const send = port.postMessage.bind(port);
          port.postMessage = (data: unknown) => {
            note('channel frame out', data);
            send(data);
          };
        }
      }
    };
  }

  function recordFetch(): void {
    const real = fetch;
    scope['fetch'] = (input: unknown, init?: RequestInit) => {
      note('request URL', String(input));
      note('request body', init?.body);
      return real(input as string, init);
    };
  }

  async function spell(value: unknown): Promise<string> {
    const parts: string[] = [];
    const known = new Set<unknown>([seen, scope['recorder']]);
    const queue: unknown[] = [value];
    for (let at = 0; at < queue.length; at += 1) {
      const one = queue[at];
      if (typeof one === 'string') parts.push(one);
      else if (typeof one === 'number' || typeof one === 'bigint') parts.push(String(one));
      if ((typeof one !== 'object' && typeof one !== 'function') || one === null || known.has(one)) continue;
      known.add(one);
      try {
        parts.push(await bytesOf(one));
        if (one instanceof Map || one instanceof Set || one instanceof Headers || one instanceof URLSearchParams)
          queue.push(...one);
      } catch {
        // a prototype: nothing inside
      }
      if (!ArrayBuffer.isView(one)) open(one, queue, parts);
    }
    return parts.join('\n');
  }

  /** What an object holds beside its properties. A CryptoKey tells nothing: that is what it is for. */
  async function bytesOf(one: object): Promise<string> {
    if (one instanceof Blob) return one.text();
    if (one instanceof ArrayBuffer) return latin1(new Uint8Array(one));
    return ArrayBuffer.isView(one) ? latin1(new Uint8Array(one.buffer, one.byteOffset, one.byteLength)) : '';
  }

  /** The own properties of an object, and those of an error that are not its own; a getter that throws has nothing to tell. */
  function open(one: object, queue: unknown[], parts: string[]): void {
    const look = (read: () => unknown): void => {
      try {
        const value = read();
        if (value instanceof Promise) value.catch(() => undefined); // a getter of a prototype may answer so
        queue.push(value);
      } catch {
        // a getter of a prototype: nothing to see
      }
    };
    if (one instanceof Error || one instanceof URL) look(() => String(one));
    if (one instanceof Error) look(() => one.stack);
    for (const key of Reflect.ownKeys(one)) {
      if (key === 'recorder') continue;
      parts.push(String(key));
      look(() => (one as Record<PropertyKey, unknown>)[key]);
    }
  }

  function latin1(bytes: Uint8Array): string {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return text;
  }
}
