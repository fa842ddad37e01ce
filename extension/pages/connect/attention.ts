/** Whether the window has been focused and visible for long enough that a click in it is meant for it. */
import { useEffect, useState } from 'preact/hooks';

/** Milliseconds of focus before consent can be given. */
const attentionNeeded = 600;

/** True after 600 ms of focus and visibility without a break; any break starts it anew. */
export function useAttention(): boolean {
  const [attentive, setAttentive] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isSeen = (): boolean => document.hasFocus() && document.visibilityState === 'visible';
    const check = (): void => {
      if (!isSeen()) {
        clearTimeout(timer);
        timer = undefined;
        setAttentive(false);
      } else timer ??= setTimeout(() => setAttentive(isSeen()), attentionNeeded);
    };
    check();
    // Not every browser tells of every loss of focus: it is also asked for
    const asking = setInterval(check, 100);
    addEventListener('focus', check);
    addEventListener('blur', check);
    document.addEventListener('visibilitychange', check);
    return () => {
      clearTimeout(timer);
      clearInterval(asking);
      removeEventListener('focus', check);
      removeEventListener('blur', check);
      document.removeEventListener('visibilitychange', check);
    };
  }, []);
  return attentive;
}
