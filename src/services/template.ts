/** An entry of the catalogue: what makes one valid, and the concrete service that it becomes with the user's values in its places. */
import * as v from 'valibot';
import { variableKinds, type Template, type Variable } from '../core/catalogue';
import { CountersignError } from '../core/errors';
import type { Service } from '../core/service';
import { fill, placesIn } from '../core/template';
import { isOwnNetwork } from '../core/urls';
import { checked, checkedService } from './checked';
import { distinct, line, name } from './schema-parts';
import { textsIn, withTexts, type Text } from './texts';
import { typedValue } from './variables';

/** The account's own values in a vendor's request. */
const vendorPlaces: readonly string[] = ['clientId', 'clientSecret', 'accessToken', 'refreshToken', 'subject'];
/** Places that the protocols fill themselves. */
const reserved: readonly string[] = [...vendorPlaces, 'label', 'tenantid', 'accountName'];
const example = v.pipe(line, v.minLength(1));

/** The variables of an entry of the catalogue. */
export const variablesSchema = v.pipe(
  v.array(
    v.strictObject({
      name: v.pipe(
        v.string(),
        v.regex(/^[a-z][A-Za-z0-9]{0,30}$/),
        v.check((text) => !reserved.includes(text), 'a place that the protocol fills itself'),
      ),
      label: name,
      kind: v.picklist(variableKinds),
      example,
      usual: v.exactOptional(example),
      hint: v.exactOptional(line),
    }),
  ),
  v.minLength(1),
  v.maxLength(8),
  v.check((all) => distinct(all.map((each) => each.name)), 'one variable twice'),
);
/** What an entry of the catalogue has beside the service's own fields. */
export const templateFields = { variables: v.exactOptional(variablesSchema), unverified: v.exactOptional(v.literal(true)) };
const shape = v.looseObject({ ...templateFields, $schema: v.exactOptional(v.string()) });

/**
 * The entry, if it is valid: each variable has its place, each place its variable, and with the examples it is a service as it stands.
 * @throws CountersignError `invalid_input` naming the field that is wrong
 */
export function checkedTemplate(value: unknown): Template {
  const { $schema: _, ...entry } = checked(shape, value, 'entry');
  const { variables = [] } = entry;
  const texts = textsIn(bare(entry));
  const fields = fieldsOf(entry);
  variables.forEach((variable, index) => {
    const at = `variables.${index}`;
    if (fields.includes(variable.name)) refuse(`${at}.name`, 'a field that the user enters at each sign-in');
    if (!texts.some(({ text }) => placesIn(text).includes(variable.name))) refuse(`${at}.name`, 'has no place in the entry');
    if (variable.kind === 'host' && variable.usual !== undefined && isOwn(`https://${variable.usual}`)) {
      refuse(`${at}.usual`, 'lies in the user’s own network');
    }
    for (const given of ['example', 'usual'] as const) {
      if (variable[given] !== undefined && !standsAsTyped(variable, variable[given]))
        refuse(`${at}.${given}`, `not a ${variable.kind}`);
    }
  });
  for (const text of texts) {
    const fault = faultOf(text, variables, fields);
    if (fault) refuse(text.path.join('.'), fault);
  }
  const values = Object.fromEntries(variables.map((variable) => [variable.name, variable.example]));
  checkedService(filled(entry as unknown as Template, values));
  return entry as unknown as Template;
}

