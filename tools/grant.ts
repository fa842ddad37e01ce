/** The catalogue's entries that nobody checked: made from the provider data of npm's `grant`. What it does not say stays unknown. */
import oauth from 'grant/config/oauth.json' with { type: 'json' };
import profiles from 'grant/config/profile.json' with { type: 'json' };
import type { Template, Variable } from '../src/core/catalogue.ts';
import { hueFor } from '../src/services/discovery/names.ts';
import known from './grant.json' with { type: 'json' };

interface Provider {
  readonly oauth: number;
  readonly request_url?: string;
  readonly authorize_url: string;
  readonly access_url: string;
  readonly scope_delimiter?: string;
}

export interface Dropped {
  readonly id: string;
  readonly why: string;
}

const providers = oauth as unknown as Readonly<Record<string, Provider>>;
const profileUrls = profiles as Readonly<Record<string, { readonly profile_url?: string } | undefined>>;
const drop = known.drop as Readonly<Record<string, string | undefined>>;
const separators = known.separators as Readonly<Record<string, string | undefined>>;
const change = known.change as Readonly<Record<string, object | undefined>>;

/**
 * Every provider that can be used and has no checked entry; and why the others are left out.
 * @param checked the catalogue's own entries
 */
export function unverified(checked: readonly Template[]): { entries: Template[]; dropped: Dropped[] } {
  const ids = new Set(checked.map(({ id }) => id));
  const hosts = new Set(checked.map(signInHost).filter((host) => host !== undefined && host !== '*'));
  const entries: Template[] = [];
  const dropped: Dropped[] = [];
  for (const [id, provider] of Object.entries(providers)) {
    const why = faultOf(id, provider, ids, hosts);
    if (why === undefined) entries.push(entryFrom(id, provider));
    else dropped.push({ id, why });
  }
  return { entries, dropped };
}

function faultOf(id: string, provider: Provider, ids: ReadonlySet<string>, hosts: ReadonlySet<string | undefined>) {
  if (ids.has(id)) return 'has a checked entry';
  if (drop[id] !== undefined) return drop[id];
  if (hosts.has(hostOf(provider.authorize_url))) return 'has a checked entry under another id';
  const urls = [provider.request_url, provider.authorize_url, provider.access_url];
  return urls.some((url) => url !== undefined && !url.startsWith('https://')) ? 'an endpoint is not https' : undefined;
}

/** Where people sign in, with `*` for each place. */
function signInHost(service: Template): string | undefined {
  const url = 'authorizeUrl' in service ? service.authorizeUrl : undefined;
  return url === undefined ? undefined : hostOf(url.replace(/\{\w+\}/g, '*'));
}

const hostOf = (url: string): string => (url.split('/')[2] ?? '').replace('[subdomain]', '*');

function entryFrom(id: string, provider: Provider): Template {
  const place = ownPlace(id, provider);
  const put = (url: string): string => (place ? url.replace('[subdomain]', `{${place.name}}`) : url);
  const authorizeUrl = put(provider.authorize_url);
  const common = {
    id,
    name: `${id.slice(0, 1).toUpperCase()}${id.slice(1)}`,
    hue: hueFor(new URL(`https://${id}.example`)),
    authorizeUrl,
    apiHosts: ['https://{apiHost}'],
    ...change[id],
    variables: [...(place ? [place] : []), apiHost(id, provider, place)],
    unverified: true as const,
  };
  if (provider.oauth === 1) {
    return {
      ...common,
      protocol: 'oauth1',
      requestTokenUrl: put(provider.request_url ?? ''),
      accessTokenUrl: put(provider.access_url),
    };
  }
  const separator = separators[id] ?? provider.scope_delimiter ?? ','; // as grant joins them
  return {
    ...common,
    protocol: 'oauth2',
    tokenUrl: put(provider.access_url),
    clientAuth: 'client_secret_post',
    scopes: [],
    ...((separator === ',' || separator === '+') && { scopeSeparator: separator }),
    ...change[id],
  };
}

/** What stands for each user's own site in the endpoints: a whole host, or one label of it. */
function ownPlace(id: string, { authorize_url, access_url }: Provider): Variable | undefined {
  const urls = [authorize_url, access_url].filter((url) => url.includes('[subdomain]'));
  if (urls.length === 0) return undefined;
  if (urls.some((url) => url.includes('[subdomain]/'))) {
    return { name: 'host', label: 'Host', kind: 'host', example: `${id}.example.org` };
  }
  return { name: 'subdomain', label: 'Subdomain', kind: 'label', example: 'example' };
}

/** The host of the API: nobody knows it, but the page of a person's profile lies there where that is known. */
function apiHost(id: string, { authorize_url }: Provider, place: Variable | undefined): Variable {
  const profile = profileUrls[id]?.profile_url ?? '';
  const told = profile.startsWith('https://') ? profile.split('/')[2] : undefined;
  const guess = `api.${hostOf(authorize_url).replace(/^(\*\.)?(www|api|login|accounts?|auth|oauth|secure|app|id)\./, '')}`;
  const example = (told?.replace('[subdomain]', place?.example ?? 'example') ?? guess).replace('*', place?.example ?? 'example');
  const hint = 'The host of its API’s addresses, as its documentation names it';
  return { name: 'apiHost', label: 'API host', kind: 'host', example, hint };
}
