/** What one has to bring along before the first sign-in at a service: nothing, an app of one's own, or what is entered. */
import { isEntered } from '../../../src/core/is-entered';
import type { Service } from '../../../src/core/service';
import { hasPrivateKey, registersItself, waysOf } from '../shared/lookups';
import { protocolText } from '../shared/service-badges';
import { t } from '../shared/texts';

/** `id`: a public app, with its id only; `key`: an app with a private key in place of a secret. */
export type Needs = 'nothing' | 'entered' | 'id' | 'secret' | 'key';

export function needsOf(service: Service): Needs {
  if (isEntered(service) || service.protocol === 'brokered') return 'entered';
  if (registersItself(service)) return 'nothing';
  if (hasPrivateKey(service)) return 'key';
  if (service.protocol === 'oauth1') return waysOf(service).every((way) => way === 'credentials') ? 'nothing' : 'secret';
  return service.clientAuth === 'none' || service.clientAuth === 'basic_without_secret' ? 'id' : 'secret';
}

/** In a word or two, for a list. */
export function needsText(service: Service): string {
  const needs = needsOf(service);
  if (needs === 'entered') return protocolText(service.protocol);
  if (needs === 'secret') return t(service.protocol === 'oauth1' ? 'needs_key_secret' : 'needs_id_secret');
  return t(needs === 'nothing' ? 'no_set_up' : needs === 'id' ? 'needs_id' : 'needs_private_key');
}
