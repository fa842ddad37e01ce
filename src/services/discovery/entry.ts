/** A working entry from what an authorization server publishes about itself. */
import * as v from 'valibot';
import { CountersignError } from '../../core/errors';
import type { ClientAuth, OAuth2Service, OAuth2Way } from '../../core/oauth2-service';
import type { Service } from '../../core/service';
import type { Parameters } from '../../core/service-base';
import type { Origin } from '../../core/words';
import { idTokenAlgs } from '../schema-oauth2';
import { serviceSchema } from '../schema';
import type { Metadata } from './documents';
import { endpointsIn, type Endpoints } from './endpoints';
import { hueFor, idFor, nameFor } from './names';
import { scopesFrom } from './scopes';

/** How an app authenticates, the least trouble for the user first. */
const preferred: readonly ClientAuth[] = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'client_secret_jwt',
];
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

export interface Described {
  readonly server: Metadata;
  /** The protected resource that named the server, if the address was one's. */
  readonly resource?: Metadata;
}

/**
 * @param taken ids of the services that are there
 * @param mayBeOwn whether endpoints may lie in the user's own network
 * @throws CountersignError `discovery_unusable`, `own_network`, `insecure_endpoint`
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-2
 */
export function entryFrom({ server, resource }: Described, taken: readonly string[], mayBeOwn: boolean): OAuth2Service {
  const issuer = String(server['issuer']);
  const place = new URL(typeof resource?.['resource'] === 'string' ? resource['resource'] : issuer);
  const { jwksUrl, registrationUrl, deviceUrl, ...endpoints } = endpointsIn(server, mayBeOwn);
  const ways = waysIn(server, { ...endpoints, ...(deviceUrl !== undefined && { deviceUrl }) });
  const clientAuth = clientAuthIn(server, ways);
  if (ways.length === 0 || !clientAuth) throw new CountersignError('discovery_unusable', { about: place.host });
  const openid = isOpenId(server);
  const algs = idTokenAlgs.filter((alg) => (textsIn(server, 'id_token_signing_alg_values_supported') ?? []).includes(alg));
  const checksIdTokens = openid && jwksUrl !== undefined && (algs.length > 0 || !server['id_token_signing_alg_values_supported']);
  const docs = server['service_documentation'];
  const entry = {
    id: idFor(place, taken),
    name: nameFor(place),
    hue: hueFor(place),
    protocol: 'oauth2',
    ways,
    issuer,
    ...(server['authorization_response_iss_parameter_supported'] === true && { issInRedirect: true }),
    ...(checksIdTokens && { jwksUrl, ...(algs.length > 0 && { idTokenAlgs: algs }) }),
    ...endpoints,
    ...(ways.includes('device') && { deviceUrl }),
    // Nobody registers a private key by itself.
    ...(registrationUrl !== undefined && clientAuth !== 'private_key_jwt' && { registrationUrl }),
    clientAuth,
    ...(lacks(server, 'code_challenge_methods_supported', 'S256') && { pkce: 'none' }),
    ...(textsIn(server, 'dpop_signing_alg_values_supported')?.includes('ES256') && { dpop: true }),
    // A token for the resource that was asked for is no good anywhere else.
    ...(typeof resource?.['resource'] === 'string' && { resource: [resource['resource']] }),
    scopes: scopesFrom(scopeNames(server, resource, openid)),
    ...promptsIn(server, openid),
    apiHosts: apiHostsFor(issuer, endpoints, resource && place),
    ...(typeof docs === 'string' && /^https?:\/\//i.test(docs) && URL.canParse(docs) && { docs }),
  };
  const parsed = v.safeParse(serviceSchema, entry);
  if (!parsed.success || !isOAuth2(parsed.output)) throw new CountersignError('discovery_unusable', { about: place.host });
  return parsed.output;
}

function isOAuth2(service: Service): service is OAuth2Service {
  return service.protocol === 'oauth2';
}

function waysIn(server: Metadata, { authorizeUrl, tokenUrl, deviceUrl }: Endpoints): OAuth2Way[] {
  const types = (textsIn(server, 'response_types_supported') ?? ['code']).map((type) => type.split(' '));
  const grants = textsIn(server, 'grant_types_supported');
  const ways: OAuth2Way[] = [];
  if (authorizeUrl !== undefined && tokenUrl !== undefined && types.some((type) => type.join(' ') === 'code'))
    ways.push('redirect');
  if (deviceUrl !== undefined && tokenUrl !== undefined && !lacks(server, 'grant_types_supported', deviceGrant))
    ways.push('device');
  if (ways.length > 0) return ways;
  const hasCode = types.some((type) => type.includes('code'));
  if (authorizeUrl !== undefined && !hasCode && types.some((type) => type.includes('token'))) return ['implicit'];
  return tokenUrl !== undefined && grants?.includes('client_credentials') ? ['app'] : [];
}

/** The implicit grant has no secret to show, and an app cannot be itself without one. */
function clientAuthIn(server: Metadata, ways: readonly OAuth2Way[]): ClientAuth | undefined {
  if (ways.includes('implicit')) return 'none';
  const offered = textsIn(server, 'token_endpoint_auth_methods_supported') ?? ['client_secret_basic'];
  return preferred.find((method) => offered.includes(method) && !(method === 'none' && ways.includes('app')));
}

function isOpenId(server: Metadata): boolean {
  const scopes = textsIn(server, 'scopes_supported');
  return scopes ? scopes.includes('openid') : textsIn(server, 'id_token_signing_alg_values_supported') !== undefined;
}

function scopeNames(server: Metadata, resource: Metadata | undefined, openid: boolean): string[] {
  const own = textsIn(server, 'scopes_supported') ?? (openid ? ['openid'] : []);
  return [...own, ...((resource && textsIn(resource, 'scopes_supported')) ?? [])];
}

/** @see https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest */
function promptsIn(server: Metadata, openid: boolean): Record<string, Parameters> {
  const selects = textsIn(server, 'prompt_values_supported')?.includes('select_account') ?? false;
  return {
    ...((selects || openid) && { anotherParameters: { prompt: selects ? 'select_account' : 'login' } }),
    ...(openid && { againParameters: { login_hint: '{label}' }, forceParameters: { prompt: 'login', max_age: '0' } }),
  };
}

function apiHostsFor(issuer: string, { userinfoUrl }: Endpoints, resource: URL | undefined): Origin[] {
  const urls = [resource?.href, userinfoUrl, issuer].filter((url) => url !== undefined);
  return [...new Set(urls.map((url) => new URL(url).origin))];
}

/** Whether a list is there and lacks a value. */
function lacks(metadata: Metadata, name: string, value: string): boolean {
  const all = textsIn(metadata, name);
  return all !== undefined && !all.includes(value);
}

/** A list of texts; nothing when there is none. */
function textsIn(metadata: Metadata, name: string): string[] | undefined {
  const value = metadata[name];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : undefined;
}
