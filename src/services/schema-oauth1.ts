/** The shape of an OAuth 1.0a service's entry. */
import * as v from 'valibot';
import { common, distinct, headerName, identity, line, parametersBut, pathOrUrl, secretUrl } from './schema-parts';

const parameters = parametersBut(/^oauth_/);
const authorizeParameters = parametersBut(/^oauth_(?!consumer_key$)/);
const way = v.picklist(['redirect', 'pin', 'credentials', 'app']);

const entry = v.strictObject({
  ...common,
  protocol: v.literal('oauth1'),
  identity: v.exactOptional(identity),
  revokeUrl: v.exactOptional(secretUrl),
  ways: v.exactOptional(
    v.pipe(
      v.array(way),
      v.minLength(1),
      v.check((all) => distinct(all), 'one way twice'),
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
  authorizeParameters: v.exactOptional(authorizeParameters),
  anotherParameters: v.exactOptional(parameters),
  againParameters: v.exactOptional(parameters),
  tokenHeader: v.exactOptional(headerName),
  apiHostFrom: v.exactOptional(line),
  identityUrl: v.exactOptional(pathOrUrl),
  pinDigits: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64))),
  deadTokenCodes: v.exactOptional(v.pipe(v.array(line), v.maxLength(20))),
  authorizeOnce: v.exactOptional(v.boolean()),
  errorsIn200: v.exactOptional(v.boolean()),
});

export const oauth1Entry = v.pipe(
  entry,
  ...(['requestTokenUrl', 'authorizeUrl', 'accessTokenUrl'] as const).map((url) =>
    v.forward(
      v.check(
        (service: v.InferOutput<typeof entry>) => service[url] !== undefined || !needsUser(service.ways),
        'needed to sign in by redirect or PIN',
      ),
      [url],
    ),
  ),
);

function needsUser(ways: readonly string[] = ['redirect']): boolean {
  return ways.includes('redirect') || ways.includes('pin');
}
