/** The shape of a connector's entry: what is asked of the broker for its sign-in, and which calls belong to it. */
import * as v from 'valibot';
import { pathMatches } from '../core/path-match';
import { placesIn } from '../core/template';
import { isSafeTarget } from '../core/urls';
import { common, distinct, line, name, neverOpen } from './schema-parts';

const field = v.strictObject({
  name: v.pipe(
    v.string(),
    v.regex(/^[a-z][A-Za-z0-9]{0,30}$/),
    v.check((text) => !/^(accountName|ticket|back)$/.test(text), 'the product’s own'),
  ),
  label: name,
  kind: v.picklist(['secret', 'text']),
  hint: v.exactOptional(line),
});
/** Plain segments and places: nothing that a server could read as another path. */
const path = v.pipe(v.string(), v.maxLength(300), v.regex(/^(\/([\w~-][\w.~-]*|[\w.~-]*\{\w+\}[\w.~-]*))+$/, 'not a path'));
/** A `*` after a place in the same segment would cover other connectors, one before it any. */
const pathPattern = v.pipe(
  v.string(),
  v.maxLength(200),
  v.regex(/^(\/([\w~-][\w.~-]*|[\w.~-]*\{\w+\}[\w.~-]*))*(\/[\w~*-][\w.~*-]*)*$/, 'not a path pattern'),
);
const template = v.pipe(v.string(), v.regex(/^[\x20-\x7e]{0,300}$/, 'not plain text'));
const json = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^\w{1,80}$/)), template),
  v.check((all) => Object.keys(all).length <= 20, 'more than 20'),
);
const seconds = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const headerName = v.pipe(
  v.string(),
  v.maxLength(80),
  v.regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'not a header'),
  v.check((text) => !neverOpen.test(text.toLowerCase()), 'not the entry’s to set'),
);
const visitUrl = v.pipe(
  v.string(),
  v.maxLength(2000),
  v.check((text) => URL.canParse(text) && isSafeTarget(new URL(text)) && new URL(text).hash === '', 'not https'),
  v.check((text) => !/[{}]/.test(text.split('?')[0] ?? ''), 'has a place before its query'),
  v.check((text) => ['ticket', 'back'].every((place) => placesIn(text).includes(place)), 'has no ticket or no way back'),
);

const { identity: _, redirectUrl: __, ...base } = common;
const entry = v.strictObject({
  ...base,
  protocol: v.literal('brokered'),
  broker: common.id,
  fields: v.pipe(
    v.array(field),
    v.minLength(1),
    v.maxLength(8),
    v.check((all) => distinct(all.map((each) => each.name)), 'one field twice'),
  ),
  subject: template,
  ticket: v.exactOptional(v.strictObject({ path, json, at: line, seconds: seconds(10, 3600) })),
  visitUrl: v.exactOptional(visitUrl),
  hand: v.exactOptional(v.strictObject({ path, json, base64: v.exactOptional(v.pipe(v.array(name), v.maxLength(20))) })),
  state: v.strictObject({
    path,
    at: line,
    equals: line,
    label: v.exactOptional(line),
    everySeconds: seconds(1, 60),
    forSeconds: seconds(5, 1200),
  }),
  apiPaths: v.pipe(v.array(pathPattern), v.minLength(1), v.maxLength(30)),
  apiHeaders: v.exactOptional(
    v.pipe(
      v.record(headerName, template),
      v.check((all) => Object.keys(all).length <= 8, 'more than 8'),
    ),
  ),
});
type Entry = v.InferOutput<typeof entry>;

/** A page with its ticket, or what is handed over; never both. */
const hasOneWay = ({ ticket, visitUrl: page, hand }: Entry): boolean =>
  (ticket !== undefined) === (page !== undefined) && (ticket === undefined) !== (hand === undefined);

/** Where what was entered may be seen by others: never a secret. */
const openTemplates = ({ ticket, hand, state, subject, apiPaths, apiHeaders = {} }: Entry): string[] =>
  [
    ticket?.path,
    hand?.path,
    state.path,
    subject,
    ...apiPaths,
    ...Object.values(apiHeaders),
    ...Object.values(ticket?.json ?? {}),
  ].filter((text) => text !== undefined);

const knowsItsPlaces = (all: Entry): boolean => {
  const texts = all.fields.filter(({ kind }) => kind === 'text').map((each) => each.name);
  const any = all.fields.map((each) => each.name);
  const page = placesIn(all.visitUrl ?? '').filter((place) => place !== 'ticket' && place !== 'back');
  const handed = Object.values(all.hand?.json ?? {}).flatMap(placesIn);
  const open = openTemplates(all).flatMap(placesIn);
  return [...page, ...open].every((place) => texts.includes(place)) && handed.every((place) => any.includes(place));
};

/** Which connector it is must stand in every pattern: else a permit for one would cover them all. */
const namesItself = ({ apiPaths, apiHeaders = {} }: Entry): boolean =>
  apiPaths.every(
    (pattern) => placesIn(pattern).length > 0 || Object.values(apiHeaders).some((value) => placesIn(value).length > 0),
  );

/** What the sign-in itself asks of the broker may show or change secrets of the connector: it is closed to callers. */
const keepsItsOwn = ({ apiPaths, ticket, hand, state }: Entry): boolean =>
  [ticket?.path, hand?.path, state.path].every(
    (own) => own === undefined || apiPaths.every((pattern) => !pathMatches(pattern, own)),
  );

const setsOnlyItsHeaders = ({ headers = [], apiHeaders = {} }: Entry): boolean =>
  Object.keys(apiHeaders).every((header) => headers.every((pattern) => !pathMatches(pattern, header.toLowerCase())));

const joinsOnlyMembers = ({ hand }: Entry): boolean => (hand?.base64 ?? []).every((member) => member in (hand?.json ?? {}));

export const brokeredEntry = v.pipe(
  entry,
  v.forward(
    v.check((all) => hasOneWay(all), 'wants a ticket and its page, or what is handed over'),
    ['ticket'],
  ),
  v.forward(
    v.check((all) => knowsItsPlaces(all), 'a template names no field, or shows a secret'),
    ['fields'],
  ),
  v.forward(
    v.check((all) => namesItself(all), 'covers more than one connector'),
    ['apiPaths'],
  ),
  v.forward(
    v.check((all) => keepsItsOwn(all), 'covers what the sign-in itself asks'),
    ['apiPaths'],
  ),
  v.forward(
    v.check((all) => setsOnlyItsHeaders(all), 'open to callers'),
    ['apiHeaders'],
  ),
  v.forward(
    v.check((all) => joinsOnlyMembers(all), 'base64 names no member'),
    ['hand'],
  ),
);
