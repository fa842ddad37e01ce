/** What a sign-in brought, in sentences: what is sealed, how long it lasts, what was granted and what was not. */
import { isEntered } from '../../../src/core/is-entered';
import type { Overview, SignInView } from '../../../src/messaging/views';
import { Icon } from '../shared/icons';
import { accountOf, scopeText, serviceOf } from '../shared/lookups';
import { Note } from '../shared/note';
import { useNow, When } from '../shared/now';
import { rich } from '../shared/texts';
import { ahead } from '../shared/times';

interface DoneProps {
  readonly overview: Overview;
  readonly signIn: SignInView;
}

/** What is kept now, and that no site has it. */
export function Kept({ overview, signIn }: DoneProps) {
  const account = accountOf(overview, signIn.accountId);
  const service = <bdi>{signIn.serviceName}</bdi>;
  if (account && isEntered(account)) return <p>{rich('done_text_entered', { service })}</p>;
  if (account?.protocol === 'brokered') return <p>{rich('done_text_brokered', { service })}</p>;
  return <p>{rich((account?.way ?? signIn.way) === 'app' ? 'done_text_app' : 'done_text', { service })}</p>;
}

/** When the user has to come back, where nothing renews the access. */
export function Lasts({ overview, signIn }: DoneProps) {
  const now = useNow();
  const { renewable = true, expiresAt } = accountOf(overview, signIn.accountId) ?? {};
  if (renewable || expiresAt === undefined) return null;
  return (
    <Note>
      <p>{rich('done_no_renewal', { when: <When at={expiresAt}>{ahead(expiresAt, now)}</When> })}</p>
    </Note>
  );
}

export function Granted({ overview, signIn }: DoneProps) {
  const { granted = [], notGranted = [] } = signIn;
  const account = accountOf(overview, signIn.accountId);
  const name = <bdi>{signIn.serviceName}</bdi>;
  if (account && account.scopes === undefined && account.asked.length > 0)
    return <p class="small soft">{rich('granted_untold', { service: name })}</p>;
  if (granted.length + notGranted.length === 0) return null;
  const service = serviceOf(overview, signIn.serviceId)?.service;
  const does = (scope: string): string => scopeText(service, scope);
  return (
    <section class="card pad stack">
      <h2 class="small-head">{rich('granted_title', { service: name })}</h2>
      <ul class="granted">
        {granted.map((scope) => (
          <li key={scope}>
            <span class="state ok">
              <Icon name="check" />
            </span>
            <span>{does(scope)}</span>
          </li>
        ))}
        {notGranted.map((scope) => (
          <li key={scope}>
            <span class="state">
              <Icon name="info" />
            </span>
            <span>{rich('not_granted', { what: <span class="strong-ink">{does(scope)}</span> })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
