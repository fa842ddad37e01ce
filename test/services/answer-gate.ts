/** Lets something happen between an answer being ready and its first byte leaving. */
import type { ServerResponse } from 'node:http';

/** Sets status and headers without sealing them, so that they may still change before the first byte. */
export function setHead(res: ServerResponse, status: number, headers: Record<string, string | string[]>): ServerResponse {
  res.statusCode = status;
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  return res;
}

/**
 * Holds back everything written to `res` until `before` has settled. `before` runs once, at the first
 * `write` or `end`, when status and headers are complete but unsent, so it may still change headers.
 * The service must set them by {@link setHead}; `writeHead` would seal them.
 * Whatever `before` throws cuts the connection.
 */
export function gateAnswer(res: ServerResponse, before: () => Promise<void>): void {
  const write = res.write.bind(res) as (...args: unknown[]) => boolean;
  const end = res.end.bind(res) as (...args: unknown[]) => ServerResponse;
  const waiting: (() => void)[] = [];
  let state: 'fresh' | 'waiting' | 'open' = 'fresh';

  const pass = (call: () => void): void => {
    if (state === 'open') {
      call();
      return;
    }
    waiting.push(call);
    if (state === 'waiting') return;
    state = 'waiting';
    before().then(
      () => {
        state = 'open';
        if (!res.destroyed) for (const queued of waiting) queued();
      },
      () => res.destroy(),
    );
  };

  res.write = ((...args: unknown[]) => {
    pass(() => write(...args));
    return true;
  }) as typeof res.write;
  res.end = ((...args: unknown[]) => {
    pass(() => end(...args));
    return res;
  }) as typeof res.end;
}
