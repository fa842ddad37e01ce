/** The account's own API host, made from what was entered: nothing that was entered may lead the secret anywhere else. */
import { fill, placesIn } from '../../core/template';
import { isSafeTarget } from '../../core/urls';
import type { Origin } from '../../core/words';
import type { Values } from './secret';

/** A place that stands for a whole host. */
const wholeHost = /^(https?):\/\/\{\w+\}(:\d+)?$/;
const label = /^[A-Za-z0-9-]{1,63}$/;
const host = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])$/;
const hostAndPort = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/**
 * The origin that a template makes of the values; nothing when a value is no part of a host, or no secret may be sent there.
 * A whole host may be entered as the address that stands in the browser: `https://shop.example/`.
 */
export function ownHost(template: string, values: Values): Origin | undefined {
  const [, scheme, port] = wholeHost.exec(template) ?? [];
  const places = placesIn(template);
  if (scheme === undefined) {
    if (!places.every((place) => label.test(values[place] ?? ''))) return undefined;
    return originOf(fill(template, values));
  }
  const entered = (values[places[0] ?? ''] ?? '').replace(new RegExp(`^${scheme}://`, 'i'), '').replace(/\/$/, '');
  if (!(port === undefined ? hostAndPort : host).test(entered)) return undefined;
  return originOf(fill(template, { [places[0] ?? '']: entered }));
}

/** The origin that a text is, if the browser reads it as exactly that one: it has further spellings for some hosts. */
function originOf(text: string): Origin | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain = text.toLowerCase().replace(url.protocol === 'https:' ? /:443$/ : /:80$/, '');
  return isSafeTarget(url) && url.origin === plain ? url.origin : undefined;
}
