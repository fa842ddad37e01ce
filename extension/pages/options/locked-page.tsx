/** The options page while the vault is locked. The view that was to be seen is shown once it is unlocked. */
import { useEffect } from 'preact/hooks';
import type { Overview } from '../../../src/messaging/views';
import { MarkFoot } from '../shared/engraving';
import { Logo } from '../shared/icons';
import { LockedScreen } from '../shared/locked-screen';
import { t } from '../shared/texts';
import { Forgotten } from './forgotten';

/** @param forgotten the user has come here because they forgot the passphrase */
export function LockedPage({ overview, forgotten }: { overview: Overview; forgotten: boolean }) {
  useEffect(() => {
    document.title = t('page_title', { name: t('name'), page: t('locked') });
  }, []);
  return (
    <div class="locked-page">
      <header class="brand">
        <Logo />
        <span>{t('name')}</span>
      </header>
      <main>
        <LockedScreen overview={overview} after={t('locked_page_after')} />
        <Forgotten overview={overview} open={forgotten} />
      </main>
      <footer>
        <MarkFoot seed={overview.mark} />
      </footer>
    </div>
  );
}
