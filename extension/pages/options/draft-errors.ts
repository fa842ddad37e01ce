/** What is wrong with a service's form: which fields its protocol has, which of them are needed, and how each must look. */
import { isEntered } from '../../../src/core/is-entered';
import { placesIn } from '../../../src/core/template';
import { hostsError, parts, urlError, type UrlError } from '../shared/address';
import { areHeaders, areParameters, isHeaderPattern, scopesIn } from './draft-lines';
import { rowErrors, templateError, type RowError } from './entered-draft';
import { needsPage, parameterFields } from './oauth1-draft';
import { askingParameters, vendorRequests } from './oauth2-draft';
import type { Draft, DraftField } from './service-draft';

export type DraftError =
  | UrlError
  | RowError
  | 'parameters'
  | 'parameters2'
  | 'digits'
  | 'realm'
  | 'page'
  | 'scope'
  | 'path'
  | 'word'
  | 'algs'
  | 'resource'
  | 'seconds'
  | 'headers'
  | 'header_pattern'
  | 'host_template';

const identity: readonly DraftField[] = ['subject', 'label'];
const developers: readonly DraftField[] = ['registerUrl', 'appType', 'redirectUrl', 'docs'];
const entered: readonly DraftField[] = ['apiHosts', 'hostTemplate', 'headers', 'probeUrl', ...identity, 'keyUrl', 'docs'];

/** The typed fields of each protocol in the order in which they stand on the page. */
const fields: Readonly<Record<Draft['protocol'], readonly DraftField[]>> = {
  oauth1: [
    'name',
    'requestTokenUrl',
    'authorizeUrl',
    'accessTokenUrl',
    'revokeUrl',
    'apiHosts',
    ...developers,
    ...identity,
    'authenticateUrl',
    'pinDigits',
    ...parameterFields,
    'identityUrl',
    'apiHostFrom',
    'renewUrl',
    'realm',
    'deadTokenCodes',
    'headers',
  ],
  oauth2: [
    'name',
    'scopes',
    'authorizeUrl',
    'tokenUrl',
    'apiHosts',
    ...developers,
    'deviceUrl',
    'registrationUrl',
    'revokeUrl',
    'issuer',
    'jwksUrl',
    'idTokenAlgs',
    'userinfoUrl',
    ...identity,
    'parUrl',
    'resource',
    'clientIdName',
    ...askingParameters,
    'renewUrl',
    'tokenParameters',
    'tokenAt',
    'expiresIn',
    'expiresAtFrom',
    'apiHostFrom',
    'tokenPrefix',
    'deadTokenCodes',
    'apiHeaders',
    'headers',
    ...vendorRequests.flatMap((name) => [`${name}Url`, `${name}Parameters`] as const),
  ],
  'api-key': ['name', ...entered],
  basic: ['name', 'userTemplate', 'passwordTemplate', ...entered],
};

export function fieldsOf(protocol: Draft['protocol']): readonly DraftField[] {
  return fields[protocol];
}

/**
 * Everything that is wrong, by the names of the inputs, in their order on the page.
 * @param places names of the catalogue's variables, none of which may be left in braces
 */
export function errorsOf(draft: Draft, places: readonly string[] = []): ReadonlyMap<string, DraftError> {
  const { protocol } = draft;
  const typed = fields[protocol].flatMap((field): [string, DraftError][] => {
    const isLeft = places.some((name) => draft[field].includes(`{${name}}`));
    const error = isLeft ? 'place_left' : errorIn(draft, field);
    return error ? [[field, error]] : [];
  });
  const rows = isEntered(draft) ? rowErrors(draft, draft.protocol) : [];
  const first = typed[0]?.[0] === 'name' ? 1 : 0;
  return new Map([...typed.slice(0, first), ...rows, ...typed.slice(first)]);
}

/** What is wrong with a typed field, if anything. */
export function errorIn(draft: Draft, field: DraftField): DraftError | undefined {
  const value = draft[field].trim();
  if (!value) return isNeeded(draft, field) ? 'missing' : undefined;
  const check = checks[field] ?? (field.endsWith('Url') ? urlError : undefined);
  return check?.(value, draft);
}

/** Whether a field may not be empty, for the ways that the service has and for what else is entered. */
function isNeeded(draft: Draft, field: DraftField): boolean {
  const { protocol, ways, oauth2Ways } = draft;
  const has = (other: DraftField): boolean => draft[other].trim() !== '';
  if (field === 'name') return true;
  if (field === 'subject') return has('label');
  const entered = isEntered(draft);
  if (field === 'apiHosts') return !entered || !has('hostTemplate');
  if (entered) {
    if (field === 'userTemplate') return !has('passwordTemplate');
    return field === 'probeUrl' && has('subject');
  }
  if (protocol === 'oauth1')
    return (field === 'requestTokenUrl' || field === 'authorizeUrl' || field === 'accessTokenUrl') && needsPage(ways);
  if (field === 'authorizeUrl') return oauth2Ways.includes('redirect') || oauth2Ways.includes('implicit');
  if (field === 'tokenUrl') return oauth2Ways.some((way) => way !== 'implicit');
  if (field === 'deviceUrl') return oauth2Ways.includes('device');
  if (field === 'issuer') return has('jwksUrl') || draft.issInRedirect;
  return vendorRequests.some((name) => field === `${name}Url` && has(`${name}Parameters`));
}

