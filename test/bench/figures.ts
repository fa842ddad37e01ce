/** The arithmetic of the bench. */

/** @param share 0.5 for the median, 0.99 for p99 @throws Error without any value */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** @throws Error naming `what`, if it takes longer than so many milliseconds */
export async function within<T>(limit: number, work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${limit / 1000} s.`)), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** MB (2^20 bytes) a second. */
export const rate = (bytes: number, milliseconds: number): number => bytes / 2 ** 20 / (milliseconds / 1000);

/** One line of the bench's table. */
export interface Line {
  readonly what: string;
  readonly measured: string;
  /** What it is compared with. */
  readonly against: string;
  /** What the goal is about: a ratio, unless `shown` says it otherwise. */
  readonly value: number;
  readonly shown?: string;
  readonly goal?: number;
  /** Whether the goal is the least that is wanted; else the most. */
  readonly least?: boolean;
}

/** @returns whether the goal is met; undefined where there is none */
export function isMet({ value, goal, least }: Line): boolean | undefined {
  return goal === undefined ? undefined : least ? value >= goal : value <= goal;
}
