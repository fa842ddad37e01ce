/** The practice services as a user would enter them: data only, like every service. */
import type { OAuth1Service } from '../../src/core/oauth1-service';
import type { OAuth2Service, OAuth2Way } from '../../src/core/oauth2-service';
import type { Area } from '../../src/core/service-base';
import type { Origin } from '../../src/core/words';
import type { PersonalityName } from '../services/personalities';

const photoAreas: readonly Area[] = [
  { id: 'profile', name: 'Profile', does: 'See your name there', paths: ['/api/me', '/api/account'] },
  { id: 'photos', name: 'Photos', does: 'See them, add, change and delete them', paths: ['/api/photos*', '/api/upload'] },
  {
    id: 'tools',
    name: 'Practice tools',
    does: 'Echo, streams and slow answers',
    paths: ['/api/echo', '/api/stream*', '/api/slow*', '/api/bytes*', '/api/status/*', '/api/redirect*'],
  },
];

/** Practice Photos, OAuth 1.0a. */
export function photosEntry(origin: Origin): OAuth1Service {
  return {
    id: 'practice-photos',
    name: 'Practice Photos',
    hue: 262,
    protocol: 'oauth1',
    requestTokenUrl: `${origin}/oauth/request_token`,
    authorizeUrl: `${origin}/oauth/authorize`,
    accessTokenUrl: `${origin}/oauth/access_token`,
    revokeUrl: `${origin}/oauth/invalidate_token`,
    apiHosts: [origin],
    areas: photoAreas,
    identity: { subject: 'user_id', label: 'screen_name' },
    deadTokenCodes: ['89'],
    registerUrl: `${origin}/developers`,
    appType: 'Web app',
    docs: `${origin}/`,
  };
}

/** What a Practice Files was started with, and how an app is to use it. */
export interface FilesTraits {
  readonly par?: boolean;
  readonly dpop?: boolean;
  readonly resources?: readonly string[];
  /** By redirect only, unless told. */
  readonly ways?: readonly OAuth2Way[];
  /** Another account is chosen on a page of the service's own before its login page. */
  readonly chooser?: boolean;
  /** An app registers itself. */
  readonly registration?: boolean;
  /** Scopes that are asked for only where somebody wants them. */
  readonly optional?: readonly string[];
}

/** Practice Files, OAuth 2.0 and OpenID Connect. */
export function filesEntry(
  origin: Origin,
  clientAuth: OAuth2Service['clientAuth'] = 'none',
  { par, dpop, resources, ways, chooser, registration, optional = [] }: FilesTraits = {},
): OAuth2Service {
  return {
    id: 'practice-files',
    name: 'Practice Files',
    hue: 70,
    protocol: 'oauth2',
    ...(ways === undefined ? {} : { ways }),
    issuer: origin,
    issInRedirect: true,
    jwksUrl: `${origin}/jwks`,
    authorizeUrl: `${origin}/authorize`,
    tokenUrl: `${origin}/token`,
    ...(ways?.includes('device') ? { deviceUrl: `${origin}/device/authorize` } : {}),
    ...(par ? { parUrl: `${origin}/par` } : {}),
    ...(dpop ? { dpop } : {}),
    ...(registration ? { registrationUrl: `${origin}/register` } : {}),
    revokeUrl: `${origin}/revoke`,
    // Tokens for a resource are no good at the userinfo endpoint: the ID token tells who signed in.
    ...(resources === undefined ? { userinfoUrl: `${origin}/userinfo` } : { resource: resources }),
    clientAuth,
    scopes: filesScopes.map((scope) => (optional.includes(scope.name) ? { ...scope, optional: true } : scope)),
    ...(chooser ? { anotherParameters: { prompt: 'select_account' } } : {}),
    againParameters: { login_hint: '{label}' },
    forceParameters: { prompt: 'login', max_age: '0' },
    apiHosts: [origin],
    registerUrl: `${origin}/developers`,
    appType: 'Public client',
    docs: `${origin}/`,
  };
}

const filesScopes = [
  { name: 'openid', does: 'Know who you are' },
  { name: 'profile', does: 'See your name there' },
  { name: 'offline_access', does: 'Stay signed in' },
  { name: 'files.read', does: 'See your files' },
  { name: 'files.write', does: 'Add, change and delete files' },
];

