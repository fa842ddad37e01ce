/** Which accounts may be in two places at once: only those come with their secret into a backup that leaves them here. */
import type { WithoutSecret } from '../core/backup-content';
import type { ProtocolId } from '../core/service-base';
import type { AccountRow } from '../vault/rows';

type Judged = Pick<AccountRow, 'state' | 'keyId' | 'facts' | 'renewing'>;

/**
 * Why an account comes without its secret; undefined when it comes with it. A refresh token that its service replaces at each use is good in one
 * place only: used in a second one, it looks stolen, and good services then end both. So one that has not been seen to stay is not copied.
 * @param move the account is forgotten here afterwards
 */
export function withoutSecret(
  { state, keyId, facts, renewing }: Judged,
  protocol: ProtocolId,
  move: boolean,
): WithoutSecret | undefined {
  if (keyId !== undefined) return 'bound';
  if (state !== 'fine' && protocol !== 'brokered') return 'ended'; // a connector's secret is its broker's
  const mayRotate = facts.renewable && facts.rotates !== false;
  const moves = move && renewing === undefined; // one whose renewal had no end may be spent already
  return mayRotate && !moves ? 'rotates' : undefined;
}
