/** The shape of a service's entry, checked wherever one comes in from outside. */
import * as v from 'valibot';
import { isSafeTarget } from '../core/urls';
import type { Service } from '../core/words';

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));
const line = v.pipe(v.string(), v.trim(), v.maxLength(300));
const parses = (text: string): boolean => URL.canParse(text);

/** An absolute URL to which a secret may be sent: https, or http on this computer. */
export const secretUrl = v.pipe(
  v.string(),
  v.maxLength(2000),
  v.check(parses, 'not a URL'),
  v.check((text) => parses(text) && isSafeTarget(new URL(text)), 'not https'),
  v.check((text) => parses(text) && new URL(text).hash === '', 'has a fragment'),
);
/** A page for people. */
const pageUrl = v.pipe(
  v.string(),
  v.maxLength(2000),
  v.check((text) => /^https?:$/.test(parses(text) ? new URL(text).protocol : ''), 'not a web page'),
);
/** A serialised origin to which a secret may be sent. */
export const secretOrigin = v.pipe(
  secretUrl,
  v.check((text) => parses(text) && new URL(text).origin === text, 'not an origin'),
);

/** Headers that would speak for the account, the browser or the connection: no entry may open them to callers. */
const neverOpen =
  /^(authorization|cookie2?|host|origin|referer|dpop|connection|content-length|date|dnt|expect|keep-alive|te|trailer|transfer-encoding|upgrade|via|forwarded|user-agent|x-forwarded-.*|x-http-method.*|x-method-override|proxy-.*|sec-.*|access-control-.*)$/;
const headerPattern = v.pipe(
  v.string(),
  v.maxLength(80),
  v.regex(/^[a-z][a-z0-9-]+\*?$/, 'not a header in lower case'),
  v.check((text) => !neverOpen.test(text.replace('*', '')), 'a header that callers may never set'),
);

const identity = v.strictObject({ subject: line, label: v.exactOptional(line) });
const common = {
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
  name,
  hue: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(359)),
  apiHosts: v.pipe(v.array(secretOrigin), v.minLength(1), v.maxLength(20)),
  areas: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          id: name,
          name,
          does: line,
          paths: v.pipe(v.array(v.pipe(v.string(), v.startsWith('/'), v.maxLength(200))), v.minLength(1)),
        }),
      ),
      v.maxLength(30),
    ),
  ),
  headers: v.exactOptional(v.pipe(v.array(headerPattern), v.maxLength(30))),
  registerUrl: v.exactOptional(pageUrl),
  appType: v.exactOptional(line),
  docs: v.exactOptional(pageUrl),
  checked: v.exactOptional(v.strictObject({ date: v.pipe(v.string(), v.isoDate()), source: line })),
  identity: v.exactOptional(identity),
  revokeUrl: v.exactOptional(secretUrl),
};

const parameters = v.pipe(
  v.record(v.pipe(v.string(), v.minLength(1), v.maxLength(80)), v.pipe(v.string(), v.maxLength(500))),
  v.check((all) => Object.keys(all).length <= 20, 'more than 20'),
  v.check((all) => Object.keys(all).every((key) => !key.startsWith('oauth_')), 'a parameter of the protocol itself'),
);
const way = v.picklist(['redirect', 'pin', 'credentials', 'app']);
const pathOrUrl = v.union([secretUrl, v.pipe(v.string(), v.maxLength(500), v.regex(/^\/(?!\/)/, 'not a path'))]);

const oauth1 = v.strictObject({
  ...common,
  protocol: v.literal('oauth1'),
  ways: v.exactOptional(
    v.pipe(
      v.array(way),
      v.minLength(1),
      v.check((all) => new Set(all).size === all.length, 'one way twice'),
    ),
  ),
  requestTokenUrl: v.exactOptional(secretUrl),
  authorizeUrl: v.exactOptional(secretUrl),
  accessTokenUrl: v.exactOptional(secretUrl),
  authenticateUrl: v.exactOptional(secretUrl),
  requestTokenMethod: v.exactOptional(v.picklist(['GET', 'POST'])),
  accessTokenMethod: v.exactOptional(v.picklist(['GET', 'POST'])),
  renewUrl: v.exactOptional(secretUrl),
  signatureMethod: v.exactOptional(
    v.picklist(['HMAC-SHA1', 'HMAC-SHA256', 'HMAC-SHA512', 'RSA-SHA1', 'RSA-SHA256', 'RSA-SHA512', 'PLAINTEXT']),
  ),
  transport: v.exactOptional(v.picklist(['header', 'query', 'body'])),
  realm: v.exactOptional(v.pipe(v.string(), v.regex(/^[\x20-\x7e]{1,200}$/, 'not plain text'))),
  bodyHash: v.exactOptional(v.boolean()),
  multipartText: v.exactOptional(v.boolean()),
  requestTokenParameters: v.exactOptional(parameters),
  authorizeParameters: v.exactOptional(parameters),
  anotherParameters: v.exactOptional(parameters),
  againParameters: v.exactOptional(parameters),
  apiHostFrom: v.exactOptional(line),
  identityUrl: v.exactOptional(pathOrUrl),
  pinDigits: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64))),
  deadTokenCodes: v.exactOptional(v.pipe(v.array(line), v.maxLength(20))),
  errorsIn200: v.exactOptional(v.boolean()),
});

/** A service's entry. Unknown keys are refused: a misspelt one would be a quirk that silently does nothing. */
export const serviceSchema: v.GenericSchema<unknown, Service> = v.variant('protocol', [
  v.pipe(
    oauth1,
    ...(['requestTokenUrl', 'authorizeUrl', 'accessTokenUrl'] as const).map((url) =>
      v.forward(
        v.check(
          (entry: v.InferOutput<typeof oauth1>) => entry[url] !== undefined || !needsUser(entry.ways),
          'needed to sign in by redirect or PIN',
        ),
        [url],
      ),
    ),
  ),
  v.strictObject({
    ...common,
    protocol: v.literal('oauth2'),
    authorizeUrl: secretUrl,
    issuer: v.exactOptional(secretUrl),
    tokenUrl: secretUrl,
    userinfoUrl: v.exactOptional(secretUrl),
    clientAuth: v.picklist(['none', 'client_secret_basic', 'client_secret_post']),
    scopes: v.pipe(
      v.array(v.strictObject({ name: v.pipe(v.string(), v.regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/), v.maxLength(200)), does: line })),
      v.maxLength(60),
    ),
  }),
]);

function needsUser(ways: readonly string[] = ['redirect']): boolean {
  return ways.includes('redirect') || ways.includes('pin');
}
