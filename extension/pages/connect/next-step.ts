/** What helps most after a failed sign-in: the one primary action of its page. */
import { isEntered } from '../../../src/core/is-entered';
import type { Code } from '../../../src/core/errors';
import type { Service } from '../../../src/core/service';
import { waysOf } from '../shared/lookups';

/** Try again as before; leave it; set up an app by hand; choose the scopes anew; try again with a PIN. */
export type NextStep = 'again' | 'close' | 'set-up' | 'scopes' | 'pin';

/** @param service undefined when it was removed meanwhile */
export function nextStep(code: Code, service: Service | undefined): NextStep {
  if (code === 'id_token_invalid') return 'close';
  if (!service || isEntered(service)) return 'again';
  if (code === 'registration_refused') return 'set-up';
  if (code === 'pin_only' && waysOf(service).includes('pin')) return 'pin';
  const canAskLess = service.protocol === 'oauth2' && service.scopes.some(({ optional }) => optional);
  return code === 'scope_refused' && canAskLess ? 'scopes' : 'again';
}
