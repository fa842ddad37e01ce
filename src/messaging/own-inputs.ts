/** The schemas of the own calls' inputs. Strict: an unknown key is an error, so that nothing slips in beside what is checked. */
import * as v from 'valibot';
import type { Service } from '../core/service';
import { custodyInputs } from './custody-inputs';
import type { OwnCall, OwnInput } from './own-calls';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const origin = v.pipe(
  v.string(),
  v.maxLength(300),
  v.check((text) => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text, 'not an origin'),
);
const tab = v.pipe(v.number(), v.integer(), v.minValue(0));
const access = v.picklist(['read', 'change']);
const paths = v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(100));
const methods = v.pipe(v.array(v.pipe(v.string(), v.regex(/^[A-Z-]{1,40}$/))), v.minLength(1), v.maxLength(20));
const rate = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));
const secret = v.pipe(v.string(), v.maxLength(10_000));
const typed = v.pipe(v.string(), v.maxLength(2000));
const one = v.strictObject({ id });
const none = v.strictObject({});
const instant = v.pipe(v.number(), v.finite(), v.minValue(0));
const bounds = v.pipe(
  v.array(instant),
  v.minLength(2),
  v.maxLength(40),
  v.check((all) => all.every((at, index) => index === 0 || at > (all[index - 1] ?? at)), 'not ascending'),
);
/** As `callerKey` in core writes it. */
const key = v.pipe(v.string(), v.maxLength(900), v.regex(/^(?:own:$|site:https?:\/\/\S|extension:\S)/));
const whose = { callerKey: v.exactOptional(key), accountId: v.exactOptional(id) };
/** Of a size that a hostile one cannot choose: in characters. What makes a pack too large is said by its reader, long before. */
const packText = v.pipe(v.string(), v.maxLength(16_000_000));
/** Looked at in full by the services' own schema, which messaging does not know. */
const service = v.custom<Service>((value) => typeof value === 'object' && value !== null);

export const ownInputs: { readonly [K in OwnCall]: v.GenericSchema<unknown, OwnInput<K>> } = {
  overview: none,
  ...custodyInputs,
  'services.save': v.strictObject({ service }),
  'services.remove': one,
  'services.add': v.strictObject({
    id,
    values: v.exactOptional(
      v.pipe(
        v.record(v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]{0,30}$/)), v.pipe(v.string(), v.trim(), v.maxLength(300))),
        v.check((all) => Object.keys(all).length <= 8, 'more than 8 values'),
      ),
    ),
  }),
  'packs.read': v.strictObject({ text: packText }),
  'packs.add': v.strictObject({ text: packText, take: v.pipe(v.array(id), v.minLength(1), v.maxLength(200)) }),
  'packs.write': v.strictObject({
    name: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
    ids: v.pipe(v.array(id), v.minLength(1), v.maxLength(200)),
    apps: v.boolean(),
  }),
  'services.discover': v.strictObject({
    address: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000)),
    ownNetwork: v.exactOptional(v.literal(true)),
  }),
  'apps.save': v.strictObject({
    serviceId: id,
    clientId: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000)),
    clientSecret: v.exactOptional(secret),
    madeKey: v.exactOptional(v.literal(true)),
    redirectUrl: v.exactOptional(v.pipe(v.string(), v.trim(), v.maxLength(2000))),
  }),
  'apps.makeKey': v.strictObject({ serviceId: id }),
  'signIn.start': v.strictObject({
    serviceId: id,
    accountId: v.exactOptional(id),
    askId: v.exactOptional(id),
    way: v.exactOptional(v.picklist(['redirect', 'pin', 'credentials', 'app', 'device', 'implicit'])),
    scopes: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/))), v.maxLength(100))),
    force: v.exactOptional(v.literal(true)),
    through: v.exactOptional(v.literal('tab')),
    parentId: v.exactOptional(id),
  }),
  'signIn.claim': one,
  'signIn.page': one,
  'signIn.opened': v.strictObject({ id, tabId: tab, windowId: tab }),
  'signIn.visited': v.strictObject({ id, url: v.pipe(v.string(), v.maxLength(20_000), v.url()) }),
  'signIn.unvisited': v.strictObject({ id, why: v.picklist(['window_closed', 'page_not_loaded', 'window_busy']) }),
  'signIn.reached': v.strictObject({ id, granted: v.boolean() }),
  'signIn.answer': v.strictObject({
    id,
    values: v.pipe(
      v.record(v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/)), secret),
      v.check((all) => Object.keys(all).length <= 10, 'more than 10 values'),
    ),
  }),
  'signIn.poll': one,
  'signIn.stop': one,
  'signIn.show': one,
  'signIn.dismiss': one,
  'accounts.renew': one,
  'accounts.revoke': one,
  'accounts.remove': one,
  'permits.change': v.strictObject({ id, access: v.exactOptional(access), rate: v.exactOptional(v.nullable(rate)) }),
  'permits.end': v.strictObject({ ids: v.pipe(v.array(id), v.maxLength(1000)) }),
  'permits.restore': v.strictObject({ ids: v.pipe(v.array(id), v.maxLength(1000)) }),
  'sites.enable': v.strictObject({ origin, tabId: v.exactOptional(tab) }),
  'sites.disable': v.strictObject({ origin }),
  'sites.everywhere': v.strictObject({ on: v.boolean() }),
  'asks.allow': v.strictObject({
    id,
    accountId: id,
    access,
    methods: v.exactOptional(methods),
    paths,
    rate: v.exactOptional(rate),
    tellsLabel: v.exactOptional(v.boolean()),
    lasting: v.picklist(['once', 'session', 'day', 'always']),
  }),
  'asks.refuse': one,
  'asks.later': one,
  'asks.show': one,
  'activity.page': v.strictObject({
    ...whose,
    text: v.exactOptional(v.pipe(v.string(), v.maxLength(300))),
    failed: v.exactOptional(v.boolean()),
    since: v.exactOptional(instant),
    before: v.exactOptional(v.strictObject({ at: instant, id: v.pipe(v.number(), v.integer(), v.minValue(1)) })),
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
  }),
  'activity.chart': v.strictObject({ ...whose, bounds }),
  'activity.callers': none,
  'activity.clear': v.strictObject(whose),
  'lens.recent': none,
  'lens.explain': v.strictObject({
    method: v.pipe(v.string(), v.regex(/^[A-Za-z-]{1,40}$/, 'not a method')),
    url: v.pipe(v.string(), v.maxLength(8000)),
    contentType: v.exactOptional(v.pipe(v.string(), v.maxLength(300))),
    body: v.exactOptional(v.pipe(v.string(), v.maxLength(100_000))),
    signatureMethod: v.picklist(['HMAC-SHA1', 'HMAC-SHA256', 'HMAC-SHA512', 'RSA-SHA1', 'RSA-SHA256', 'RSA-SHA512', 'PLAINTEXT']),
    transport: v.picklist(['header', 'query', 'body']),
    realm: v.exactOptional(typed),
    consumerKey: typed,
    consumerSecret: secret,
    token: v.exactOptional(typed),
    tokenSecret: v.exactOptional(secret),
    nonce: v.exactOptional(typed),
    timestamp: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'not seconds'))),
    callback: v.exactOptional(typed),
    verifier: v.exactOptional(typed),
  }),
};
