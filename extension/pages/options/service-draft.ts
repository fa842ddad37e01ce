/** A service as the fields of a form, and back: what is typed, and the entry that comes out. */
import { isEntered } from '../../../src/core/is-entered';
import type { Template } from '../../../src/core/catalogue';
import type { Service } from '../../../src/core/service';
import { hash } from '../shared/random';
import { hostsIn, hostsText, parts } from '../shared/address';
import { fromEnteredDraft, toEnteredDraft, usualEntered, type EnteredDraft } from './entered-draft';
import { withUnshown } from './kept-fields';
import { emptyOAuth1, fromOAuth1Draft, toOAuth1Draft, type OAuth1Draft } from './oauth1-draft';
import { fromOAuth2Draft, toOAuth2Draft, type OAuth2Draft } from './oauth2-draft';

/** What services of every protocol have. */
interface CommonDraft {
  /** A connector's entry has no form. */
  readonly protocol: Exclude<Service['protocol'], 'brokered'>;
  readonly name: string;
  readonly apiHosts: string;
  readonly authorizeUrl: string;
  readonly revokeUrl: string;
  readonly registerUrl: string;
  readonly appType: string;
  readonly redirectUrl: string;
  readonly docs: string;
  readonly headers: string;
  readonly subject: string;
  readonly label: string;
}

export type Draft = CommonDraft & OAuth1Draft & OAuth2Draft & EnteredDraft;

/** The fields that are typed. */
export type DraftField = { [K in keyof Draft]: string extends Draft[K] ? K : never }[keyof Draft];

export const emptyDraft: Draft = {
  ...toOAuth2Draft({}),
  ...emptyOAuth1,
  ...usualEntered,
  protocol: 'oauth2',
  name: '',
  apiHosts: '',
  authorizeUrl: '',
  revokeUrl: '',
  registerUrl: '',
  appType: '',
  redirectUrl: '',
  docs: '',
  headers: '',
  subject: '',
  label: '',
};

export function toDraft(service: Service | undefined): Draft {
  if (!service || service.protocol === 'brokered') return emptyDraft;
  const { protocol, name, registerUrl = '', appType = '', redirectUrl = '', docs = '', headers = [] } = service;
  const { subject = '', label = '' } = identityOf(service) ?? {};
  const apiHosts = hostsText(service.apiHosts);
  const developers = { registerUrl, appType, redirectUrl, docs };
  const common = { protocol, name, apiHosts, ...developers, headers: headers.join(', '), subject, label };
  if (isEntered(service)) return { ...emptyDraft, ...toEnteredDraft(service), ...common };
  const { authorizeUrl = '', revokeUrl = '' } = service;
  const own = service.protocol === 'oauth1' ? toOAuth1Draft(service) : toOAuth2Draft(service);
  return { ...emptyDraft, ...own, ...common, authorizeUrl, revokeUrl };
}

/** Where the names of the person stand: in an answer of their own, or in the probe's. */
function identityOf(
  service: Exclude<Service, { protocol: 'brokered' }>,
): { readonly subject: string; readonly label?: string } | undefined {
  return isEntered(service) ? service.probe?.identity : service.identity;
}

/** The service's entry. What the form does not show stays as it was; a changed entry is no longer "checked". */
export function fromDraft(draft: Draft, before: Service | undefined, taken: readonly string[]): Service {
  const made = shownOf(draft, before, taken);
  if (before?.protocol !== draft.protocol) return made;
  const { checked: _, ...kept } = before;
  return withUnshown(made, kept, shownOf({ ...toDraft(before), apiHosts: '' }, before, taken));
}

/** What the form shows of an entry. */
function shownOf(draft: Draft, before: Service | undefined, taken: readonly string[]): Service {
  const text = (field: DraftField): string => draft[field].trim();
  const maybe = <K extends DraftField>(field: K): Partial<Record<K, string>> =>
    (text(field) ? { [field]: text(field) } : {}) as Partial<Record<K, string>>;
  const identity = text('subject') ? { subject: text('subject'), ...maybe('label') } : undefined;
  const headers = parts(text('headers').toLowerCase());
  const common = {
    id: before?.id ?? freeId(text('name'), taken),
    name: text('name'),
    hue: before?.hue ?? hash(text('name')) % 360,
    apiHosts: hostsIn(text('apiHosts')),
    ...(before?.areas && { areas: before.areas }),
    ...(before?.redirectUrl !== undefined && { redirectUrl: before.redirectUrl }),
    ...(headers.length > 0 && { headers }),
    ...maybe('docs'),
    ...maybe('registerUrl'),
    ...maybe('appType'),
    ...maybe('redirectUrl'),
  };
  if (isEntered(draft)) {
    const earlier = before && isEntered(before) ? before : undefined;
    return { ...common, ...fromEnteredDraft(draft, draft.protocol, identity, earlier) };
  }
  const shared = { ...common, ...maybe('authorizeUrl'), ...maybe('revokeUrl'), ...(identity && { identity }) };
  if (draft.protocol === 'oauth1') {
    const earlier = before?.protocol === 'oauth1' ? before : undefined;
    return { ...shared, protocol: 'oauth1', ...fromOAuth1Draft(draft, earlier) };
  }
  return { ...shared, protocol: 'oauth2', ...fromOAuth2Draft(draft, before?.protocol === 'oauth2' ? before : undefined) };
}

/** The name in kebab-case, with a number when it is taken. */
export function freeId(name: string, taken: readonly string[]): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const id =
    plain
      .replace(/[^a-z0-9]+/gu, '-')
      .replace(/^-+|-+$/gu, '')
      .slice(0, 56) || 'service';
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? id : `${id}-${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}

/** A service as the beginning of another one of the user's own: without what only the original may say of itself. */
export function asBeginning(service: Template, name: string): Service {
  const { variables: _variables, unverified: _unverified, checked: _checked, ...rest } = service;
  return { ...rest, name };
}
