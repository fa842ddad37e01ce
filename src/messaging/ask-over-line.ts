/** The caller's side of a question: one frame out, one answer back, however long the user thinks. */
import { CodedError } from '../core/problem';
import { isStopped, workerStopped } from './worker-stopped';
import { aliveEvery, type AskDown, type AskUp, type Line } from './lines';

/**
 * Asks one question. A worker that is stopped meanwhile is asked the same question again: it carries the asker's own id.
 * @throws CodedError with the worker's code; `worker_stopped` when it ended twice
 */
export async function askOverLine<T>(open: () => Line<AskUp, AskDown>, frame: AskUp): Promise<T> {
  try {
    return await once<T>(open(), frame);
  } catch (error) {
    if (isStopped(error)) return once<T>(open(), frame);
    throw error;
  }
}

function once<T>(line: Line<AskUp, AskDown>, frame: AskUp): Promise<T> {
  return new Promise((resolve, reject) => {
    const alive = setInterval(() => line.send({ t: 'alive' }), aliveEvery);
    line.onEnd(() => {
      clearInterval(alive);
      reject(workerStopped());
    });
    line.onFrame((answer) => {
      if (answer.t === 'done') resolve(answer.value as T);
      else reject(new CodedError(answer.problem));
      line.close();
    });
    line.send(frame);
  });
}
