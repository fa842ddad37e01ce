/** Keys that are good at one site of a service alone: a user of that site made them. */
import type { OAuth1State } from './oauth1-state';
import { formOf } from './request-body';
import type { Exchange } from './server';

/** Whether a request carries a key of another site than the one it was sent to, wherever the key stands in it. */
export function isKeyOfAnotherSite({ req, query, body }: Exchange, state: OAuth1State): boolean {
  const key = [
    /\boauth_consumer_key="([^"]*)"/.exec(req.headers.authorization ?? '')?.[1],
    query.get('oauth_consumer_key'),
    formOf(req.headers['content-type'], body)?.get('oauth_consumer_key'),
  ].find((found) => found);
  const site = key === undefined || key === null ? undefined : state.app(decodeURIComponent(key))?.site;
  return site !== undefined && site !== req.headers.host;
}
