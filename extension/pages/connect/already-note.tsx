/** What the caller may do already with the chosen account, so that only the rest is a question. */
import type { Service } from '../../../src/core/service';
import type { AccountView, PermitView } from '../../../src/messaging/views';
import { useNow } from '../shared/now';
import { permitText } from '../shared/permit-words';
import { rich, t } from '../shared/texts';

interface AlreadyProps {
  readonly account: AccountView;
  readonly service: Service;
  readonly earlier: readonly PermitView[];
}

export function AlreadyNote({ account, service, earlier }: AlreadyProps) {
  const now = useNow();
  const sentences = earlier.map((permit) => t('sentence', { text: permitText(permit, service, now) })).join(' ');
  return (
    <p class="small soft">
      <b class="strong-ink">{rich('already_uses', { account: <bdi>{account.label}</bdi> })}</b> {sentences} {t('new_is_marked')}
    </p>
  );
}
