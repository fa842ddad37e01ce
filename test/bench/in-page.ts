/** What the bench does inside the page: each function is evaluated there, and calls only what any page may call. */
import type { Account } from '../../src/client/countersign';

declare const app: { account(handle: string): Account };
/** Kept in the page between two measurements. */
declare const kept: { upload: Blob };

/** A page's own `fetch`, or that of the account with this handle. */
export type Who = string | undefined;

interface Calls {
  readonly who: Who;
  readonly url: string;
  readonly count: number;
}

/** One call after another. @returns milliseconds of each, to the last byte */
export async function oneByOne({ who, url, count }: Calls): Promise<number[]> {
  const call = who === undefined ? fetch : app.account(who).fetch;
  const times: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const started = performance.now();
    const response = await call(url);
    await response.text();
    times.push(performance.now() - started);
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  }
  return times;
}

/** So many calls, 64 of them in flight. @returns calls a second */
export async function inFlight({ who, url, count }: Calls): Promise<number> {
  const call = who === undefined ? fetch : app.account(who).fetch;
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const response = await call(url);
      await response.text();
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: 64 }, worker));
  return count / ((performance.now() - started) / 1000);
}

interface Bytes {
  readonly who: Who;
  readonly origin: string;
  readonly bytes: number;
}

/** Reads a body to its end and drops it. @returns milliseconds */
export async function download({ who, origin, bytes }: Bytes): Promise<number> {
  const call = who === undefined ? fetch : app.account(who).fetch;
  const started = performance.now();
  const reader = (await call(`${origin}/down?bytes=${bytes}`)).body?.getReader();
  let got = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) break;
    got += value?.byteLength ?? 0;
  }
  if (got !== bytes) throw new Error(`${got} of ${bytes} bytes arrived.`);
  return performance.now() - started;
}

/** Makes what is sent: a Blob of 8 MB of noise, so many times; no copies are made. */
export function prepareUpload(bytes: number): void {
  const size = 8 * 1024 * 1024;
  const noise = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(noise.subarray(at, at + 65_536));
  const part = new Blob([noise]);
  const upload = new Blob(Array.from({ length: Math.ceil(bytes / size) }, () => part)).slice(0, bytes);
  Object.assign(globalThis, { kept: { upload } });
}

/** Sends what was prepared. @returns milliseconds */
export async function upload({ who, origin, bytes }: Bytes): Promise<number> {
  const call = who === undefined ? fetch : app.account(who).fetch;
  const started = performance.now();
  const response = await call(`${origin}/up`, { method: 'POST', body: kept.upload });
  const got = ((await response.json()) as { bytes: number }).bytes;
  if (got !== bytes) throw new Error(`${got} of ${bytes} bytes arrived.`);
  return performance.now() - started;
}
