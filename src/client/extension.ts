/** The same client for a content script of the extension in which the engine runs: straight to its background, without a bridge. */
import { portLine } from '../messaging/port-line';
import { clientOver, type Countersign } from './client-over';
import { runtime } from './runtime';

/** The client for a content script of the extension whose background runs the engine. It ranks as the site in whose frame it runs. */
export function countersignHere(): Countersign {
  return clientOver(() => portLine(runtime().connect({ name: 'site' })));
}
