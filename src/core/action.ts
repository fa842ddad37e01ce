/** An action of several steps beside sign-ins and renewals, as people see it. Types only. */
import type { Problem } from './problem';
import type { Instant } from './words';

export type ActionKind = 'revoke' | 'remove' | 'forget' | 'reseal' | 'move';

/** What became of one account. */
export interface Ended {
  readonly label: string;
  readonly serviceName: string;
  /** At the service: `unsupported` where it has no way to revoke. */
  readonly revoked: 'revoked' | 'unsupported' | 'failed' | 'already';
  readonly problem?: Problem;
  /** Here: whether it is wiped. */
  readonly wiped: boolean;
  /** Where the user can end it by hand. */
  readonly keysPage?: string;
}

export interface ActionView {
  readonly id: string;
  readonly kind: ActionKind;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: Instant;
  /** It was cut by the worker's end and has gone on, or was given up for it. */
  readonly interrupted: boolean;
  readonly done: number;
  readonly total: number;
  /** Of everything that is forgotten, only those that the service did not end. */
  readonly ended?: readonly Ended[];
  readonly problem?: Problem;
}
