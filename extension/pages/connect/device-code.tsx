/** A sign-in whose user enters a code at the service, here or on another device; this page sees when that has happened. */
import { useState } from 'preact/hooks';
import { openTab } from '../../../src/platform/page';
import type { Instant } from '../../../src/core/words';
import type { Overview, SignInView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { CopyButton } from '../shared/copy';
import { addressText, Host } from '../shared/host';
import { Icon } from '../shared/icons';
import { Note, ProblemNote } from '../shared/note';
import { useNow } from '../shared/now';
import { fitsQr, QrCode } from '../shared/qr';
import { Busy } from '../shared/state';
import { rich, t } from '../shared/texts';
import { amount } from '../shared/times';
import { Frame, StopFoot } from './frame';
import { usePoll } from './use-poll';

export type CodeWait = Extract<NonNullable<SignInView['wait']>, { for: 'code' }>;

interface DeviceCodeProps {
  readonly overview: Overview;
  readonly signIn: SignInView;
  readonly wait: CodeWait;
}

export function DeviceCode({ overview, signIn, wait }: DeviceCodeProps) {
  const { id, serviceName } = signIn;
  const { code, url, completeUrl, until, seconds } = wait;
  const [from] = useState(signIn.since); // each time the service is asked, the step begins anew; what is left of the code does not
  const { problem, run } = useAction();
  usePoll(id, seconds);
  const address = addressText(url);
  const scanned = [completeUrl, url].find((each) => each !== undefined && fitsQr(each));
  const service = <bdi>{serviceName}</bdi>;
  const show = (page: string) => (): void => run(() => openTab(page));
  const foot = (
    <StopFoot id={id} run={run}>
      <button class="button large primary" onClick={show(completeUrl ?? url)}>
        {t('code_open')}
        <Icon name="open" />
      </button>
    </StopFoot>
  );
  return (
    <Frame overview={overview} foot={foot}>
      <div class="stack">
        <h1>{rich('code_title', { service })}</h1>
        <p class="lede">{rich('code_text', { service })}</p>
      </div>
      {problem && <ProblemNote problem={problem} name={serviceName} />}
      <div class="copyline">
        <button type="button" class="link address" onClick={show(url)}>
          <bdi class="url">{address}</bdi>
        </button>
        <CopyButton value={url} label={t('code_copy_address')} />
      </div>
      <div class="card device">
        {scanned && <QrCode text={scanned} label={t(scanned === url ? 'code_qr' : 'code_qr_complete', { address })} />}
        <div class="stack">
          <span class="label" id="code-label">
            {t('code')}
          </span>
          <output class="code" aria-labelledby="code-label">
            {code}
          </output>
          <div>
            <CopyButton value={code} label={t('code_copy')} />
          </div>
        </div>
      </div>
      <Left from={from} until={until} />
      <Note>
        <p>
          {rich('code_warning', {
            host: (
              <b>
                <Host origin={new URL(url).origin} />
              </b>
            ),
          })}
        </p>
      </Note>
    </Frame>
  );
}

/** That it waits, and for how much longer the code is good. */
function Left({ from, until }: { from: Instant; until: Instant }) {
  const now = useNow(1000);
  const left = until - now;
  if (left <= 0) {
    return (
      <Note look="wax">
        <p>{t('code_over')}</p>
      </Note>
    );
  }
  const part = Math.round((100 * left) / Math.max(left, until - from));
  return (
    <div class="stack">
      <div class="buttons">
        <Busy text={t('code_waiting')} />
        <span class="end small faint">{t('code_left', { amount: amount(left) })}</span>
      </div>
      <div
        class="bar"
        role="progressbar"
        aria-label={t('code_left_label')}
        aria-valuenow={part}
        aria-valuetext={amount(left)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ inlineSize: `${part}%` }} />
      </div>
    </div>
  );
}
