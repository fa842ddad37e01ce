/** The passing of time on a page: a clock that ticks, and an instant shown with its exact form as the tooltip. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Instant } from '../../../src/core/words';
import { exact } from './times';

/** The present, anew every `every` milliseconds. */
export function useNow(every = 30_000): Instant {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** An instant in words, with its exact form in the tooltip. */
export function When({ at, children }: { at: Instant; children: ComponentChildren }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={exact(at)}>
      {children}
    </time>
  );
}
