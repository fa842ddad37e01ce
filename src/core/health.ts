/** The health of the house, in words: what is checked, and how it stands. Types only. */
import type { Code } from './codes';
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

/** The repairs that the worker makes; the others are a page's: the browser wants the user's click, or the check is made again. */
export type WorkerRepair = Extract<Repair, 'damaged' | 'alarms' | 'actions'>;

/** One check, made just now. What it found is data: the page has the words. */
export interface CheckView {
  readonly name: CheckName;
  /** `failed`: it could not be made, for the reason in `problem`. */
  readonly state: 'fine' | 'needs-you' | 'failed';
  readonly at: Instant;
  /** What was found, by the words' placeholders. */
  readonly facts: Readonly<Record<string, string | number>>;
  readonly repair?: Repair;
  readonly problem?: Code;
  /** Of `hosts`: those that the browser keeps closed. */
  readonly origins?: readonly Origin[];
}

/** A service through which there are accounts, as it is asked whether it answers. */
export interface UsedService {
  readonly id: string;
  readonly name: string;
}
