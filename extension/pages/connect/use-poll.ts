/** Asks after a sign-in whose user is at work elsewhere, for as long as this page is open. The worker decides whether it is time. */
import { useEffect } from 'preact/hooks';
import { call } from '../../../src/admin/calls';

/** Milliseconds beside the service's own interval, so that no question comes a moment too early and is dropped. */
const slack = 50;

/** @param seconds how often the service lets itself be asked */
export function usePoll(id: string, seconds: number): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const ask = async (): Promise<void> => {
      clearTimeout(timer);
      await call('signIn.poll', { id }).catch(() => undefined); // the worker was just stopping, perhaps: the next question wakes it
      clearTimeout(timer); // of a question that was asked beside this one
      if (current) timer = setTimeout(() => void ask(), seconds * 1000 + slack);
    };
    const whenSeen = (): void => {
      if (document.visibilityState === 'visible') void ask();
    };
    void ask();
    document.addEventListener('visibilitychange', whenSeen);
    return () => {
      current = false;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', whenSeen);
    };
  }, [id, seconds]);
}