type Check = (value: string, draft: Draft) => DraftError | undefined;

/** Parameters that the protocol itself sets: an entry may not. */
const reserved = {
  oauth1: /^oauth_/u,
  oauth1Page: /^oauth_(?!consumer_key$)/u,
  authorize:
    /^(client_id|redirect_uri|response_type|response_mode|state|scope|nonce|code_challenge(_method)?|request(_uri)?|resource|dpop_jkt)$/u,
  token:
    /^(client_id|client_secret|client_assertion(_type)?|redirect_uri|grant_type|code|code_verifier|device_code|refresh_token|scope|resource)$/u,
  vendor: /^$/u,
};
const signedWith = /^(RS256|PS256|ES256|EdDSA|Ed25519|RS384|PS384|ES384|RS512|PS512|ES512)$/u;
const longest = 10 * 366 * 86_400;

const page: Check = (value) => (/^https?:$/u.test(URL.canParse(value) ? new URL(value).protocol : '') ? undefined : 'page');
const pathOrUrl: Check = (value) => (/^\/(?!\/)/u.test(value) ? undefined : urlError(value));
const matching =
  (pattern: RegExp, error: DraftError): Check =>
  (value) =>
    pattern.test(value) ? undefined : error;
const path = matching(/^[\w.-]{1,80}$/u, 'path');
const asking: Check = (value, { protocol }) => {
  if (protocol === 'oauth1') return areParameters(value, reserved.oauth1) ? undefined : 'parameters';
  return areParameters(value, reserved.authorize) ? undefined : 'parameters2';
};
const parametersBut =
  (own: RegExp): Check =>
  (value) =>
    areParameters(value, own) ? undefined : 'parameters2';
const template: Check = (value, draft) =>
  draft.protocol === 'basic' || draft.protocol === 'api-key' ? templateError(draft, draft.protocol, value) : undefined;

const checks: Readonly<Partial<Record<DraftField, Check>>> = {
  apiHosts: hostsError,
  issuer: urlError,
  registerUrl: page,
  docs: page,
  keyUrl: page,
  identityUrl: pathOrUrl,
  probeUrl: pathOrUrl,
  pinDigits: matching(/^([1-9]|[1-5]\d|6[0-4])$/u, 'digits'),
  realm: matching(/^[\x20-\x7e]+$/u, 'realm'),
  requestTokenParameters: asking,
  authorizeParameters: (value, draft) =>
    draft.protocol === 'oauth1' && areParameters(value, reserved.oauth1Page) ? undefined : asking(value, draft),
  anotherParameters: asking,
  againParameters: asking,
  forceParameters: asking,
  tokenParameters: parametersBut(reserved.token),
  exchangeParameters: parametersBut(reserved.vendor),
  renewByParameters: parametersBut(reserved.vendor),
  revokeByParameters: parametersBut(reserved.vendor),
  scopes: (value) => {
    const scopes = scopesIn(value);
    if (!scopes) return 'scope';
    return new Set(scopes.map(({ name }) => name)).size === scopes.length ? undefined : 'twice';
  },
  idTokenAlgs: (value) => (parts(value).every((alg) => signedWith.test(alg)) ? undefined : 'algs'),
  resource: (value) => (parts(value).every((each) => URL.canParse(each)) ? undefined : 'resource'),
  expiresIn: (value) => (/^\d{1,9}$/u.test(value) && Number(value) > 0 && Number(value) <= longest ? undefined : 'seconds'),
  tokenAt: path,
  expiresAtFrom: path,
  apiHostFrom: (value, draft) => (draft.protocol === 'oauth2' ? path(value, draft) : undefined),
  tokenPrefix: matching(/^[A-Za-z][\w.-]{0,40}$/u, 'word'),
  clientIdName: matching(/^[a-z][\w-]{0,40}$/iu, 'word'),
  apiHeaders: (value) => (areHeaders(value) ? undefined : 'headers'),
  headers: (value) => (parts(value.toLowerCase()).every(isHeaderPattern) ? undefined : 'header_pattern'),
  userTemplate: template,
  passwordTemplate: template,
  hostTemplate: (value, draft) => {
    const isOrigin = /^https?:\/\/[A-Za-z0-9.{}-]+(:\d{1,5})?$/u.test(value) && placesIn(value).length > 0;
    return isOrigin ? template(value, draft) : 'host_template';
  },
};
