/** Around the fields of an entry: where one finds what is entered, and the hosts that it will be sent to. */
import { openTab } from '../../../src/platform/page';
import type { ApiKeyService, BasicService } from '../../../src/core/entered-service';
import type { Service } from '../../../src/core/service';
import { Icon } from '../shared/icons';
import { t } from '../shared/texts';
import { HostList } from './host-list';
import { DeveloperPage } from './set-up-steps';

/** @param open the service's page that shows what to enter. It opens in a tab, which nobody but the user closes: keys are often shown once. */
export function Where({ service, open }: { service: Service | undefined; open: string | undefined }) {
  const { registerUrl, docs } = service ?? {};
  if (!service || (!registerUrl && !docs && !open)) return null;
  return (
    <div class="buttons">
      {open && (
        <button type="button" class="button small" onClick={() => void openTab(open)}>
          {t('entry_open')}
          <Icon name="open" />
        </button>
      )}
      {registerUrl && !open && <DeveloperPage name={service.name} url={registerUrl} />}
      {docs && (
        <button type="button" class="button small plain" onClick={() => void openTab(docs)}>
          {t('documentation')}
          <Icon name="open" />
        </button>
      )}
    </div>
  );
}

interface HostsProps {
  readonly service: ApiKeyService | BasicService;
  readonly redirectUrl: string;
  readonly reachable: boolean | undefined;
}

export function EntryHosts({ service, redirectUrl, reachable }: HostsProps) {
  const hasHosts = service.apiHosts.length > 0;
  return (
    <section class="stack">
      <h2 class="label">{t('reach_hosts')}</h2>
      {hasHosts && <HostList service={service} redirectUrl={redirectUrl} way={undefined} />}
      {service.hostTemplate !== undefined && (
        <p class="small soft">{hasHosts ? t('entry_also_own_host') : t('entry_own_host')}</p>
      )}
      {hasHosts && <p class="small faint">{reachable ? t('reach_allowed') : t('reach_will_ask')}</p>}
    </section>
  );
}
