/** Practice Keys in a running browser: entered as a service, signed in to by typing a key into the connect window. */
import type { Page } from 'playwright';
import type { ApiKeyService, BasicService } from '../../../src/core/entered-service';
import type { AccountView } from '../../../src/messaging/views';
import { keysEntry } from '../../practice/key-entries';
import { ownCall, practiceHosts } from '../../practice/set-up';
import { startKeys, type KeysService } from '../../services/keys';
import type { KeyMode } from '../../services/keys-modes';
import { openStage, type Stage } from '../pages/stage';
import { clickEnabled, seesAccount } from './oauth1';
import { opensConnect } from './oauth2';

export interface KeysPlace {
  readonly id: string;
  readonly keys: KeysService;
  readonly entry: ApiKeyService | BasicService;
}

export interface KeysStage extends Stage {
  /** Starts a Practice Keys in this mode, and enters it. */
  place(mode: KeyMode): Promise<KeysPlace>;
}

/** Only the host 127.0.0.1 is granted. */
export async function openKeysStage(): Promise<KeysStage> {
  const stage = await openStage({ bare: true });
  await stage.browser.grantHosts(practiceHosts(stage.browser));
  stage.browser.context.setDefaultTimeout(10_000);
  const open: KeysService[] = [];
  return {
    ...stage,
    async place(mode) {
      const keys = await startKeys(mode);
      open.push(keys);
      const entry = keysEntry(mode, keys.origin);
      await ownCall(stage.own, 'services.save', { service: entry });
      return { id: entry.id, keys, entry };
    },
    close: async () => {
      await stage.close();
      await Promise.all(open.map((keys) => keys.close()));
    },
  };
}

/** Types values into the fields, found by the service's own labels, and sends them. */
export async function enters(connect: Page, { entry }: KeysPlace, values: Readonly<Record<string, string>>): Promise<void> {
  for (const { name, label } of entry.fields) await connect.getByLabel(label, { exact: true }).fill(values[name] ?? '');
  await clickEnabled(connect, 'Finish the sign-in');
}

/** A whole sign-in with what the user has of the service. */
export async function signsInWithKey(stage: Stage, place: KeysPlace, username: string, account?: string): Promise<AccountView> {
  const connect = await opensConnect(stage, place, account);
  await enters(connect, place, place.keys.entered(username));
  return seesAccount(stage, connect);
}
