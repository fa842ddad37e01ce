/** The end of accounts, one or all, as our own pages may ask for it. */
import { forgetEverything } from '../accounts/forget';
import { removeAccount, type EndingPorts } from '../accounts/remove';
import { revoke } from '../accounts/revoke';
import type { OwnHandlers } from '../messaging/serve';
import { dismissAction } from '../vault/actions';

type EndingHandlers = Pick<OwnHandlers, 'accounts.revoke' | 'accounts.remove' | 'forget.everything' | 'actions.dismiss'>;

/** @param announced has the callers told whose permits end with it */
export function endingHandlers(
  ports: EndingPorts,
  announced: <I, O>(work: (input: I) => Promise<O>) => (input: I) => Promise<O>,
): EndingHandlers {
  return {
    'accounts.revoke': announced(({ id }) => revoke(ports, id)),
    'accounts.remove': announced(async ({ id }) => {
      const { label: _, serviceName: __, wiped: ___, ...ended } = await removeAccount(ports, id);
      return ended;
    }),
    'forget.everything': announced(() => forgetEverything(ports)),
    'actions.dismiss': ({ id }) => dismissAction(ports.vault, id),
  };
}
