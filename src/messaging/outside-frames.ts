/** The schemas of what sites and other extensions send: small, strict, and checked before anything else happens. */
import * as v from 'valibot';
import type { AskUp, FetchUp } from './lines';

const short = v.pipe(v.string(), v.maxLength(300));
const token = v.pipe(v.string(), v.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,40}$/));

const whenLocked = v.picklist(['wait', 'fail']);

/** First frame of a line named `fetch`, and those that follow. Headers are limited as servers limit them. */
export const fetchUp: v.GenericSchema<unknown, FetchUp> = v.variant('t', [
  v.strictObject({
    t: v.literal('call'),
    handle: short,
    url: v.pipe(v.string(), v.maxLength(64_000)),
    method: v.pipe(token, v.toUpperCase()),
    headers: v.pipe(
      v.array(v.tuple([v.pipe(v.string(), v.maxLength(200)), v.pipe(v.string(), v.maxLength(16_000))])),
      v.maxLength(100),
    ),
    body: v.exactOptional(v.instance(Blob)),
    whenLocked: v.optional(whenLocked),
  }),
  v.strictObject({ t: v.literal('took'), bytes: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  v.strictObject({ t: v.literal('alive') }),
]);

const want = v.strictObject({
  service: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  access: v.exactOptional(v.picklist(['read', 'change'])),
  methods: v.exactOptional(v.pipe(v.array(v.pipe(token, v.toUpperCase())), v.minLength(1), v.maxLength(20))),
  scopes: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/))), v.maxLength(60))),
  another: v.exactOptional(v.boolean()),
  force: v.exactOptional(v.boolean()),
  paths: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(30))),
  reason: v.exactOptional(v.pipe(v.string(), v.maxLength(2000))),
  whenLocked: v.exactOptional(whenLocked),
});

const asking = { t: v.literal('connect'), id: short, activated: v.boolean() };

/** Frames of a line named `ask`. */
export const askUp: v.GenericSchema<unknown, AskUp> = v.variant('t', [
  v.strictObject({ t: v.literal('hello') }),
  v.strictObject({ ...asking, want }),
  v.strictObject({ ...asking, ticket: short }),
  v.strictObject({ ...asking, again: short, force: v.exactOptional(v.boolean()) }),
  v.strictObject({
    t: v.literal('request'),
    want: v.strictObject({
      ...want.entries,
      targetOrigin: v.exactOptional(v.pipe(v.string(), v.maxLength(2000))),
      callbackMessage: v.exactOptional(v.pipe(v.string(), v.maxLength(2000))),
    }),
  }),
  v.strictObject({ t: v.literal('permits') }),
  v.strictObject({ t: v.literal('release'), handle: short }),
  v.strictObject({ t: v.literal('alive') }),
]);
