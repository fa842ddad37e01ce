/** The same client for a content script of Countersign's own: straight to the worker, without a bridge. */
import { ownPort } from '../messaging/runtime';
import { clientOver, type Countersign } from './client-over';

/** Countersign for a content script of this extension. It ranks as the site in whose frame it runs. */
export function countersignHere(): Countersign {
  return clientOver(() => ownPort('site'));
}
