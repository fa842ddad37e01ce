/** An order that does not change under the pointer. */
import { useRef } from 'preact/hooks';

/** The ids in the order in which they were first seen; it stays as long as the popup is open. */
export function useStableOrder(ids: readonly string[], settled: boolean): readonly string[] {
  const order = useRef(ids);
  const known = order.current.filter((id) => ids.includes(id));
  order.current = settled ? [...known, ...ids.filter((id) => !known.includes(id))] : ids;
  return order.current;
}
