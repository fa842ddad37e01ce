/** What only an OAuth 2.0 service has, as fields of a form, and back. */
import type { ClientAuth, OAuth2Quirk, OAuth2Service, OAuth2Way, VendorRequest } from '../../../src/core/oauth2-service';
import { parts } from '../shared/address';
import { codesIn, codesText, headerLinesOf, headersIn, linesOf, parametersIn, scopesIn, scopesText } from './draft-lines';

/** Fields that are typed as they stand in the entry. */
export const plainTexts = [
  'authorizeUrl',
  'tokenUrl',
  'deviceUrl',
  'parUrl',
  'registrationUrl',
  'renewUrl',
  'userinfoUrl',
  'issuer',
  'jwksUrl',
  'clientIdName',
  'tokenAt',
  'expiresAtFrom',
  'apiHostFrom',
  'tokenPrefix',
] as const satisfies readonly (keyof OAuth2Service)[];
export const askingParameters = [
  'authorizeParameters',
  'anotherParameters',
  'againParameters',
  'forceParameters',
] as const satisfies readonly (keyof OAuth2Service)[];
const parameterTexts = [...askingParameters, 'tokenParameters'] as const;
/** Requests of the vendor's own, each by five fields. */
export const vendorRequests = ['exchange', 'renewBy', 'revokeBy'] as const;
export type VendorName = (typeof vendorRequests)[number];

/** What the form does not show stays as it was. */
const notShown = [
  'clientAuthWithSecret',
  'codeParameters',
  'grantedScopesFrom',
  'scopeName',
  'tokenHeader',
  'userinfoBody',
] as const satisfies readonly (keyof OAuth2Service)[];

/** Choices that an entry need not tell when they are the usual ones. */
interface Told {
  readonly issInRedirect: boolean;
  readonly userinfoMethod: 'GET' | 'POST';
  readonly pkce: 'S256' | 'hex' | 'none';
  readonly dpop: boolean;
}

export interface OAuth2Choices extends Told {
  /** In the order in which they are offered. */
  readonly oauth2Ways: readonly OAuth2Way[];
  readonly clientAuth: ClientAuth;
  readonly scopeSeparator: ' ' | ',' | '+';
  readonly tokenRequest: 'form' | 'json';
  readonly quirks: readonly OAuth2Quirk[];
}

type VendorChoices = Readonly<
  Record<`${VendorName}Method`, VendorRequest['method']> &
    Record<`${VendorName}Auth`, '' | NonNullable<VendorRequest['auth']>> &
    Record<`${VendorName}Carry`, '' | NonNullable<VendorRequest['carry']>>
>;
type Texts =
  | (typeof plainTexts)[number]
  | (typeof parameterTexts)[number]
  | `${VendorName}Url`
  | `${VendorName}Parameters`
  | 'scopes'
  | 'idTokenAlgs'
  | 'resource'
  | 'expiresIn'
  | 'apiHeaders'
  | 'deadTokenCodes';
export type OAuth2Texts = Readonly<Record<Texts, string>>;
export type OAuth2Draft = OAuth2Texts & OAuth2Choices & VendorChoices;

const usual: Told = { issInRedirect: false, userinfoMethod: 'GET', pkce: 'S256', dpop: false };
const told = Object.keys(usual) as (keyof Told)[];

type OAuth2Part = Omit<Partial<OAuth2Service>, 'protocol' | 'id' | 'name' | 'hue' | 'apiHosts'>;

