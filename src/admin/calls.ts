/** What our own pages may call: every own call as one typed function, and a watch on all that they paint. */
import { CountersignError } from '../core/errors';
import { fetchOverLine } from '../messaging/fetch-over-line';
import { ownPort, sendOwn } from '../messaging/runtime';
import { trunkOver } from '../messaging/trunk';
import type { OwnCall, OwnInput, OwnOutput } from '../messaging/own-calls';
import type { Overview } from '../messaging/views';

/**
 * Makes one own call.
 * @throws CountersignError with the worker's code; `worker_stopped` when no answer came
 */
export async function call<K extends OwnCall>(name: K, input: OwnInput<K>): Promise<OwnOutput<K>> {
  const answer = await sendOwn(name, input);
  if (!answer.ok) throw CountersignError.from(answer.problem);
  return answer.value;
}

/** The longest that a worker takes to wake and answer, in milliseconds. */
const soon = 5000;

/**
 * Hears the overview now and after each change, over the worker's deaths and restarts.
 * @returns stops the watch
 */
export function watch(listener: (overview: Overview) => void): () => void {
  let stopped = false;
  let close: (() => void) | undefined;
  const connect = (): void => {
    if (stopped) return;
    const line = ownPort<never, Partial<Overview>>('watch');
    let known: Overview | undefined;
    // A line that was opened while the worker was stopping may lead nowhere: the first overview comes soon, or the line is opened anew.
    const silence = setTimeout(() => line.close(), soon);
    line.onFrame((news) => {
      clearTimeout(silence);
      known = after(known, news);
      if (known) listener(known);
    });
    line.onEnd(() => {
      clearTimeout(silence);
      setTimeout(connect, 100);
    });
    close = () => line.close();
  };
  connect();
  return () => {
    stopped = true;
    close?.();
  };
}

/** How things stand after news: a whole overview comes first, and parts of it only after that. */
export function after(known: Overview | undefined, news: Partial<Overview>): Overview | undefined {
  return 'mark' in news ? (news as Overview) : known && { ...known, ...news };
}

const trunk = /* @__PURE__ */ trunkOver(() => ownPort('own'));

/**
 * `fetch` with an account's signature, for our own pages.
 * @throws CountersignError with the worker's code; `DOMException` when aborted
 */
export function accountFetch(accountId: string, input: string | URL | Request, init?: RequestInit): Promise<Response> {
  return fetchOverLine(() => trunk.line('fetch'), { handle: accountId }, input, init);
}
