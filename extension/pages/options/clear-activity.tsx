/** The question before lines of the activity are wiped: whose, how many, and what stays. */
import type { Overview } from '../../../src/messaging/views';
import { Dialog } from '../shared/dialog';
import { accountOf } from '../shared/lookups';
import { plural, rich, t } from '../shared/texts';
import type { ActivityShown } from './use-activity';
import { callerText } from '../shared/host';

interface ClearProps {
  readonly overview: Overview;
  readonly shown: ActivityShown;
  readonly busy: boolean;
  readonly onKeep: () => void;
  readonly onClear: () => void;
}

export function ClearActivity({ overview, shown, busy, onKeep, onClear }: ClearProps) {
  return (
    <Dialog
      title={title(overview, shown)}
      keep={t('keep_it')}
      destroy={t('clear')}
      busy={busy}
      onKeep={onKeep}
      onDestroy={onClear}
    >
      <p>{plural('clear_count', shown.chart.kept)}</p>
      <p class="soft">{t('clear_text')}</p>
    </Dialog>
  );
}

function title(overview: Overview, { wish, callers }: ActivityShown) {
  const caller = callers.find(({ key }) => key === wish.callerKey)?.caller;
  const site = caller && <bdi>{callerText(caller)}</bdi>;
  const found = accountOf(overview, wish.accountId);
  const account = found && <bdi>{found.label}</bdi>;
  if (site && account) return rich('clear_title_both', { account, site });
  if (site) return rich('clear_title_site', { site });
  return account ? rich('clear_title_account', { account }) : t('clear_title');
}
