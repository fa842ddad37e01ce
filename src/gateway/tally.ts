/** How many calls are under way, from their first step to their last byte: an update of the extension waits for them. */
export interface Tally {
  /** @returns the end, which counts once */
  begin(): () => void;
  count(): number;
}

export function makeTally(): Tally {
  const open = new Set<object>();
  return {
    begin() {
      const one = {};
      open.add(one);
      return () => void open.delete(one);
    },
    count: () => open.size,
  };
}
