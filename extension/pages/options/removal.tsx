/** What came of removing an account: it is gone here in any case; what the service did is said. */
import type { OwnOutput } from '../../../src/messaging/own-calls';
import { Icon } from '../shared/icons';
import { Note } from '../shared/note';
import { problemTexts, rich, t } from '../shared/texts';
import { OutLink } from './out-link';

export type Removed = OwnOutput<'accounts.remove'> & { readonly label: string; readonly serviceName: string };

const texts = {
  revoked: 'removed_revoked',
  already: 'removed_already',
  unsupported: 'removed_unsupported',
  failed: 'removed_failed',
} as const;

/** Who was removed, and what the service did. */
export function removalText({ label, serviceName, revoked }: Pick<Removed, 'label' | 'serviceName' | 'revoked'>) {
  return (
    <>
      <b>{rich('removed', { account: <bdi>{label}</bdi> })}</b> {rich(texts[revoked], { service: <bdi>{serviceName}</bdi> })}
    </>
  );
}

/** Why it goes on at the service, and where the user can end it. */
export function RemovalRest({ problem, serviceName, keysPage }: Pick<Removed, 'problem' | 'serviceName' | 'keysPage'>) {
  return (
    <>
      {problem && <p>{t('sentence', { text: problemTexts(problem, serviceName).title })}</p>}
      {keysPage && <p>{rich('ended_where', { page: <OutLink url={keysPage} /> })}</p>}
    </>
  );
}

export function RemovedNote({ removed, onClose }: { removed: Removed; onClose: () => void }) {
  const { revoked } = removed;
  const leftOver = revoked === 'failed' || revoked === 'unsupported';
  return (
    <div class="closable">
      <Note {...(leftOver ? { look: 'wax' as const } : {})}>
        <p>{removalText(removed)}</p>
        <RemovalRest {...removed} />
      </Note>
      <button class="button plain only small" aria-label={t('hide_note')} title={t('hide_note')} onClick={onClose}>
        <Icon name="x" />
      </button>
    </div>
  );
}
