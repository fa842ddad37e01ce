/** A line of the activity as it lies in the database, for tables that a test fills. */
import { callerKey } from '../../../src/core/caller';
import type { Caller } from '../../../src/core/words';
import type { ActivityRow } from '../../../src/vault/rows';

/** @param host the API host */
export function activityLine(caller: Caller, accountId: string, host: string): Omit<ActivityRow, 'id'> {
  return {
    at: 0,
    caller,
    callerKey: callerKey(caller),
    accountId,
    method: 'GET',
    host,
    path: '/v1/filled/*',
    answer: 200,
    took: 5,
    sent: 0,
    received: 10,
    renewed: false,
  };
}
