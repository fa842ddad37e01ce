/** The connect window while the vault is locked. What it was opened for is shown again once that is unlocked. */
import type { Overview } from '../../../src/messaging/views';
import { LockedScreen } from '../shared/locked-screen';
import { t } from '../shared/texts';
import { CloseButton, Frame } from './frame';

export function LockedWindow({ overview }: { overview: Overview }) {
  return (
    <Frame
      overview={overview}
      centred
      foot={
        <div class="buttons">
          <span class="end" />
          <CloseButton label={t('close')} />
        </div>
      }
    >
      <LockedScreen overview={overview} after={t('locked_window_after')} />
    </Frame>
  );
}
