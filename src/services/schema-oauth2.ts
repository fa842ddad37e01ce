/** The shape of an OAuth 2.0 service's entry. */
import * as v from 'valibot';
import { clientAuths, oauth2Quirks, oauth2Ways } from '../core/choices';
import { common, distinct, headerName, identity, line, parametersBut, secretUrl } from './schema-parts';

const ofProtocol =
  /^(client_id|redirect_uri|response_type|response_mode|state|scope|nonce|code_challenge(_method)?|request(_uri)?|resource|dpop_jkt)$/;
const authorizeParameters = parametersBut(ofProtocol);
const tokenParameters = parametersBut(
  /^(client_id|client_secret|client_assertion(_type)?|redirect_uri|grant_type|code|code_verifier|device_code|refresh_token|scope|resource)$/,
);
/** In a vendor's own request every name may be needed: the vendor's documentation says which. */
const vendorParameters = parametersBut(/^$/);

const vendorRequest = v.strictObject({
  url: secretUrl,
  method: v.picklist(['GET', 'POST', 'DELETE']),
  auth: v.exactOptional(v.picklist(['bearer', 'basic'])),
  carry: v.exactOptional(v.picklist(['query', 'form', 'json'])),
  parameters: v.exactOptional(vendorParameters),
});

/** Those that ID tokens may be signed with: by a key that the service publishes, never by a shared secret. */
export const idTokenAlgs = [
  'RS256',
  'PS256',
  'ES256',
  'EdDSA',
  'Ed25519',
  'RS384',
  'PS384',
  'ES384',
  'RS512',
  'PS512',
  'ES512',
] as const;