/** Of a service, or of none: then every field is empty. */
export function toOAuth2Draft(service: OAuth2Part): OAuth2Draft {
  const texts = <K extends string>(names: readonly K[], text: (name: K) => string): Record<K, string> =>
    Object.fromEntries(names.map((name) => [name, text(name)])) as Record<K, string>;
  return {
    ...usual,
    ...Object.fromEntries(told.filter((name) => service[name] !== undefined).map((name) => [name, service[name]])),
    oauth2Ways: service.ways ?? ['redirect'],
    clientAuth: service.clientAuth ?? 'none',
    scopeSeparator: service.scopeSeparator ?? ' ',
    tokenRequest: service.tokenRequest ?? 'form',
    quirks: service.quirks ?? [],
    ...texts(plainTexts, (name) => service[name] ?? ''),
    ...texts(parameterTexts, (name) => linesOf(service[name])),
    scopes: scopesText(service.scopes ?? []),
    idTokenAlgs: (service.idTokenAlgs ?? []).join(', '),
    resource: (service.resource ?? []).join('\n'),
    expiresIn: service.expiresIn === undefined ? '' : String(service.expiresIn),
    apiHeaders: headerLinesOf(service.apiHeaders),
    deadTokenCodes: codesText(service.deadTokenCodes),
    ...toVendorDraft('exchange', service.exchange),
    ...toVendorDraft('renewBy', service.renewBy),
    ...toVendorDraft('revokeBy', service.revokeBy),
  } as OAuth2Draft;
}

function toVendorDraft(name: VendorName, request: VendorRequest | undefined): Partial<OAuth2Draft> {
  const { url = '', method = 'POST', auth = '', carry = '', parameters } = request ?? {};
  return {
    [`${name}Url`]: url,
    [`${name}Method`]: method,
    [`${name}Auth`]: auth,
    [`${name}Carry`]: carry,
    [`${name}Parameters`]: linesOf(parameters),
  };
}

/** The entry's part. A usual value is told only where it was told before. */
export function fromOAuth2Draft(
  draft: OAuth2Draft,
  before: OAuth2Service | undefined,
): Omit<OAuth2Part, 'clientAuth' | 'scopes'> & Pick<OAuth2Service, 'clientAuth' | 'scopes'> {
  const ways = before?.ways !== undefined || draft.oauth2Ways.join() !== 'redirect' ? { ways: draft.oauth2Ways } : {};
  const algs = parts(draft.idTokenAlgs);
  const resource = parts(draft.resource);
  const codes = codesIn(draft.deadTokenCodes);
  const choices = told.filter((name) => before?.[name] !== undefined || draft[name] !== usual[name]);
  const written = <K extends keyof OAuth2Texts>(names: readonly K[]): K[] => names.filter((name) => draft[name].trim());
  return {
    ...Object.fromEntries(notShown.filter((name) => before?.[name] !== undefined).map((name) => [name, before?.[name]])),
    ...Object.fromEntries(choices.map((name) => [name, draft[name]])),
    ...ways,
    clientAuth: draft.clientAuth,
    scopes: scopesIn(draft.scopes, before?.scopes) ?? [],
    ...Object.fromEntries(written(plainTexts).map((name) => [name, draft[name].trim()])),
    ...Object.fromEntries(written(parameterTexts).map((name) => [name, parametersIn(draft[name])])),
    ...(draft.scopeSeparator !== ' ' && { scopeSeparator: draft.scopeSeparator }),
    ...(draft.tokenRequest === 'json' && { tokenRequest: 'json' as const }),
    ...((before?.quirks !== undefined || draft.quirks.length > 0) && { quirks: draft.quirks }),
    ...(algs.length > 0 && { idTokenAlgs: algs }),
    ...(resource.length > 0 && { resource }),
    ...(draft.expiresIn.trim() && { expiresIn: Number(draft.expiresIn) }),
    ...(draft.apiHeaders.trim() && { apiHeaders: headersIn(draft.apiHeaders) }),
    ...(codes.length > 0 && { deadTokenCodes: codes }),
    ...Object.fromEntries(
      vendorRequests.filter((name) => draft[`${name}Url`].trim()).map((name) => [name, vendorIn(draft, name)]),
    ),
  };
}

function vendorIn(draft: OAuth2Draft, name: VendorName): VendorRequest {
  const auth = draft[`${name}Auth`];
  const carry = draft[`${name}Carry`];
  const parameters = draft[`${name}Parameters`];
  return {
    url: draft[`${name}Url`].trim(),
    method: draft[`${name}Method`],
    ...(auth && { auth }),
    ...(carry && { carry }),
    ...(parameters.trim() && { parameters: parametersIn(parameters) }),
  };
}
