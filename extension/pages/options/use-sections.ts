/**
 * Which checks stand on top. Sections are made up only while nobody aims at them: what a check finds changes its row in place, and the
 * row moves once the pointer and the focus are elsewhere.
 */
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CheckName } from '../../../src/core/health';
import { isSettled, wanting, type Rows } from './health-rows';

/** @param list what must not move under the pointer */
export function useSections(rows: Rows, list: RefObject<HTMLElement | null>): readonly CheckName[] {
  const [top, setTop] = useState<readonly CheckName[]>([]);
  const settled = isSettled(rows);
  const wanted = wanting(rows).join(' ');
  useEffect(() => {
    const element = list.current;
    if (!element || !settled) return undefined;
    const place = (): void => {
      if (element.matches(':hover') || element.contains(document.activeElement)) return;
      setTop((before) => (before.join(' ') === wanted ? before : (wanted.split(' ').filter(Boolean) as CheckName[])));
    };
    /** The focus has not arrived elsewhere yet. */
    const soon = (): void => void setTimeout(place);
    place();
    element.addEventListener('pointerleave', place);
    element.addEventListener('focusout', soon);
    return () => {
      element.removeEventListener('pointerleave', place);
      element.removeEventListener('focusout', soon);
    };
  }, [settled, wanted, list]);
  return top;
}
