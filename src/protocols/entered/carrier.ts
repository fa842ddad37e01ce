/** Where the protocols of entered accounts differ: how the values travel. */
import type { Outgoing } from '../../core/protocol';
import type { EntryField } from '../../core/entered-service';
import type { EnteredService, Values } from './secret';

export interface Carrier<V extends EnteredService> {
  /** White space around a secret comes from copying, and is no part of it. */
  readonly trimsSecrets: boolean;
  /** The field whose value cannot travel; its value is there and has no control characters. */
  readonly unfit: (service: V, values: Values) => EntryField | undefined;
  /** The request with what says whose it is. @throws CountersignError `invalid_input` for what the caller may not set */
  readonly add: (service: V, values: Values, request: Outgoing) => Outgoing;
  /** The account's name as far as the entered values tell it. */
  readonly label: (service: V, values: Values) => string | undefined;
}

/** The fields that a template has places for. */
export function fieldsIn({ fields }: EnteredService, places: readonly string[]): EntryField[] {
  return fields.filter(({ name }) => places.includes(name));
}