export interface Instance {
  readonly service: Service;
  /** As they went into the entry's places. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The concrete service. A variable without a value gets what most people have.
 * @param typed the user's values by the variables' names; a pasted address is reduced to the part that is asked for
 * @throws CountersignError `invalid_input` naming the variable that is missing, wrong or unknown
 */
export function instanceOf(template: Template, typed: Readonly<Record<string, string>> = {}): Instance {
  const { variables = [] } = template;
  const stranger = Object.keys(typed).find((key) => !variables.some((variable) => variable.name === key));
  if (stranger !== undefined) throw new CountersignError('invalid_input', { about: stranger.slice(0, 60) });
  const texts = textsIn(bare(template)).map(({ text }) => text);
  const values = Object.fromEntries(
    variables.map((variable) => {
      const given = Object.hasOwn(typed, variable.name) ? typed[variable.name] : variable.usual;
      return [variable.name, typedValue(variable, given ?? '', texts)];
    }),
  );
  return { service: checkedService(filled(template, values)), values };
}

/** The entry with values in the places of its variables, and in no others: those are the protocol's own. */
function filled(template: Template, values: Readonly<Record<string, string>>): unknown {
  const { id, name: title, ...rest } = bare(template);
  if (Object.keys(values).length === 0) return { id, name: title, ...rest };
  const all = Object.values(values);
  const put = (text: string): string =>
    fill(text, { ...Object.fromEntries(placesIn(text).map((place) => [place, `{${place}}`])), ...values });
  return {
    id: `${String(id)}.${slugOf(all)}`,
    name: `${String(title)} (${all.join(', ')})`.slice(0, 80),
    ...(withTexts(rest, put) as object),
  };
}

/** What the service's own schema knows. */
function bare({
  variables: _,
  unverified: __,
  ...service
}: Readonly<Record<string, unknown>> | Template): Record<string, unknown> {
  return service;
}

/** The values as the second part of an id. Two values may have the same one: who saves services tells them apart. */
function slugOf(values: readonly string[]): string {
  const words = values
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return words.replace(/^-|-$/g, '').slice(0, 56).replace(/-$/, '');
}

/** What is wrong with the places in one text, if anything is. */
function faultOf({ path, text }: Text, variables: readonly Variable[], fields: readonly string[]): string | undefined {
  const address = /^https?:\/\/([^/?#]*)/.exec(text);
  const mine = variables.filter((variable) => placesIn(text).includes(variable.name));
  const own = [...fields, ...(address ? reservedIn(path) : reserved)];
  const stranger = placesIn(text).find((place) => !own.includes(place) && !mine.some((variable) => variable.name === place));
  if (stranger !== undefined) return `{${stranger}} is no variable`;
  if (mine.length > 0 && (path[0] === 'id' || path[0] === 'name')) return 'has no places: the values are added to it';
  if (/%[0-9a-f]?\{/i.test(text)) return 'a place inside an escape';
  if (!address) return undefined;
  const [whole, host = ''] = address;
  if (!host.includes('{')) return path[0] !== 'redirectUrl' && isOwn(whole) ? 'lies in the user’s own network' : undefined;
  return mine.map((variable) => hostFault(host, variable)).find((fault) => fault !== undefined);
}

const isOwn = (address: string): boolean => URL.canParse(address) && isOwnNetwork(new URL(address));

/** A whole host ends its host name; a label has a domain of the service's own behind it. */
function hostFault(host: string, { name: place, kind }: Variable): string | undefined {
  if (!host.includes(`{${place}}`)) return undefined;
  if (kind === 'word') return `{${place}} is a word, which no host is made of`;
  if (kind === 'host') return /^([a-z0-9-]+\.)*\{\w+\}$/.test(host) ? undefined : `{${place}} is not the end of the host`;
  const behind = host.slice(host.lastIndexOf(`{${place}}`) + place.length + 2);
  return /^[a-z0-9-]*(\.[a-z0-9-]+|\.\{\w+\})*\.[a-z0-9-]+\.[a-z]{2,}$/.test(behind)
    ? undefined
    : `{${place}} has no domain behind it`;
}

/** The protocol's own places in an address: in a vendor's request, and in the issuer of a service with one for each tenant. */
function reservedIn([field = '']: readonly string[]): readonly string[] {
  if (['exchange', 'renewBy', 'revokeBy'].includes(field)) return vendorPlaces;
  if (field === 'visitUrl') return ['ticket', 'back'];
  return field === 'issuer' ? ['tenantid'] : [];
}

function fieldsOf(entry: Readonly<Record<string, unknown>>): string[] {
  const fields = Array.isArray(entry['fields']) ? (entry['fields'] as readonly unknown[]) : [];
  return fields.map((field) => String((field as { name?: unknown } | null)?.name));
}

function standsAsTyped(variable: Variable, text: string): boolean {
  try {
    return typedValue(variable, text, []) === text;
  } catch {
    return false;
  }
}

function refuse(where: string, why: string): never {
  throw new CountersignError('invalid_input', { about: `${where}: ${why}`.slice(0, 200) });
}