const jsonText = v.pipe(v.string(), v.maxLength(2000), v.check(isJson, 'not JSON'));
const headerValue = v.pipe(v.string(), v.regex(/^[\x20-\x7e]{1,300}$/, 'not plain text'));
const path = v.pipe(v.string(), v.regex(/^[\w.-]{1,80}$/, 'not a path of names with dots'));
/** A scope as RFC 6749 has it. @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
const scope = v.pipe(v.string(), v.regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/), v.maxLength(200));
const plainIssuer = v.pipe(
  secretUrl,
  v.check((text) => !/[{}]/.test(text), 'has a place that nothing fills'),
);
const tenantIssuer = v.pipe(v.string(), v.maxLength(2000), v.regex(/^https:\/\/[^\s?#{}]+\/\{tenantid\}[^\s?#{}]*$/));

const entry = v.strictObject({
  ...common,
  protocol: v.literal('oauth2'),
  ways: v.exactOptional(
    v.pipe(
      v.array(v.picklist(oauth2Ways)),
      v.minLength(1),
      v.check((all) => distinct(all), 'one way twice'),
    ),
  ),
  issuer: v.exactOptional(v.union([plainIssuer, tenantIssuer])),
  issInRedirect: v.exactOptional(v.boolean()),
  jwksUrl: v.exactOptional(secretUrl),
  idTokenAlgs: v.exactOptional(v.pipe(v.array(v.picklist(idTokenAlgs)), v.minLength(1))),
  authorizeUrl: v.exactOptional(secretUrl),
  tokenUrl: v.exactOptional(secretUrl),
  deviceUrl: v.exactOptional(secretUrl),
  parUrl: v.exactOptional(secretUrl),
  registrationUrl: v.exactOptional(secretUrl),
  renewUrl: v.exactOptional(secretUrl),
  revokeUrl: v.exactOptional(secretUrl),
  userinfoUrl: v.exactOptional(secretUrl),
  userinfoMethod: v.exactOptional(v.picklist(['GET', 'POST'])),
  userinfoBody: v.exactOptional(jsonText),
  identity: v.exactOptional(identity),
  clientAuth: v.picklist(clientAuths),
  clientAuthWithSecret: v.exactOptional(v.picklist(['client_secret_basic', 'client_secret_post', 'client_secret_jwt'])),
  clientIdName: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z][\w-]{0,40}$/i))),
  pkce: v.exactOptional(v.picklist(['S256', 'hex', 'none'])),
  dpop: v.exactOptional(v.boolean()),
  resource: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(500), v.url())), v.minLength(1), v.maxLength(10))),
  scopes: v.pipe(
    v.array(v.strictObject({ name: scope, does: line, optional: v.exactOptional(v.boolean()) })),
    v.maxLength(100),
    v.check((all) => distinct(all.map(({ name }) => name)), 'one scope twice'),
  ),
  scopeSeparator: v.exactOptional(v.picklist([',', '+'])),
  scopeName: v.exactOptional(
    v.pipe(
      v.string(),
      v.regex(/^[a-z][\w-]{0,40}$/i),
      v.check((text) => !ofProtocol.test(text), 'a parameter of the protocol itself'),
    ),
  ),
  tokenRequest: v.exactOptional(v.literal('json')),
  authorizeParameters: v.exactOptional(authorizeParameters),
  codeParameters: v.exactOptional(authorizeParameters),
  anotherParameters: v.exactOptional(authorizeParameters),
  againParameters: v.exactOptional(authorizeParameters),
  forceParameters: v.exactOptional(authorizeParameters),
  tokenParameters: v.exactOptional(tokenParameters),
  tokenAt: v.exactOptional(path),
  expiresIn: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10 * 366 * 86_400))),
  expiresAtFrom: v.exactOptional(path),
  apiHostFrom: v.exactOptional(path),
  grantedScopesFrom: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z][\w-]{0,40}$/i))),
  tokenPrefix: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Za-z][\w.-]{0,40}$/, 'not a word'))),
  tokenHeader: v.exactOptional(headerName),
  apiHeaders: v.exactOptional(
    v.pipe(
      v.record(headerName, headerValue),
      v.check((all) => Object.keys(all).length <= 10, 'more than 10'),
    ),
  ),
  exchange: v.exactOptional(vendorRequest),
  renewBy: v.exactOptional(vendorRequest),
  revokeBy: v.exactOptional(vendorRequest),
  deadTokenCodes: v.exactOptional(v.pipe(v.array(line), v.maxLength(20))),
  quirks: v.exactOptional(
    v.pipe(
      v.array(v.picklist(oauth2Quirks)),
      v.check((all) => distinct(all), 'one quirk twice'),
    ),
  ),
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

type Entry = v.InferOutput<typeof entry>;

const ways = ({ ways: own = ['redirect'] }: Entry): readonly string[] => own;

export const oauth2Entry = v.pipe(
  entry,
  needed('authorizeUrl', 'needed to sign in by redirect', (service) =>
    ways(service).some((way) => /^(redirect|implicit)$/.test(way)),
  ),
  needed('tokenUrl', 'needed to get a token', (service) => ways(service).some((way) => way !== 'implicit')),
  needed('deviceUrl', 'needed to sign in with a code', (service) => ways(service).includes('device')),
  v.forward(
    v.check(({ userinfoBody, userinfoMethod }: Entry) => userinfoBody === undefined || userinfoMethod === 'POST', 'is posted'),
    ['userinfoBody'],
  ),
  v.forward(
    v.check(
      ({ clientAuth, clientAuthWithSecret }: Entry) =>
        clientAuthWithSecret === undefined || clientAuth === 'none' || clientAuth === 'basic_without_secret',
      'the app has a secret anyway',
    ),
    ['clientAuthWithSecret'],
  ),
  v.forward(
    v.check(({ dpop, tokenHeader }: Entry) => tokenHeader === undefined || dpop !== true, 'bound tokens have their own'),
    ['tokenHeader'],
  ),
  needed(
    'issuer',
    'needed to check ID tokens and redirects',
    ({ jwksUrl, issInRedirect }) => jwksUrl !== undefined || issInRedirect === true,
  ),
);

function needed(key: 'authorizeUrl' | 'tokenUrl' | 'deviceUrl' | 'issuer', why: string, when: (service: Entry) => boolean) {
  return v.forward(
    v.check((service: Entry) => service[key] !== undefined || !when(service), why),
    [key],
  );
}
