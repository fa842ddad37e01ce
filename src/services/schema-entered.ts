/** The shapes of entries whose accounts are entered, not signed in: an API key, or a user name and password. */
import * as v from 'valibot';
import { placesIn } from '../core/template';
import { common, distinct, identity, line, name, neverOpen, pageUrl, pathOrUrl, secretOrigin } from './schema-parts';

const template = v.pipe(v.string(), v.regex(/^[\x20-\x7e]{0,300}$/, 'not plain text'));
/** A colon would end it. @see https://www.rfc-editor.org/rfc/rfc7617#section-2 */
const userName = v.pipe(
  template,
  v.check((text) => !text.includes(':'), 'a user name has no colon'),
);
const field = v.strictObject({
  name: v.pipe(
    v.string(),
    v.regex(/^[a-z][A-Za-z0-9]{0,30}$/),
    v.check((text) => text !== 'accountName', 'the product’s own'),
  ),
  label: name,
  kind: v.picklist(['secret', 'text']),
  hint: v.exactOptional(line),
});
const hostTemplate = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[A-Za-z0-9.{}-]+(:\d{1,5})?$/, 'not an origin'),
  v.check((text) => placesIn(text).length > 0, 'has no place for a field'),
);

const entered = {
  ...common,
  apiHosts: v.pipe(v.array(secretOrigin), v.maxLength(20)),
  fields: v.pipe(
    v.array(field),
    v.minLength(1),
    v.maxLength(8),
    v.check((all) => distinct(all.map((each) => each.name)), 'one field twice'),
    v.check((all) => all.some(({ kind }) => kind === 'secret'), 'no secret field'),
  ),
  hostTemplate: v.exactOptional(hostTemplate),
  keyUrl: v.exactOptional(pageUrl),
  probe: v.exactOptional(
    v.strictObject({
      url: pathOrUrl,
      method: v.exactOptional(v.picklist(['GET', 'POST'])),
      identity: v.exactOptional(identity),
    }),
  ),
};

/** `Authorization` is the entry's to set here: it is where most keys travel. */
const headerName = v.pipe(
  v.string(),
  v.maxLength(80),
  v.regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'not a header'),
  v.check((text) => text.toLowerCase() === 'authorization' || !neverOpen.test(text.toLowerCase()), 'not the entry’s to set'),
);
const carried = v.variant('in', [
  v.strictObject({ in: v.literal('header'), name: headerName, value: template }),
  v.strictObject({ in: v.literal('query'), name: v.pipe(v.string(), v.regex(/^[\w.~-]{1,80}$/)), value: template }),
]);

const apiKey = v.strictObject({
  ...entered,
  protocol: v.literal('api-key'),
  carry: v.pipe(v.array(carried), v.minLength(1), v.maxLength(8)),
});
const basic = v.strictObject({ ...entered, protocol: v.literal('basic'), user: userName, password: template });

type Entry = v.InferOutput<typeof apiKey> | v.InferOutput<typeof basic>;

const hasHost = ({ apiHosts, hostTemplate: own }: Entry): boolean => apiHosts.length > 0 || own !== undefined;
/** Every place in a template must be a field: a misspelt one would send an empty key. */
const knowsItsPlaces = (entry: Entry): boolean => {
  const known = new Set(entry.fields.map((each) => each.name));
  const templates = entry.protocol === 'basic' ? [entry.user, entry.password] : entry.carry.map(({ value }) => value);
  return [...templates, entry.hostTemplate ?? ''].flatMap(placesIn).every((place) => known.has(place));
};

export const apiKeyEntry = v.pipe(
  apiKey,
  v.forward(
    v.check((entry) => hasHost(entry), 'no API host'),
    ['apiHosts'],
  ),
  v.forward(
    v.check((entry) => knowsItsPlaces(entry), 'a template names no field'),
    ['fields'],
  ),
);
export const basicEntry = v.pipe(
  basic,
  v.forward(
    v.check((entry) => hasHost(entry), 'no API host'),
    ['apiHosts'],
  ),
  v.forward(
    v.check((entry) => knowsItsPlaces(entry), 'a template names no field'),
    ['fields'],
  ),
);