/** The problems by name that mean a token is dead. */
const deadTokenProblems = ['token_rejected', 'token_revoked'];

/** Each personality of the OAuth 1.0a practice service, where it differs from the usual. */
const personalities: Record<PersonalityName, (origin: Origin) => Partial<OAuth1Service>> = {
  x: (origin) => ({
    name: 'Practice Microblog',
    ways: ['redirect', 'pin'],
    authenticateUrl: `${origin}/oauth/authenticate`,
    revokeUrl: `${origin}/1.1/oauth/invalidate_token`,
    anotherParameters: { force_login: 'true' },
    againParameters: { screen_name: '{label}' },
    pinDigits: 7,
    deadTokenCodes: ['89'],
    areas: [
      { id: 'profile', name: 'Profile', does: 'See your name there', paths: ['/1.1/account/*', '/2/users/me'] },
      {
        id: 'posts',
        name: 'Posts',
        does: 'Write posts and add pictures',
        paths: ['/1.1/statuses/*', '/2/tweets', '/1.1/media/*'],
      },
    ],
  }),
  tv: () => ({
    name: 'Practice Video',
    ways: ['redirect', 'pin', 'credentials'],
    requestTokenMethod: 'GET',
    accessTokenMethod: 'GET',
    apiHostFrom: 'domain',
    identityUrl: '/api/site/get?format=json&raw=1',
    identity: { subject: 'site.site_id', label: 'site.site_name' },
    errorsIn200: true,
    areas: [
      { id: 'site', name: 'Site', does: 'See the site’s name and people', paths: ['/api/site/*', '/api/user/*', '/api/2/*'] },
      { id: 'videos', name: 'Videos', does: 'See and add them', paths: ['/api/photo/*'] },
      { id: 'tools', name: 'Practice tools', does: 'Echo', paths: ['/api/echo'] },
    ],
  }),
  rsa: () => ({
    name: 'Practice Tracker',
    ways: ['redirect', 'app'],
    signatureMethod: 'RSA-SHA256',
    deadTokenCodes: deadTokenProblems,
  }),
  ledger: () => ({
    name: 'Practice Ledger',
    ways: ['redirect', 'credentials'],
    signatureMethod: 'HMAC-SHA256',
    realm: '123456_SB1',
  }),
  records: (origin) => ({
    name: 'Practice Records',
    requestTokenMethod: 'GET',
    signatureMethod: 'PLAINTEXT',
    identityUrl: `${origin}/oauth/identity`,
    identity: { subject: 'id', label: 'username' },
    deadTokenCodes: deadTokenProblems,
  }),
  sessions: () => ({ name: 'Practice Sessions', deadTokenCodes: deadTokenProblems }),
  gallery: () => ({
    name: 'Practice Gallery',
    requestTokenMethod: 'GET',
    accessTokenMethod: 'GET',
    authorizeParameters: { perms: 'write' },
    multipartText: true,
    identity: { subject: 'user_nsid', label: 'username' },
    deadTokenCodes: ['98'],
    errorsIn200: true,
    areas: [{ id: 'photos', name: 'Photos', does: 'See and add them', paths: ['/services/*'] }],
  }),
  strict: () => ({ name: 'Practice Strict', ways: ['app', 'redirect'], deadTokenCodes: deadTokenProblems }),
};

/**
 * A personality of the OAuth 1.0a practice service.
 * @param apiOrigin where its API is, if elsewhere
 * @param change what the service was told to be strict about, and the like
 */
export function personalityEntry(
  name: PersonalityName,
  origin: Origin,
  { apiOrigin = origin, ...change }: Partial<OAuth1Service> & { readonly apiOrigin?: Origin } = {},
): OAuth1Service {
  const { revokeUrl, deadTokenCodes: _codes, ...usual } = photosEntry(origin);
  const revokes = name !== 'tv' && name !== 'gallery';
  return {
    ...usual,
    ...(revokes && revokeUrl !== undefined ? { revokeUrl } : {}),
    apiHosts: [apiOrigin],
    id: `practice-${name}`,
    hue: (Object.keys(personalities).indexOf(name) * 45 + 15) % 360,
    ...personalities[name](origin),
    ...change,
  };
}
