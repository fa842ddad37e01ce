/**
 * The shape of what lies inside a backup. Whoever made the file knew its passphrase, and may still have been a stranger: every member is
 * checked, nothing that is not known is taken, and a service's entry is held to the same rules as one of the user's own.
 */
import * as v from 'valibot';
import type { AccountInBackup, AppInBackup, BackupContent, PermitInBackup } from '../core/backup-content';
import { backupInvalid } from '../core/backup-head';
import { clientAuths, oauth2Ways } from '../core/choices';
import type { Sealed } from '../core/protocol';
import type { OAuth1Way } from '../core/oauth1-service';
import { serviceSchema } from './schema';
import { secretOrigin, secretUrl } from './schema-parts';

/** How deep braces and brackets may stand in each other; an account's entry needs ten. */
const deepest = 24;
/** Names that mean something to every object of the language. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const text = v.pipe(v.string(), v.maxLength(10_000));
const clientId = v.pipe(v.string(), v.maxLength(1000));
const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(8.64e15));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const texts = v.pipe(v.array(text), v.maxLength(1000));
const origin = v.pipe(
  v.string(),
  v.maxLength(300),
  v.check((it) => URL.canParse(it) && /^https?:$/.test(new URL(it).protocol) && new URL(it).origin === it, 'not an origin'),
);
const origins = v.pipe(v.array(secretOrigin), v.maxLength(100));

const facts = v.strictObject({
  subject: v.exactOptional(text),
  label: v.exactOptional(text),
  scopes: v.exactOptional(texts),
  asked: v.exactOptional(texts),
  issuedAt: v.exactOptional(instant),
  expiresAt: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15))),
  renewable: v.boolean(),
  rotates: v.exactOptional(v.boolean()),
  apiHosts: v.exactOptional(origins),
  extra: v.record(v.string(), v.string()),
});

const oauth1Ways = ['redirect', 'pin', 'credentials', 'app'] as const satisfies readonly OAuth1Way[];

/** Plain JSON by names, whatever a protocol keeps. */
const secret: v.GenericSchema<unknown, Sealed> = v.record(v.string(), v.unknown());

const account: v.GenericSchema<unknown, AccountInBackup> = v.pipe(
  v.strictObject({
    id,
    label: text,
    subject: v.exactOptional(text),
    parentId: v.exactOptional(id),
    app: v.exactOptional(clientId),
    way: v.exactOptional(v.picklist([...new Set([...oauth1Ways, ...oauth2Ways])])),
    signedInAt: instant,
    usedAt: v.exactOptional(instant),
    renewals: count,
    facts,
    service: serviceSchema,
    apiHosts: v.pipe(origins, v.minLength(1)),
    secret: v.exactOptional(secret),
    without: v.exactOptional(v.picklist(['rotates', 'bound', 'ended'])),
  }),
  v.check(({ secret, without }) => (secret === undefined) !== (without === undefined), 'either a secret or why there is none'),
);

const app: v.GenericSchema<unknown, AppInBackup> = v.strictObject({
  serviceId: id,
  clientId,
  clientSecret: v.pipe(v.string(), v.maxLength(20_000)),
  clientAuth: v.exactOptional(v.picklist(clientAuths)),
  redirectUrl: v.exactOptional(secretUrl),
  secretUntil: v.exactOptional(instant),
  savedAt: instant,
  registered: v.exactOptional(v.boolean()),
  publicKey: v.exactOptional(text),
});

const source = v.variant('kind', [
  v.strictObject({
    kind: v.literal('catalogue'),
    id,
    values: v.record(v.string(), v.pipe(v.string(), v.maxLength(300))),
    unverified: v.exactOptional(v.literal(true)),
  }),
  v.strictObject({ kind: v.literal('pack'), pack: id }),
]);

const permit: v.GenericSchema<unknown, PermitInBackup> = v.strictObject({
  id,
  handle: v.pipe(v.string(), v.uuid()),
  caller: v.variant('kind', [
    v.strictObject({ kind: v.literal('site'), origin, within: v.exactOptional(origin) }),
    v.strictObject({ kind: v.literal('extension'), id }),
  ]),
  accountId: id,
  access: v.picklist(['read', 'change']),
  methods: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.regex(/^[A-Z-]{1,40}$/))), v.minLength(1), v.maxLength(20))),
  paths: v.pipe(v.array(v.pipe(v.string(), v.startsWith('/'), v.maxLength(200))), v.maxLength(1000)),
  hosts: v.exactOptional(origins),
  rate: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))),
  tellsLabel: v.exactOptional(v.boolean()),
  lasting: v.picklist(['day', 'always']),
  until: v.exactOptional(instant),
  createdAt: instant,
});

const many = <T>(each: v.GenericSchema<unknown, T>, keyOf: (one: T) => string) =>
  v.pipe(
    v.array(each),
    v.maxLength(10_000),
    v.check((all) => new Set(all.map(keyOf)).size === all.length, 'the same one twice'),
  );

const contentSchema: v.GenericSchema<unknown, BackupContent> = v.strictObject({
  moved: v.boolean(),
  accounts: many(account, ({ id }) => id),
  apps: many(app, ({ serviceId, clientId }) => `${serviceId}/${clientId}`),
  services: many(v.strictObject({ service: serviceSchema, source: v.exactOptional(source) }), ({ service }) => service.id),
  permits: many(permit, ({ handle }) => handle),
  sites: many(v.strictObject({ origin, enabledAt: instant }), ({ origin }) => origin),
});

/** @throws CountersignError `backup_invalid` naming the place that is wrong, never what stands there */
export function checkedBackup(value: unknown): BackupContent {
  checkTree(value);
  const parsed = v.safeParse(contentSchema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw backupInvalid((v.getDotPath(issue) ?? 'content').slice(0, 200));
}

/** Without recursion, so that no depth of nesting can end the worker. */
function checkTree(root: unknown): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= deepest) throw backupInvalid('nested too deep');
    for (const [key, inner] of Object.entries(value)) {
      if (reserved.has(key)) throw backupInvalid('a name that no backup needs');
      open.push({ value: inner, depth: depth + 1 });
    }
  }
}
