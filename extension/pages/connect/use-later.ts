/** Closing the window without an answer means "not now". */
import { useEffect, useRef } from 'preact/hooks';
import { call } from '../../../src/admin/calls';

/** @returns set its `current` once the question is answered, or waits for something else */
export function useLater(id: string): { current: boolean } {
  const answered = useRef(false);
  useEffect(() => {
    const later = (): void => {
      if (!answered.current) void call('asks.later', { id }).catch(() => undefined);
    };
    addEventListener('pagehide', later);
    return () => removeEventListener('pagehide', later);
  }, [id]);
  return answered;
}
