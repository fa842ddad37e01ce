/** Starts a sign-in and shows it. What was wanted stays in the window's address, so that the same can be tried again. */
import { call } from '../../../src/admin/calls';
import type { Way } from '../../../src/core/service';
import { go, type Route } from './route';

/** What the user wants of a sign-in. */
export interface Wanted {
  readonly serviceId: string;
  /** The account that is signed in again. */
  readonly accountId?: string | undefined;
  /** The request that it is made for. */
  readonly askId?: string | undefined;
  /** Where the service has several. */
  readonly way?: Way | undefined;
  /** The service's usual ones unless told. */
  readonly scopes?: readonly string[] | undefined;
  /** The user must prove anew at the service who they are. */
  readonly force?: boolean | undefined;
  /** The service's page opens in a tab, and not in the browser's sign-in window. */
  readonly through?: 'tab' | undefined;
  /** The account through which a connector is reached. */
  readonly parentId?: string | undefined;
}

/** @param inPlace whether the present view is none to come back to */
export async function startSignIn(wanted: Wanted, inPlace = false): Promise<void> {
  const { serviceId, accountId, askId, way, scopes, force, through, parentId } = wanted;
  const signIn = await call('signIn.start', {
    serviceId,
    ...(accountId && { accountId }),
    ...(askId && { askId }),
    ...(way && { way }),
    ...(scopes && { scopes: [...scopes] }),
    ...(force && { force: true as const }),
    ...(through && { through }),
    ...(parentId && { parentId }),
  });
  const route = { signIn, account: accountId, askId, way, scopes: scopes?.join(' '), force: force ? ('1' as const) : undefined };
  go(route, inPlace);
}

/** What the route says of it: scopes and whether a fresh sign-in is forced. Nothing where the window was opened in the middle. */
export function wantedBefore({ account, scopes, force }: Route): Pick<Wanted, 'accountId' | 'scopes' | 'force'> {
  return { accountId: account, scopes: scopes?.split(' ').filter(Boolean), force: force === '1' };
}
