/** The setting that lets every site ask: the browser is asked for all hosts first, by the user's own click. */
import { call } from '../../../src/admin/calls';
import { requestEverySite } from '../../../src/platform/page';
import type { Overview } from '../../../src/messaging/views';
import type { Action } from '../shared/action';
import { t } from '../shared/texts';
import { SettingSwitch } from './setting-switch';

export function EverySite({ overview, action }: { overview: Overview; action: Action }) {
  const turn = async (on: boolean): Promise<void> => {
    if (on && !(await requestEverySite())) return;
    await call('sites.everywhere', { on });
  };
  return (
    <SettingSwitch
      id="every-site"
      title={t('every_site')}
      means={t('every_site_means')}
      heading="h3"
      on={overview.everywhere}
      onChange={(on) => action.run(() => turn(on))}
    />
  );
}
