/**
 * A CDP session with a target that Playwright does not list, such as the toolbar popup. Playwright's CDPSession carries one
 * session only, so the messages travel inside `Target.sendMessageToTarget` instead of a flattened session.
 */
import type { CDPSession } from 'playwright';

export interface TargetSession {
  readonly send: CDPSession['send'];
  /** Whether the target is gone. */
  isGone(): boolean;
  /** Resolves when the target is gone. */
  readonly gone: Promise<void>;
}

interface Reply {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** @throws Error if the target has gone already. */
export async function attachTo(browser: CDPSession, targetId: string): Promise<TargetSession> {
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: false });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (reason: Error) => void }>();
  let last = 0;
  let over = false;
  let end!: () => void;
  const gone = new Promise<void>((resolve) => {
    end = resolve;
  });

  const onMessage = (event: { sessionId: string; message: string }) => {
    if (event.sessionId !== sessionId) return;
    const { id, result, error } = JSON.parse(event.message) as Reply;
    const one = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || !one) return;
    waiting.delete(id);
    if (error) one.reject(new Error(error.message));
    else one.resolve(result);
  };
  const onDetached = (event: { sessionId: string }) => {
    if (event.sessionId === sessionId) finish();
  };
  const finish = () => {
    if (over) return;
    over = true;
    browser.off('Target.receivedMessageFromTarget', onMessage);
    browser.off('Target.detachedFromTarget', onDetached);
    browser.off('close', finish);
    for (const one of waiting.values()) one.reject(new Error('The target has closed.'));
    waiting.clear();
    end();
  };
  browser.on('Target.receivedMessageFromTarget', onMessage);
  browser.on('Target.detachedFromTarget', onDetached);
  browser.on('close', finish);

  const send = (method: string, params: object = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (over) return reject(new Error('The target has closed.'));
      const id = ++last;
      waiting.set(id, { resolve, reject });
      const message = JSON.stringify({ id, method, params });
      browser.send('Target.sendMessageToTarget', { sessionId, message }).catch((error: unknown) => {
        if (waiting.delete(id)) reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
  return { send: send as CDPSession['send'], isGone: () => over, gone };
}
