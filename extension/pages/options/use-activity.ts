/** What the Activity page shows, read anew whenever the overview or a choice changes; one reading at a time, the last wish counts. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { toProblem, type Problem } from '../../../src/core/errors';
import type { Instant } from '../../../src/core/words';
import type { ActivityChartView, ActivityView, KnownCallerView, Overview } from '../../../src/messaging/views';
import { readLines, type Wanted } from './activity-lines';
import { boundsOf, type Period } from './activity-period';

export interface ActivityWish {
  readonly period: Period;
  readonly callerKey: string | undefined;
  readonly accountId: string | undefined;
  readonly text: string;
  readonly failed: boolean;
  /** How many lines. */
  readonly count: number;
}

export interface ActivityShown {
  readonly wish: ActivityWish;
  readonly bounds: readonly Instant[];
  readonly callers: readonly KnownCallerView[];
  readonly chart: ActivityChartView;
  readonly lines: readonly ActivityView[];
  /** There are more lines than were asked for. */
  readonly more: boolean;
}

export interface ActivityReading {
  /** Undefined until the first answer. */
  readonly shown: ActivityShown | undefined;
  readonly problem: Problem | undefined;
}

export function useActivity(overview: Overview, wish: ActivityWish): ActivityReading {
  const [reading, setReading] = useState<ActivityReading>({ shown: undefined, problem: undefined });
  const state = useRef({ wish, busy: false, again: false, gone: false });
  useEffect(() => {
    const { current } = state;
    current.wish = wish;
    current.again = true;
    const go = async (): Promise<void> => {
      current.busy = true;
      while (current.again && !current.gone) {
        current.again = false;
        const found = await read(current.wish).then(
          (shown) => ({ shown, problem: undefined }),
          (error: unknown) => ({ shown: undefined, problem: toProblem(error) }),
        );
        if (!current.gone) setReading((before) => ({ shown: found.shown ?? before.shown, problem: found.problem }));
      }
      current.busy = false;
    };
    if (!current.busy) void go();
  }, [overview, wish.period, wish.callerKey, wish.accountId, wish.text, wish.failed, wish.count]);
  useEffect(() => {
    const { current } = state;
    current.gone = false;
    return () => {
      current.gone = true;
    };
  }, []);
  return reading;
}

/** The lines that a wish is about. */
export function wantedBy(wish: ActivityWish, bounds: readonly Instant[]): Wanted {
  const text = wish.text.trim().slice(0, 300);
  return {
    ...whoseOf(wish),
    ...(text && { text }),
    ...(wish.failed && { failed: true }),
    since: bounds[0] ?? 0,
  };
}

/** The caller and the account that a wish is about. */
export function whoseOf({ callerKey, accountId }: ActivityWish): Pick<Wanted, 'callerKey' | 'accountId'> {
  return { ...(callerKey !== undefined && { callerKey }), ...(accountId !== undefined && { accountId }) };
}

async function read(wish: ActivityWish): Promise<ActivityShown> {
  const bounds = boundsOf(wish.period, Date.now());
  const [callers, chart, found] = await Promise.all([
    call('activity.callers', {}),
    call('activity.chart', { ...whoseOf(wish), bounds }),
    readLines(wantedBy(wish, bounds), wish.count + 1),
  ]);
  return { wish, bounds, callers, chart, lines: found.slice(0, wish.count), more: found.length > wish.count };
}
