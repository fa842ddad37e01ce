/** The last OAuth 1.0a requests, read anew with each overview; and which of them a line of the activity was. */
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { callerKey } from '../../../src/core/caller';
import { toProblem, type Problem } from '../../../src/core/errors';
import type { ActivityView, Overview, TraceView } from '../../../src/messaging/views';

export interface TracesReading {
  /** Newest first; undefined until the first answer. */
  readonly traces: readonly TraceView[] | undefined;
  readonly problem: Problem | undefined;
}

export function useTraces(overview: Overview): TracesReading {
  const [reading, setReading] = useState<TracesReading>({ traces: undefined, problem: undefined });
  useEffect(() => {
    let isGone = false;
    call('lens.recent', {}).then(
      (traces) => !isGone && setReading({ traces, problem: undefined }),
      (error: unknown) => !isGone && setReading(({ traces }) => ({ traces, problem: toProblem(error) })),
    );
    return () => {
      isGone = true;
    };
  }, [overview]);
  return reading;
}

/** The trace of a line: one of the same caller, account, method, host and answer that came while the call was under way; undefined unless it is the only one. */
export function traceOf(line: ActivityView, traces: readonly TraceView[]): TraceView | undefined {
  const [found, ...more] = traces.filter(
    ({ at, caller, accountId, status, explanation }) =>
      at >= line.at &&
      at <= line.at + line.took &&
      accountId === line.accountId &&
      status === line.answer &&
      explanation.method === line.method.toUpperCase() &&
      new URL(explanation.baseUri).host === line.host &&
      callerKey(caller) === callerKey(line.caller),
  );
  return more.length === 0 ? found : undefined;
}
