/** One state of one page, as the gallery shows it. */
import type { Overview } from '../../../src/messaging/views';
import type { Health } from './health';

export interface Screen {
  readonly page: 'popup' | 'connect' | 'options' | 'unlock';
  readonly overview: Overview;
  readonly hash?: string;
  /** The current tab, for the popup. */
  readonly tab?: string;
  readonly hasHosts?: boolean;
  /** Whether the browser can have passkeys for an extension; it can unless told. */
  readonly passkeys?: boolean;
  /** What is typed, by the fields' names or labels. */
  readonly fill?: Readonly<Record<string, string>>;
  /** Buttons to press once it stands, by their accessible name. */
  readonly press?: readonly string[];
  /** The same, before anything is typed. */
  readonly open?: readonly string[];
  /** Everything that is folded is open. */
  readonly unfolded?: true;
  /** It stands when this is there. */
  readonly shows?: string;
  /** What the worker does not manage, by the calls' names. */
  readonly fails?: readonly string[];
  /** How the checks of health end. */
  readonly health?: Health;
  /** Milliseconds until it shows what it shows. */
  readonly after?: number;
}
