/** What an account's entered values look like at rest, and how requests get them back. */
import type { Sealed } from '../../core/protocol';
import type { ApiKeyService, BasicService } from '../../core/entered-service';

export type EnteredService = ApiKeyService | BasicService;

/** Values by their fields' names. */
export type Values = Readonly<Record<string, string>>;

/** No field can have this name: fields begin with a small letter. */
const shown = '_shown';

/**
 * Secret values stand flat under their fields' names. What may be shown (a user name, a subdomain) stands apart: answers that mention
 * it, such as links to the account's own host, quote no secret.
 */
export interface EnteredSecret extends Sealed {
  readonly [shown]: Values;
}

export function secretFrom({ fields }: EnteredService, values: Values): EnteredSecret {
  const of = (kind: 'secret' | 'text'): [string, string][] =>
    fields.filter((field) => field.kind === kind).map(({ name }) => [name, values[name] ?? '']);
  return { ...Object.fromEntries(of('secret')), [shown]: Object.fromEntries(of('text')) };
}

/** All values, as templates want them. */
export function valuesIn(secret: EnteredSecret): Values {
  const flat = Object.entries(secret).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return { ...Object.fromEntries(flat), ...secret[shown] };
}
