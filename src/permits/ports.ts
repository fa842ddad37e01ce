/** What permits need from the outside. */
import type { Clock, Windows } from '../core/ports';
import type { Vault } from '../vault/vault';

export interface Ports {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly windows: Windows;
  /** Names this run of the browser. */
  readonly session: () => Promise<string>;
}
