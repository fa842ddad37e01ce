/** What every section of an account's detail is given. */
import type { AccountView, Overview } from '../../../src/messaging/views';

export interface PanelProps {
  readonly overview: Overview;
  readonly account: AccountView;
}
