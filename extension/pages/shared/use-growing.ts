/** A long list is shown in steps, so that its beginning is there at once and the page answers meanwhile. */
import { useEffect, useState } from 'preact/hooks';

const first = 60;
const step = 200;

/** @returns how many of so many may be shown now; all of them in a moment */
export function useGrowing(total: number): number {
  const [shown, setShown] = useState(first);
  useEffect(() => {
    if (shown >= total) return undefined;
    const timer = setTimeout(() => setShown(shown + step), 30);
    return () => clearTimeout(timer);
  }, [shown, total]);
  return shown;
}
