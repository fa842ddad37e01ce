/** The toast: one at a time, ten seconds, with Undo. It waits while the pointer or the focus is on it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from './texts';

const shownFor = 10_000;

interface Shown {
  readonly said: ComponentChildren;
  readonly undo: () => void;
}

export interface Toasts {
  readonly show: (said: ComponentChildren, undo: () => void) => void;
  readonly element: ComponentChildren;
}

export function useToasts(): Toasts {
  const [shown, setShown] = useState<Shown | undefined>(undefined);
  const held = useRef(false);
  useEffect(() => {
    if (!shown) return undefined;
    let left = shownFor;
    const timer = setInterval(() => {
      left -= held.current ? 0 : 250;
      if (left <= 0) setShown(undefined);
    }, 250);
    return () => clearInterval(timer);
  }, [shown]);
  const hold = (on: boolean) => (): void => {
    held.current = on;
  };
  const undo = (): void => {
    held.current = false;
    setShown(undefined);
    shown?.undo();
  };
  const element = (
    <div class="toasts" role="status">
      {shown && (
        <div
          class="toast"
          onPointerEnter={hold(true)}
          onPointerLeave={hold(false)}
          onFocusIn={hold(true)}
          onFocusOut={hold(false)}
        >
          <span>{shown.said}</span>
          <button type="button" class="button small" onClick={undo}>
            {t('undo')}
          </button>
        </div>
      )}
    </div>
  );
  return { show: (said, back) => setShown({ said, undo: back }), element };
}
