/**
 * `countersign/client`, what a page may call: `connect()` asks the user for the use of an account, `account.fetch()` is `fetch` with its signature.
 * The page holds a handle and never a secret.
 */
import { CodedError } from '../core/problem';
import type { Given } from '../core/words';
import { channelLine, type Opening } from '../messaging/channel-line';
import type { Want, WhenDone, WhenLocked } from '../messaging/lines';
import { portLine } from '../messaging/port-line';
import type { Channel } from '../messaging/trunk';
import { clientOver, type Account, type Countersign, type How, type Ticket } from './client-over';
import { runtime } from './runtime';

export { countersignHere } from './extension';
export { CodedError as CountersignError };
export type { Account, Countersign, Given, How, Ticket, Want, WhenDone, WhenLocked };

let ofPage: Countersign | undefined;

/**
 * Countersign for a page, through the bridge that the user enabled for its site.
 * @param from in another extension: Countersign's id, to which a port is opened; the permit is then the extension's
 */
export function countersign(from?: { readonly extension: string }): Countersign {
  if (from) return clientOver(() => portLine(runtime().connect(from.extension, { name: 'site' })));
  return (ofPage ??= clientOver(openChannel));
}

function openChannel(): Channel {
  const { port1, port2 } = new MessageChannel();
  const opening: Opening = { countersign: 'open' };
  window.postMessage(opening, location.origin, [port2]);
  return channelLine(port1);
}
