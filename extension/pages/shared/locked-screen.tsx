/** What our windows show while the vault is locked: that it is, why, and where to unlock. It asks for nothing; it goes on by itself. */
import type { ComponentChildren } from 'preact';
import type { Overview } from '../../../src/messaging/views';
import { Rosette } from './engraving';
import { HowToUnlock, whoWaits, whyLocked } from './lock-words';
import { useNow } from './now';
import { t } from './texts';

/** @param after what the page says of itself */
export function LockedScreen({ overview, after }: { overview: Overview; after: ComponentChildren }) {
  const now = useNow();
  return (
    <div class="empty locked">
      <Rosette seed={overview.mark} look="large" />
      <h1>{t('locked')}</h1>
      <p>
        {whyLocked(overview.lock, now)} {whoWaits(overview.lock)}
      </p>
      <p>
        <HowToUnlock />
      </p>
      <p class="small faint">{after}</p>
    </div>
  );
}
