/** One check: its state as an icon, its name, its sentence, and a button where something can be done. */
import type { CheckName } from '../../../src/core/health';
import type { Problem } from '../../../src/core/errors';
import { CopyButton } from '../shared/copy';
import { Icon } from '../shared/icons';
import { ProblemNote } from '../shared/note';
import { useNow } from '../shared/now';
import { plural, t } from '../shared/texts';
import type { Row } from './health-rows';
import { checkText, checkTitle, repairVerb } from './health-words';

export interface HealthRowProps {
  readonly name: CheckName;
  readonly row: Row;
  /** Why its repair failed. */
  readonly problem: Problem | undefined;
  readonly onRepair: () => void;
  readonly onStop: () => void;
}

export function HealthRow({ name, row, problem, onRepair, onStop }: HealthRowProps) {
  const now = useNow();
  const { view, busy } = row;
  const look = busy || view?.facts['stopped'] !== undefined ? '' : looks[view?.state ?? 'fine'];
  return (
    <div class={`check ${look}`} data-check={name} tabIndex={-1} aria-busy={busy}>
      <RowIcon row={row} />
      <div>
        <h3>
          {checkTitle(name)}
          {look === 'need' && <span class="sr"> {t('health_needs_you')}</span>}
        </h3>
        <p class="held">
          {view && <span data-off={busy ? '' : undefined}>{checkText(view, now)}</span>}
          {busy && <span>{progressText(row)}</span>}
        </p>
        {problem && <ProblemNote problem={problem} />}
      </div>
      <RowButton name={name} row={row} onRepair={onRepair} onStop={onStop} />
    </div>
  );
}

const looks = { fine: 'ok', 'needs-you': 'need', failed: 'bad' } as const;
const icons = { fine: 'check', 'needs-you': 'alert', failed: 'x' } as const;

function RowIcon({ row: { view, busy } }: { readonly row: Row }) {
  if (busy) return <span class="spin" />;
  if (view?.facts['stopped'] !== undefined) return <Icon name="info" />;
  return <Icon name={icons[view?.state ?? 'fine']} />;
}

function progressText({ progress }: Row): string {
  if (!progress || progress.total === 0) return t('health_checking');
  return plural('health_services_progress', progress.done, { total: String(progress.total) });
}

function RowButton({ name, row: { view, busy }, onRepair, onStop }: Omit<HealthRowProps, 'problem'>) {
  if (name === 'services' && busy) {
    return (
      <button type="button" class="button small" onClick={onStop}>
        {t('stop')}
      </button>
    );
  }
  if (name === 'redirect' && view && !view.problem) return <CopyButton value={String(view.facts['url'])} label={t('copy')} />;
  const verb = view && repairVerb(view);
  if (!verb) return <span />;
  return (
    <button type="button" class="button small" aria-disabled={busy} onClick={onRepair}>
      {verb}
    </button>
  );
}
