/** The popup before the first account: what this is, and the user's mark. */
import type { Overview } from '../../../src/messaging/views';
import { MarkIntroduced, Rosette } from '../shared/engraving';
import { t } from '../shared/texts';
import { SignInRows } from './sign-in-rows';

export function FirstRun({ overview }: { overview: Overview }) {
  return (
    <>
      <ul class="rows">
        <SignInRows signIns={overview.signIns} />
      </ul>
      <div class="empty first">
        <Rosette seed={overview.mark} look="large" />
        <h2>{t('first_title')}</h2>
        <p>{t('first_text')}</p>
        <MarkIntroduced seed={overview.mark} />
      </div>
    </>
  );
}
