/** The health of the house, in words: what is checked, and how it stands. Types only. */
import type { Instant, Origin } from './words';

export type CheckName =
  | 'vault'
  | 'keys'
  | 'storage'
  | 'redirect'
  | 'alarms'
  | 'clock'
  | 'hosts'
  | 'services'
  | 'actions'
  | 'update';

export type Repair = 'persist' | 'damaged' | 'alarms' | 'grant' | 'measure' | 'actions' | 'update';

/** One check, made just now. What it found is data: the page has the words. */
export interface CheckView {
  readonly name: CheckName;
  readonly state: 'fine' | 'needs-you' | 'failed';
  readonly at: Instant;
  /** What was found, by the words' placeholders. */
  readonly facts: Readonly<Record<string, string | number>>;
  readonly repair?: Repair;
  /** Of `hosts`: those that the browser keeps closed. */
  readonly origins?: readonly Origin[];
}
