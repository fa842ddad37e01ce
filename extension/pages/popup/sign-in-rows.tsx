/** Sign-ins that are under way or have failed, each leading to its connect window. */
import { call } from '../../../src/admin/calls';
import { openConnect } from '../../../src/platform/page';
import type { SignInView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Icon } from '../shared/icons';
import { ProblemNote } from '../shared/note';
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
          <li key={signIn.id}>{signIn.state === 'failed' ? <FailedRow signIn={signIn} /> : <RunningRow signIn={signIn} />}</li>
        ))}
    </>
  );
}

function Title({ signIn }: { signIn: SignInView }) {
  return <span class="title">{rich('signing_in_to', { service: <bdi>{signIn.serviceName}</bdi> })}</span>;
}

function RunningRow({ signIn }: { signIn: SignInView }) {
  const waits = waitsText(signIn);
  return (
    <button class="row" onClick={() => leaveTo(openConnect({ signIn: signIn.id }))}>
      <Tile name={signIn.serviceName} hue={signIn.hue} />
      {waits ? (
        <span>
          <Title signIn={signIn} />
          <span class="state need">
            <Icon name="alert" />
            <span>{waits}</span>
          </span>
        </span>
      ) : (
        <>
          <Title signIn={signIn} />
          <Busy text={t('under_way')} />
        </>
      )}
    </button>
  );
}

/** For what of the user's it waits. While a service is asked whether its code was entered, nothing changes. */
function waitsText({ wait, stage, serviceName }: SignInView) {
  if (stage === 'code') return rich('waits_code', { service: <bdi>{serviceName}</bdi> });
  if (wait?.for !== 'ask') return undefined;
  if (wait.fields.some(({ kind }) => kind === 'pin')) return t('waits_pin');
  return wait.fields.some(({ label }) => label !== undefined) ? t('waits_entry') : t('waits_credentials');
}

/** The row tells why; the cross forgets it. */
function FailedRow({ signIn }: { signIn: SignInView }) {
  const { busy, problem, run } = useAction();
  const { id, serviceName } = signIn;
  const dismiss = t('sign_in_dismiss', { service: serviceName });
  return (
    <>
      <div class="row covered">
        <Tile name={serviceName} hue={signIn.hue} />
        <button class="cover" onClick={() => leaveTo(openConnect({ signIn: id }))}>
          <Title signIn={signIn} />
          <span class="state bad">
            <Icon name="alert" />
            {t('not_signed_in')}
          </span>
        </button>
        <button
          class="button plain only small"
          aria-label={dismiss}
          title={dismiss}
          aria-disabled={busy}
          onClick={() => run(() => call('signIn.dismiss', { id }))}
        >
          <Icon name="x" />
        </button>
      </div>
      {problem && <ProblemNote problem={problem} name={serviceName} />}
    </>
  );
}
