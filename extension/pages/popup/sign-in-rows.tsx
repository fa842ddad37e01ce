/** Sign-ins that are under way or have failed, each leading to its connect window. */
import { openConnect } from '../../../src/platform/page';
import type { SignInView } from '../../../src/messaging/views';
import { Icon } from '../shared/icons';
import { rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { Busy } from '../shared/state';
import { leaveTo } from './leave';

export function SignInRows({ signIns }: { signIns: readonly SignInView[] }) {
  return (
    <>
      {signIns
        .filter(({ state }) => state !== 'done')
        .map((signIn) => (
          <li key={signIn.id}>
            <button class="row" onClick={() => leaveTo(openConnect({ signIn: signIn.id }))}>
              <Tile name={signIn.serviceName} hue={signIn.hue} />
              <span class="title">{rich('signing_in_to', { service: <bdi>{signIn.serviceName}</bdi> })}</span>
              {signIn.state === 'failed' ? (
                <span class="state bad">
                  <Icon name="alert" />
                  {t('not_signed_in')}
                </span>
              ) : (
                <Busy text={t('under_way')} />
              )}
            </button>
          </li>
        ))}
    </>
  );
}
