/** A permit's limit of calls in a minute. Counted in memory; after the worker's death the activity tells what was called before. */
import { CountersignError } from '../core/errors';
import { flushActivity } from '../vault/activity';
import type { PermitRow } from '../vault/rows';
import type { Ports } from './ports';

const minute = 60_000;
/** The times of the last minute's calls, oldest first, for each permit with a limit. */
const calls = new Map<string, Promise<number[]>>();

/** Counts a call. @throws CountersignError `rate_exceeded` with the seconds to wait */
export async function checkRate(ports: Ports, row: PermitRow): Promise<void> {
  if (row.rate === undefined) return;
  let known = calls.get(row.id);
  if (!known) calls.set(row.id, (known = earlier(ports, row)));
  const times = await known;
  const now = ports.clock.now();
  while (times[0] !== undefined && times[0] <= now - minute) times.shift();
  const [oldest] = times;
  if (oldest !== undefined && times.length >= row.rate) {
    throw new CountersignError('rate_exceeded', { about: String(Math.ceil((oldest + minute - now) / 1000)) });
  }
  times.push(now);
}

async function earlier(ports: Ports, { callerKey, accountId, createdAt }: PermitRow): Promise<number[]> {
  await flushActivity(ports.vault); // what was called a moment ago may wait to be written
  const since = Math.max(ports.clock.now() - minute, createdAt);
  const rows = await ports.vault.db.activity
    .where('[callerKey+accountId+at]')
    .between([callerKey, accountId, since], [callerKey, accountId, Infinity])
    .toArray();
  return rows.filter(({ answer }) => typeof answer === 'number').map(({ at }) => at);
}
