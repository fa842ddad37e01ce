/**
 * The report for people who help: versions, counts and what each check found. Facts get in by name, so that what a check learns to tell
 * later does not; names that users, services or sites gave never do.
 */
import type { CheckName, CheckView } from '../../../src/core/health';
import { isOwnNetwork } from '../../../src/core/urls';
import type { Origin } from '../../../src/core/words';
import type { Use } from './in-use';

/** The facts that are told, by check. All of them are numbers, or words of ours. */
const told: Readonly<Record<CheckName, readonly string[]>> = {
  vault: ['accounts', 'damaged', 'damagedAccounts', 'bytes', 'locked'],
  keys: ['lock', 'passkeys', 'keys', 'exportable'],
  storage: ['persisted', 'left', 'full'],
  redirect: ['url'],
  alarms: ['count', 'next', 'missing'],
  clock: ['kind', 'seconds'],
  hosts: ['total', 'closed'],
  services: ['total', 'answered', 'closed'],
  actions: ['signIns', 'old', 'renewals', 'actions', 'still'],
  update: ['version', 'waiting'],
};

export interface Surroundings {
  readonly version: string;
  readonly browser: string;
  readonly platform: string;
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>;
}

/** @param silent the services that did not answer */
export function reportText(
  at: number,
  around: Surroundings,
  checks: readonly CheckView[],
  uses: readonly Use[],
  silent: readonly Use[],
): string {
  const isOwn = (origin: Origin): boolean => uses.some(({ own, hosts }) => own && hosts.includes(origin));
  const lines = [
    'Countersign health report',
    `made: ${new Date(at).toISOString()}`,
    `extension: ${around.version}`,
    `browser: ${around.browser}`,
    `platform: ${around.platform}`,
    `rows: ${pairs(around.counts)}`,
    '',
    ...checks.flatMap((check) => [
      lineOf(check),
      ...(check.origins ?? []).map((origin) => `  closed: ${masked(origin, isOwn(origin))}`),
    ]),
    ...silent.map(({ door, own }) => `  silent: ${masked(door, own)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function lineOf({ name, state, facts, problem }: CheckView): string {
  const known = Object.fromEntries(told[name].flatMap((key) => (key in facts ? [[key, factOf(key, facts[key])]] : [])));
  return `${name}: ${[state, problem, pairs(known)].filter(Boolean).join(' ')}`;
}

const factOf = (key: string, value: string | number | undefined): string | number | undefined =>
  key === 'next' ? new Date(Number(value)).toISOString() : value;

const pairs = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(' ');

/** A host of the user's own network, or one that they told us, may say who they are. */
function masked(origin: Origin, own: boolean): string {
  if (!URL.canParse(origin) || isOwnNetwork(new URL(origin))) return '(a host of the own network)';
  return own ? '(a host of the user’s own)' : origin;
}
