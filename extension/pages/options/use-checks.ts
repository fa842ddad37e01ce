/** The checks while the page is open: they begin with it, each can be made again, and the question to the services can be stopped. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { toProblem } from '../../../src/core/errors';
import type { CheckName, CheckView } from '../../../src/core/health';
import { local, unmade, type Row, type Rows } from './health-rows';
import { askServices } from './health-run';

export interface Checks {
  readonly rows: Rows;
  /** Makes every check anew. */
  readonly again: () => void;
  /** Makes these anew. */
  readonly only: (names: readonly CheckName[]) => Promise<void>;
  /** Ends the question to the services. */
  readonly stop: () => void;
}

export function useChecks(): Checks {
  const [rows, setRows] = useState<Rows>(unmade);
  const asking = useRef<AbortController | undefined>(undefined);

  const change = useCallback((names: readonly CheckName[], to: (row: Row, name: CheckName) => Row): void => {
    setRows((before) => ({ ...before, ...Object.fromEntries(names.map((name) => [name, to(before[name], name)])) }));
  }, []);

  const only = useCallback(
    async (names: readonly CheckName[]): Promise<void> => {
      change(names, ({ view }) => ({ ...(view && { view }), busy: true }));
      const made = async (together: readonly CheckName[]): Promise<void> => {
        const views = await Promise.all(together.map((name) => checked(name, () => call('health.check', { name }))));
        change(together, (_, name) => ({ view: views[together.indexOf(name)]!, busy: false }));
      };
      const services = async (): Promise<void> => {
        asking.current?.abort();
        const mine = (asking.current = new AbortController());
        const isMine = (): boolean => asking.current === mine;
        const view = await checked('services', () =>
          askServices((progress) => isMine() && change(['services'], (row) => ({ ...row, progress })), mine.signal),
        );
        if (isMine()) change(['services'], () => ({ view, busy: false }));
      };
      await Promise.all([
        made(names.filter((name) => local.includes(name))),
        ...names.filter((name) => name === 'clock').map((name) => made([name])),
        ...names.filter((name) => name === 'services').map(services),
      ]);
    },
    [change],
  );

  const again = useCallback(() => void only(Object.keys(unmade) as CheckName[]), [only]);
  useEffect(() => {
    again();
    return () => asking.current?.abort();
  }, [again]);
  return { rows, again, only, stop: () => asking.current?.abort() };
}

/** A worker that gives no answer is an answer, too. */
async function checked(name: CheckName, make: () => Promise<CheckView>): Promise<CheckView> {
  return make().catch((error: unknown): CheckView => ({
    name,
    state: 'failed',
    at: Date.now(),
    facts: {},
    problem: toProblem(error, 'worker_stopped').code,
  }));
}
