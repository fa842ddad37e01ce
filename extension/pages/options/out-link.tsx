/** Links that lead out of the options page: to a service's developer page, its documentation, or what an entry was checked against. */
import { openTab } from '../../../src/platform/page';
import { addressText } from '../shared/host';
import { t } from '../shared/texts';

/** An address, which opens in a tab; other text stays text. */
export function OutLink({ url }: { url: string }) {
  if (!/^https?:\/\//u.test(url)) return <bdi>{url}</bdi>;
  return (
    <button type="button" class="link out" onClick={() => void openTab(url)}>
      {addressText(url)}
    </button>
  );
}

export function DeveloperLink({ url }: { url: string | undefined }) {
  if (url === undefined) return null;
  return (
    <button type="button" class="link small" onClick={() => void openTab(url)}>
      {t('open_developer_page')}
    </button>
  );
}
