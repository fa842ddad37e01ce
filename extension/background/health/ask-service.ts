/** One request to a service, without anything of the user's: whether it answers, and what its clock says. */
import { isSafeTarget } from '../../../src/core/urls';
import type { House } from '../../../src/engine/house';
import type { Use } from './in-use';

/** How long a service may take to answer, in milliseconds. */
const patience = 5000;
/** So many are asked at once. */
const atOnce = 4;

export interface Sign {
  readonly use: Use;
  /** `closed`: the browser keeps its host closed, so it was not asked. */
  readonly answer: 'answered' | 'silent' | 'closed';
  /** Its clock minus ours in seconds, where its answer tells. */
  readonly ahead?: number;
}

type Needs = Pick<House, 'fetch' | 'hosts' | 'clock'>;

/** Any answer counts, also an error or a redirect, which is not followed. Never throws. */
export async function askService({ fetch, hosts, clock }: Needs, use: Use): Promise<Sign> {
  const url = URL.canParse(use.door) ? new URL(use.door) : undefined;
  if (!url || !isSafeTarget(url) || !(await hosts.granted([url.origin]))) return { use, answer: 'closed' };
  const sent = clock.now();
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(patience),
    });
    const ahead = aheadBy(response.headers, sent, clock.now());
    return { use, answer: 'answered', ...(ahead !== undefined && { ahead }) };
  } catch {
    return { use, answer: 'silent' };
  }
}

/** All of them, a few at once, in their order. */
export async function askServices(needs: Needs, uses: readonly Use[]): Promise<Sign[]> {
  const signs: Sign[] = [];
  for (let at = 0; at < uses.length; at += atOnce)
    signs.push(...(await Promise.all(uses.slice(at, at + atOnce).map((use) => askService(needs, use)))));
  return signs;
}

/**
 * A service's clock minus ours, in whole seconds: its `Date`, which is cut to the second, against the middle of the request. An answer
 * from a cache is older by its `Age`.
 */
export function aheadBy(headers: Headers, sent: number, got: number): number | undefined {
  const said = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(said)) return undefined;
  const age = Number(headers.get('age') ?? 0);
  return Math.round((said + 500 + (Number.isFinite(age) ? age * 1000 : 0) - (sent + got) / 2) / 1000);
}
