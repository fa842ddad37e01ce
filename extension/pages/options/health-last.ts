/** How many checks needed the user when they were made last, for the navigation: as long as this page is open. */
import { useEffect, useState } from 'preact/hooks';

let last = 0;
const listeners = new Set<(count: number) => void>();

export function noteNeeds(count: number): void {
  if (count === last) return;
  last = count;
  for (const listener of listeners) listener(count);
}

export function useNeeds(): number {
  const [count, setCount] = useState(last);
  useEffect(() => {
    listeners.add(setCount);
    setCount(last);
    return () => void listeners.delete(setCount);
  }, []);
  return count;
}
