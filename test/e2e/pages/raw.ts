/** Frames as an attacker's page would send them: made by hand, past the client library. */
import type { Page } from 'playwright';

export interface Heard {
  /** What came back on the channel, in order. */
  readonly frames: readonly unknown[];
  /** Whether the other end of the channel closed. */
  readonly closed: boolean;
}

interface Channels {
  channels: Map<number, { port: MessagePort; far: MessagePort; name: unknown; frames: unknown[]; closed: boolean }>;
}

/**
 * Opens a channel with one line by hand.
 * @param name of the line
 * @param target an expression for the window to which the opening goes
 * @param opening what is sent there
 * @returns the line's number in the page
 */
export async function openRaw(
  page: Pick<Page, 'evaluate'>,
  name: unknown,
  target = 'window',
  opening: unknown = 'open',
): Promise<number> {
  const line = await page.evaluate((named) => {
    const own = globalThis as unknown as Channels;
    own.channels ??= new Map();
    const { port1, port2 } = new MessageChannel();
    const channel = { port: port1, far: port2, name: named, frames: [] as unknown[], closed: false };
    // What is said on line 0 concerns the channel, and is kept whole.
    port1.addEventListener('message', ({ data }) => channel.frames.push(data?.l === 0 ? data : (data?.f ?? data)));
    port1.addEventListener('close', () => (channel.closed = true));
    port1.start();
    own.channels.set(own.channels.size, channel);
    return own.channels.size - 1;
  }, name);
  await page.evaluate(`${target}.postMessage({ countersign: ${JSON.stringify(opening)} }, '*', [channels.get(${line}).far])`);
  return line;
}

/** @param expression makes the frame in the page, so that it may hold what no JSON holds */
export async function sendRaw(page: Pick<Page, 'evaluate'>, line: number, expression: string): Promise<void> {
  await sendParcel(page, line, `{ l: 1, n: channels.get(${line}).name, f: ${expression} }`);
}

/** Anything on a channel, whether or not a frame is in it. */
export async function sendParcel(page: Pick<Page, 'evaluate'>, line: number, expression: string): Promise<void> {
  await page.evaluate(`channels.get(${line}).port.postMessage(${expression})`);
}

export function heard(page: Pick<Page, 'evaluate'>, line: number): Promise<Heard> {
  return page.evaluate((which) => {
    const { frames = [], closed = false } = (globalThis as unknown as Channels).channels.get(which) ?? {};
    return { frames, closed };
  }, line);
}

/** One frame on a line of its own. @returns the first frame that comes back, as `code` or `value` */
export async function askRaw(page: Page, name: 'ask' | 'fetch', expression: string): Promise<unknown> {
  const line = await openRaw(page, name);
  await sendRaw(page, line, expression);
  const frame = await page.waitForFunction((which) => (globalThis as unknown as Channels).channels.get(which)?.frames[0], line);
  const { problem, value } = (await frame.jsonValue()) as { problem?: { code: string }; value?: unknown };
  return problem?.code ?? value;
}
