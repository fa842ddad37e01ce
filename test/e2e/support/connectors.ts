/** Practice Cyclr in a running browser: entered with its connectors' entries, signed in to, its connectors' fields typed in. */
import type { Page } from 'playwright';
import type { BrokeredService } from '../../../src/core/brokered-service';
import type { AccountView } from '../../../src/messaging/views';
import { poll } from '../../harness/poll';
import { connectorEntry, cyclrEntry, type ConnectorKind } from '../../practice/cyclr-entries';
import { ownCall, practiceHosts } from '../../practice/set-up';
import { startCyclr, type CyclrService } from '../../services/cyclr';
import type { Connector } from '../../services/cyclr-state';
import { openStage, type Stage } from '../pages/stage';
import { clickEnabled } from './oauth1';

export interface ConnectorStage extends Stage {
  readonly cyclr: CyclrService;
  readonly entries: Readonly<Record<ConnectorKind, BrokeredService>>;
  /** An account at the API itself, without the clicks. */
  broker(): Promise<AccountView>;
}

/** The host 127.0.0.1 is granted. */
export async function openConnectorStage(): Promise<ConnectorStage> {
  const stage = await openStage({ bare: true });
  await stage.browser.grantHosts(practiceHosts(stage.browser));
  stage.browser.context.setDefaultTimeout(10_000);
  const cyclr = await startCyclr();
  const entries = {
    page: connectorEntry('page', cyclr),
    key: connectorEntry('key', cyclr),
    basic: connectorEntry('basic', cyclr),
  };
  const api = cyclrEntry(cyclr);
  for (const service of [api, ...Object.values(entries)]) await ownCall(stage.own, 'services.save', { service });
  const { id: clientId, secret: clientSecret } = cyclr.client;
  await ownCall(stage.own, 'apps.save', { serviceId: api.id, clientId, clientSecret });
  return {
    ...stage,
    cyclr,
    entries,
    async broker() {
      const id = await ownCall(stage.own, 'signIn.start', { serviceId: api.id });
      const view = await poll(async () => {
        const found = (await stage.overview()).signIns.find((one) => one.id === id);
        return found?.state === 'done' && found;
      }, 'the account at the API');
      await ownCall(stage.own, 'signIn.dismiss', { id });
      const account = (await stage.overview()).accounts.find((one) => one.id === view.accountId);
      if (!account) throw new Error('The sign-in has no account.');
      return account;
    },
    close: async () => {
      await stage.close();
      await cyclr.close();
    },
  };
}

/** Comes from the connector's first view to its fields, fills them in by their labels, and sends them. */
export async function entersConnector(
  { cyclr }: ConnectorStage,
  connect: Page,
  { fields }: BrokeredService,
  connector: Connector,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  await clickEnabled(connect, 'Sign in');
  const all: Readonly<Record<string, string>> = { account: cyclr.account, connector: String(connector.id), ...values };
  for (const { name, label } of fields) await connect.getByLabel(label, { exact: true }).fill(all[name] ?? '');
  await clickEnabled(connect, 'Finish the sign-in');
}
