/** The worker's end of the questions of sites and other extensions. */
import * as v from 'valibot';
import { CountersignError, toProblem } from '../core/errors';
import type { Outsider } from '../core/caller';
import type { Asking, AskDown, AskUp, Line, Want, WhenDone } from './lines';
import { askUp } from './outside-frames';

export interface AskHandlers {
  connect(caller: Outsider, question: Asking, gone: AbortSignal): Promise<unknown>;
  request(caller: Outsider, ticket: { want: Want & WhenDone }): Promise<unknown>;
  permits(caller: Outsider): Promise<unknown>;
  release(caller: Outsider, handle: string): Promise<void>;
}

/** Serves the one question of a line named `ask`. */
export function serveAsk(line: Line<AskDown, unknown>, caller: Outsider, handlers: AskHandlers): void {
  const aborter = new AbortController();
  let asked = false;
  line.onEnd(() => aborter.abort());
  line.onFrame((frame) => {
    const parsed = v.safeParse(askUp, frame);
    if (parsed.success && (parsed.output.t === 'alive' || asked)) return;
    asked = true;
    const reply = answer(caller, handlers, parsed.success ? parsed.output : undefined, aborter.signal);
    void reply.then((said) => line.send(said));
  });
}

async function answer(caller: Outsider, handlers: AskHandlers, frame: AskUp | undefined, gone: AbortSignal): Promise<AskDown> {
  try {
    if (!frame) throw new CountersignError('invalid_message', { about: 'frame' });
    return { t: 'done', value: await valueFor(caller, handlers, frame, gone) };
  } catch (error) {
    return { t: 'fail', problem: toProblem(error) };
  }
}

async function valueFor(caller: Outsider, handlers: AskHandlers, frame: AskUp, gone: AbortSignal): Promise<unknown> {
  switch (frame.t) {
    case 'connect':
      return handlers.connect(caller, frame, gone);
    case 'request':
      return handlers.request(caller, frame);
    case 'permits':
      return handlers.permits(caller);
    case 'release':
      return handlers.release(caller, frame.handle);
    default:
      return true; // hello
  }
}
