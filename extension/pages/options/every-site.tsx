/** The setting that lets every site ask: the browser is asked for all hosts first, by the user's own click. */
import { call } from '../../../src/admin/calls';
import { requestEverySite } from '../../../src/platform/page';
import type { Overview } from '../../../src/messaging/views';
import type { Action } from '../shared/action';
import { t } from '../shared/texts';

export function EverySite({ overview, action }: { overview: Overview; action: Action }) {
  const turn = async (on: boolean): Promise<void> => {
    if (on && !(await requestEverySite())) return;
    await call('sites.everywhere', { on });
  };
  return (
    <div class="setting">
      <div>
        <h3 id="every-site">{t('every_site')}</h3>
        <p id="every-site-means">{t('every_site_means')}</p>
      </div>
      <input
        type="checkbox"
        class="switch"
        role="switch"
        aria-labelledby="every-site"
        aria-describedby="every-site-means"
        checked={overview.everywhere}
        onChange={(event) => {
          const on = event.currentTarget.checked;
          action.run(() => turn(on));
        }}
      />
    </div>
  );
}
