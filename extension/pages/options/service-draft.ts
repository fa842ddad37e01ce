/** A service as the fields of a form, and back: what is typed, what is wrong with it, and the entry that comes out. */
import type { OAuth2Service, Service } from '../../../src/core/words';
import { hash } from '../shared/random';
import { hostsError, hostsIn, hostsText, parts, urlError, type UrlError } from './address';
import {
  areParameters,
  emptyOAuth1,
  fromOAuth1Draft,
  needsPage,
  parameterFields,
  toOAuth1Draft,
  type OAuth1Choices,
  type OAuth1Draft,
} from './oauth1-draft';

export interface Draft extends OAuth1Draft {
  readonly protocol: Service['protocol'];
  readonly clientAuth: OAuth2Service['clientAuth'];
  readonly name: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly revokeUrl: string;
  readonly userinfoUrl: string;
  readonly scopes: string;
  readonly apiHosts: string;
  readonly registerUrl: string;
  readonly appType: string;
  readonly issuer: string;
  readonly subject: string;
  readonly label: string;
}

export type DraftField = Exclude<keyof Draft, 'protocol' | 'clientAuth' | keyof OAuth1Choices>;
export type DraftError = 'missing' | UrlError | 'parameters' | 'digits' | 'realm';

const empty: Draft = {
  ...emptyOAuth1,
  protocol: 'oauth2',
  clientAuth: 'none',
  name: '',
  authorizeUrl: '',
  tokenUrl: '',
  revokeUrl: '',
  userinfoUrl: '',
  scopes: '',
  apiHosts: '',
  registerUrl: '',
  appType: '',
  issuer: '',
  subject: '',
  label: '',
};

export function toDraft(service: Service | undefined): Draft {
  if (!service) return empty;
  const { protocol, name, registerUrl = '', appType = '' } = service;
  const apiHosts = hostsText(service.apiHosts);
  if (protocol === 'api-key' || protocol === 'basic') return { ...empty, name, apiHosts, registerUrl, appType };
  const { authorizeUrl = '', revokeUrl = '', identity } = service;
  const { subject = '', label = '' } = identity ?? {};
  const shared = { ...empty, protocol, name, authorizeUrl, revokeUrl, registerUrl, appType, subject, label, apiHosts };
  if (service.protocol === 'oauth1') return { ...shared, ...toOAuth1Draft(service) };
  const { tokenUrl = '', userinfoUrl = '', issuer = '', clientAuth } = service;
  return { ...shared, tokenUrl, userinfoUrl, issuer, clientAuth, scopes: service.scopes.map((scope) => scope.name).join(' ') };
}

/** The fields of a protocol in the order in which they stand on the page. */
export function fieldsOf(protocol: Draft['protocol']): readonly DraftField[] {
  return protocol === 'oauth1'
    ? [
        'name',
        'requestTokenUrl',
        'authorizeUrl',
        'accessTokenUrl',
        'revokeUrl',
        'apiHosts',
        'registerUrl',
        'appType',
        'subject',
        'label',
        'authenticateUrl',
        'pinDigits',
        ...parameterFields,
        'identityUrl',
        'apiHostFrom',
        'renewUrl',
        'realm',
        'deadTokenCodes',
      ]
    : [
        'name',
        'scopes',
        'authorizeUrl',
        'tokenUrl',
        'revokeUrl',
        'userinfoUrl',
        'apiHosts',
        'registerUrl',
        'appType',
        'issuer',
        'subject',
        'label',
      ];
}

const always: readonly DraftField[] = ['name', 'apiHosts'];
const pages: readonly DraftField[] = ['authorizeUrl', 'tokenUrl', 'requestTokenUrl', 'accessTokenUrl'];

/** The URLs of a sign-in are there unless no way leads over the service's page. */
function isNeeded({ protocol, ways }: Draft, field: DraftField): boolean {
  return always.includes(field) || (pages.includes(field) && (protocol === 'oauth2' || needsPage(ways)));
}

/** What is wrong with a field, if anything. */
export function errorIn(draft: Draft, field: DraftField): DraftError | undefined {
  const value = draft[field].trim();
  if (!value) return isNeeded(draft, field) ? 'missing' : undefined;
  if (field === 'apiHosts') return hostsError(value);
  if (field === 'identityUrl' && /^\/(?!\/)/u.test(value)) return undefined;
  if (field.endsWith('Url') || field === 'issuer') return urlError(value);
  if (field.endsWith('Parameters')) return areParameters(value) ? undefined : 'parameters';
  if (field === 'pinDigits') return /^([1-9]|[1-5]\d|6[0-4])$/u.test(value) ? undefined : 'digits';
  if (field === 'realm') return /^[\x20-\x7e]+$/u.test(value) ? undefined : 'realm';
  return undefined;
}

/** The service's entry. What the form does not show (areas, texts of scopes) stays as it was; a changed entry is no longer "checked". */
export function fromDraft(draft: Draft, before: Service | undefined, taken: readonly string[]): Service {
  const text = (field: DraftField): string => draft[field].trim();
  const maybe = <K extends DraftField>(field: K): Partial<Record<K, string>> =>
    (text(field) ? { [field]: text(field) } : {}) as Partial<Record<K, string>>;
  const identity = text('subject') ? { identity: { subject: text('subject'), ...maybe('label') } } : {};
  const shared = {
    id: before?.id ?? freeId(text('name'), taken),
    name: text('name'),
    hue: before?.hue ?? hash(text('name')) % 360,
    apiHosts: hostsIn(text('apiHosts')),
    ...(before?.areas ? { areas: before.areas } : {}),
    ...(before?.headers ? { headers: before.headers } : {}),
    ...(before?.docs ? { docs: before.docs } : {}),
    ...maybe('registerUrl'),
    ...maybe('appType'),
    ...maybe('revokeUrl'),
    ...identity,
  };
  if (draft.protocol === 'oauth1') {
    const earlier = before?.protocol === 'oauth1' ? before : undefined;
    return { ...shared, protocol: 'oauth1', ...maybe('authorizeUrl'), ...fromOAuth1Draft(draft, earlier) };
  }
  const known = before?.protocol === 'oauth2' ? before.scopes : [];
  const scopes = parts(text('scopes')).map((name) => known.find((scope) => scope.name === name) ?? { name, does: '' });
  const { clientAuth } = draft;
  return {
    ...shared,
    protocol: 'oauth2',
    authorizeUrl: text('authorizeUrl'),
    tokenUrl: text('tokenUrl'),
    clientAuth,
    scopes,
    ...maybe('userinfoUrl'),
    ...maybe('issuer'),
  };
}

/** The name in kebab-case, with a number when it is taken. */
export function freeId(name: string, taken: readonly string[]): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const id = plain.replace(/[^a-z0-9]+/gu, '-').replace(/^-+|-+$/gu, '') || 'service';
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? id : `${id}-${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
