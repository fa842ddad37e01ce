/** What the user is asked for, and what of it is taken. */
import { CountersignError } from '../../core/errors';
import type { Field } from '../../core/protocol';
import type { EntryField } from '../../core/entered-service';
import type { EnteredService, Values } from './secret';

/** The longest values taken, in characters. Some keys are signed documents. */
const mostOf = { secret: 8192, text: 1000 } as const;
const longestName = 80;
const accountName = 'accountName';

/** The entry's fields, and the account's name where the service cannot tell one. */
export function fieldsOf({ fields, probe }: EnteredService): Field[] {
  const own = fields.map(({ name, label, hint, kind }): Field => ({ name, label, kind, ...(hint !== undefined && { hint }) }));
  return probe?.identity ? own : [...own, { name: accountName, kind: 'text', optional: true }];
}

export type Entered = {
  readonly values: Values;
  readonly accountName?: string;
};

/**
 * Reads what was entered.
 * @throws CountersignError `invalid_input`, with the label of the field that is empty, too long or holds a control character
 */
export function enteredIn({ fields }: EnteredService, given: Values, trimsSecrets: boolean): Entered {
  const values = Object.fromEntries(fields.map((field) => [field.name, valueOf(field, given, trimsSecrets)]));
  const name = (given[accountName] ?? '').trim();
  if (name.length > longestName || /\p{Cc}/u.test(name)) throw new CountersignError('invalid_input', { about: accountName });
  return { values, ...(name && { accountName: name }) };
}

function valueOf(field: EntryField, given: Values, trimsSecrets: boolean): string {
  const entered = given[field.name] ?? '';
  const value = field.kind === 'text' || trimsSecrets ? entered.trim() : entered;
  if (value === '' || value.length > mostOf[field.kind] || /\p{Cc}/u.test(value) || !value.isWellFormed()) throw unfit(field);
  return value;
}

export function unfit(field: EntryField): CountersignError {
  return new CountersignError('invalid_input', { about: field.label });
}
