/** What the user entered about a connector: what of it is taken, and what is kept. */
import type { BrokeredService } from '../../core/brokered-service';
import type { EntryField } from '../../core/entered-service';
import { CountersignError } from '../../core/errors';
import type { Sealed } from '../../core/protocol';
import { placesIn } from '../../core/template';

/** Values by their fields' names. */
export type Values = Readonly<Record<string, string>>;

/** What an account at a connector keeps: which one it is. The secrets that were entered are the broker's. */
export interface BrokeredSecret extends Sealed {
  readonly values: Values;
}

/** The longest values taken, in characters. */
const mostOf = { secret: 8192, text: 300 } as const;
/** One segment of a path as it is written, whatever a server does to it. */
const word = /^[A-Za-z0-9_~-][\w.~-]{0,199}$/;

/**
 * Reads what was entered.
 * @throws CountersignError `invalid_input`, with the label of the field that cannot be right
 */
export function valuesFrom(service: BrokeredService, given: Values): Values {
  const exact = new Set(exactPlaces(service));
  const secretsMayEndInBlanks = (service.hand?.base64?.length ?? 0) > 0; // a password may
  return Object.fromEntries(
    service.fields.map((field) => {
      const entered = given[field.name] ?? '';
      const value = field.kind === 'secret' && secretsMayEndInBlanks ? entered : entered.trim();
      if (!isFit(field, value) || (exact.has(field.name) && !word.test(value)) || !isOnePart(service, field, value))
        throw new CountersignError('invalid_input', { about: field.label });
      return [field.name, value];
    }),
  );
}

function isFit({ kind }: EntryField, value: string): boolean {
  return value !== '' && value.length <= mostOf[kind] && !/\p{Cc}/u.test(value) && value.isWellFormed();
}

/** A user name with a colon would end there (RFC 7617 §2), wherever user name and password are sent as one. */
function isOnePart({ hand }: BrokeredService, { name }: EntryField, value: string): boolean {
  const joined = (hand?.base64 ?? []).map((member) => hand?.json[member] ?? '');
  return !value.includes(':') || !joined.some((template) => template.includes(`{${name}}:`));
}

/** Values that become part of a path or a header. */
function exactPlaces({ ticket, hand, state, apiPaths, apiHeaders = {} }: BrokeredService): string[] {
  const templates = [ticket?.path, hand?.path, state.path, ...apiPaths, ...Object.values(apiHeaders)];
  return templates.flatMap((template) => placesIn(template ?? ''));
}

/** The values that may be kept and shown. */
export function shownOf({ fields }: BrokeredService, values: Values): Values {
  return Object.fromEntries(fields.filter(({ kind }) => kind === 'text').map(({ name }) => [name, values[name] ?? '']));
}

/** The values that no answer may bring back. */
export function secretsOf({ fields }: BrokeredService, values: Values): string[] {
  return fields.filter(({ kind }) => kind === 'secret').map(({ name }) => values[name] ?? '');
}
