/** Talks to Firefox's built-in remote control. A message is `<bytes>:<json>`; every command has a number and one reply. */
import { connect, type Socket } from 'node:net';

interface Waiting {
  readonly command: string;
  readonly timer: NodeJS.Timeout | undefined;
  resolve(value: unknown): void;
  reject(reason: Error): void;
}

/** `[type, number, error, result]`. */
type Reply = readonly [1, number, { readonly error: string; readonly message: string } | null, unknown];

/** Milliseconds after which a command counts as lost. */
const PATIENCE = 60_000;
const COLON = 0x3a;

export class Marionette {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  #received = Buffer.alloc(0);
  #last = 0;

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('data', (chunk) => this.#take(chunk));
    this.#socket.on('error', () => {}); // "close" follows
    this.#socket.on('close', () => this.#abandon());
  }

  /**
   * One command. Others may be under way: each is answered as it is done.
   *
   * @param patience milliseconds after which it counts as lost.
   * @throws Error with the command and Firefox's words, or if Firefox is gone or silent.
   */
  send(command: string, parameters: object = {}, patience = PATIENCE): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new Error(`${command}: Firefox is gone.`));
      const number = ++this.#last;
      const lost = () => {
        this.#waiting.delete(number);
        reject(new Error(`${command}: Firefox did not answer for ${patience} ms.`));
      };
      const timer = Number.isFinite(patience) ? setTimeout(lost, patience) : undefined;
      this.#waiting.set(number, { command, timer, resolve, reject });
      const json = JSON.stringify([0, number, command, parameters]);
      this.#socket.write(`${Buffer.byteLength(json)}:${json}`);
    });
  }

  disconnect(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const colon = this.#received.indexOf(COLON);
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#received.toString('latin1', 0, colon));
      if (this.#received.length < end) return;
      this.#settle(JSON.parse(this.#received.toString('utf8', colon + 1, end)));
      this.#received = this.#received.subarray(end);
    }
  }

  #settle(message: unknown): void {
    if (!Array.isArray(message)) return; // the greeting
    const [, number, error, result] = message as unknown as Reply;
    const one = this.#waiting.get(number);
    if (!one) return;
    this.#waiting.delete(number);
    clearTimeout(one.timer);
    if (error) one.reject(new Error(`${one.command}: ${error.error}: ${error.message}`));
    else one.resolve(result);
  }

  #abandon(): void {
    for (const one of this.#waiting.values()) {
      clearTimeout(one.timer);
      one.reject(new Error(`${one.command}: Firefox closed the connection.`));
    }
    this.#waiting.clear();
  }
}

/** The parameters of `WebDriver:ExecuteScript` that run a function of ours with Firefox's own rights; arguments and result pass as JSON. */
export function script(run: (...args: never[]) => unknown, args: readonly unknown[]): object {
  return { script: `return (${String(run)})(...arguments);`, args, sandbox: 'system', newSandbox: false };
}

/** What a command that answers with one value answered. */
export function valueOf(reply: unknown): unknown {
  return (reply as { readonly value: unknown }).value;
}
