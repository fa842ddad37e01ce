/** A sign-in that waits for a PIN: the service shows it on its own page, the user brings it here. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Problem } from '../../../src/core/errors';
import { useAction } from '../shared/action';
import { Below } from '../shared/field';
import { Icon } from '../shared/icons';
import { Note, ProblemNote } from '../shared/note';
import { useNow } from '../shared/now';
import { capitalised, number, problemTexts, rich, t } from '../shared/texts';
import { amount } from '../shared/times';
import { Answered } from './answered';
import type { AskedProps } from './asked';
import { showBeside } from './beside';
import { Frame, StopFoot } from './frame';
import { cleanPin, isWholePin } from './pin-text';

/** These say that the PIN itself was not the right one. */
const aboutPin = new Set<Problem['code']>([
  'verifier_refused',
  'service_refused',
  'token_mismatch',
  'sign_in_denied',
  'invalid_input',
]);

export function EnterPin({ overview, signIn, asked, digits }: AskedProps & { digits: number | undefined }) {
  const { id, serviceName } = signIn;
  const { page, problem: before, until } = asked;
  const [pin, setPin] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const { busy, problem, run } = useAction();
  const whole = isWholePin(pin, digits) && !busy;
  const service = <bdi>{serviceName}</bdi>;
  useEffect(() => input.current?.focus(), []);

  const answer = async (): Promise<void> => {
    await call('signIn.answer', { id, values: { pin } });
    setPin(''); // it lives in the worker now; the page's state must not keep it
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (whole) run(answer);
  };
  const wrong = before && pin === '' ? pinError(before, serviceName) : undefined;
  const foot = (
    <StopFoot id={id} run={run}>
      <button type="submit" form="enter-pin" class="button large primary" aria-disabled={!whole}>
        {t('finish_sign_in')}
      </button>
    </StopFoot>
  );
  return (
    <Frame overview={overview} foot={foot}>
      <div class="stack">
        <h1>{rich('pin_title', { service })}</h1>
        <p class="lede">{digits === undefined ? t('pin_text') : t('pin_text_digits', { digits: digitsText(digits) })}</p>
      </div>
      {problem && <ProblemNote problem={problem} name={serviceName} />}
      <form id="enter-pin" class="stack" noValidate onSubmit={submit}>
        <div class="field">
          <label for="pin">{t('pin')}</label>
          <input
            class="input pin"
            id="pin"
            name="pin"
            ref={input}
            type="text"
            inputMode={digits === undefined ? 'text' : 'numeric'}
            autocomplete="off" // anything else, and the browser keeps what stands here on the disk, to restore the window with it
            autocapitalize="off"
            spellcheck={false}
            value={pin}
            aria-invalid={wrong ? 'true' : undefined}
            aria-describedby="pin-below"
            onInput={({ currentTarget }) => {
              const clean = cleanPin(currentTarget.value, digits);
              if (currentTarget.value !== clean) currentTarget.value = clean;
              setPin(clean);
            }}
          />
          <Below id="pin" hint={hint(pin, digits)} error={wrong} />
        </div>
      </form>
      {page && (
        <div>
          <button class="button" onClick={() => run(() => showBeside(id))}>
            <Icon name="open" />
            {t('pin_show_page')}
          </button>
        </div>
      )}
      {until !== undefined && <Left until={until} serviceName={serviceName} />}
      {before && <Answered signIn={signIn} problem={before} />}
    </Frame>
  );
}

function pinError(problem: Problem, name: string): string {
  if (aboutPin.has(problem.code)) return t('pin_wrong', { service: name });
  const { title, rest } = problemTexts(problem, name);
  return `${t('sentence', { text: title })} ${rest}`;
}

/** What is missing, counted; what is too much; or that it is all there. */
function hint(pin: string, digits: number | undefined): string {
  if (digits === undefined) return t('pin_as_shown');
  const missing = digits - pin.length;
  if (missing === 0) return t('pin_whole');
  const counted = { digits: digitsText(Math.abs(missing)) };
  return capitalised(missing > 0 ? t('pin_more', counted) : t('pin_too_many', counted));
}

/** "seven digits": small numbers are written out. */
function digitsText(count: number): string {
  return count > 9 ? t('digits_many', { count: number(count) }) : t(`digits_${count}` as 'digits_1');
}

/** How much longer the page's PIN is good; a wax note when it no longer is. */
function Left({ until, serviceName }: { until: number; serviceName: string }) {
  const now = useNow(1000);
  if (until > now) return <p class="small faint">{t('pin_left', { amount: amount(until - now) })}</p>;
  return (
    <Note look="wax">
      <p>{rich('pin_late', { service: <bdi>{serviceName}</bdi> })}</p>
    </Note>
  );
}
