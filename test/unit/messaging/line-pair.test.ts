/** Two ends of one line inside the worker, as frames and ends go through it. */
import { expect, test } from 'vitest';
import { fetchOverLine } from '../../../src/messaging/fetch-over-line';
import { linePair } from '../../../src/messaging/line-pair';
import type { FetchDown, FetchUp } from '../../../src/messaging/lines';
import { serveFetch, type LineAnswer } from '../../../src/messaging/serve-fetch';

test('what one end says the other hears, until either closes', () => {
  const [near, far] = linePair<string, number>();
  const heard: unknown[] = [];
  near.onFrame((frame) => heard.push(frame));
  far.onFrame((frame) => heard.push(frame));
  far.onEnd(() => heard.push('far ended'));
  near.onEnd(() => heard.push('near ended'));
  near.send('up');
  far.send(1);
  far.close();
  near.close();
  near.send('late');
  near.onEnd(() => heard.push('told at once'));
  expect(heard).toEqual(['up', 1, 'near ended', 'far ended', 'told at once']);
});

/** A call inside one context, answered with these chunks. */
function callOver(chunks: readonly string[], signal?: AbortSignal, aborted: () => void = () => undefined): Promise<Response> {
  const open = () => {
    const [near, far] = linePair<FetchUp, FetchDown>();
    serveFetch(far, async ({ method, url }, gone): Promise<LineAnswer> => {
      gone.addEventListener('abort', aborted);
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start(controller) {
          for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
          if (chunks.at(-1) !== '…') controller.close();
        },
      });
      return {
        status: 200,
        statusText: 'OK',
        headers: [['x-asked', `${method} ${url}`]],
        body,
        signal: new AbortController().signal,
        ended: () => undefined,
      };
    });
    return near;
  };
  return fetchOverLine(open, { handle: 'a' }, 'https://api.example/x', signal ? { signal } : {});
}

test('a call inside the worker is the same fetch as one from a page', async () => {
  const response = await callOver(['one ', 'two']);
  expect([response.status, response.url, response.headers.get('x-asked')]).toEqual([
    200,
    'https://api.example/x',
    'GET https://api.example/x',
  ]);
  expect(await response.text()).toBe('one two');
});

test('who gives it up ends it at the other end', async () => {
  const aborter = new AbortController();
  let ended = false;
  const response = await callOver(['x'.repeat(300_000), '…'], aborter.signal, () => (ended = true));
  aborter.abort(new Error('enough'));
  await expect(response.text()).rejects.toThrow('enough');
  expect(ended).toBe(true);
});
