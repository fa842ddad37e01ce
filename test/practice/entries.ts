/** The practice services as a user would enter them: data only, like every service. */
import type { Area, OAuth1Service, OAuth2Service, Origin } from '../../src/core/words';

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

/** Practice Files, OAuth 2.0 and OpenID Connect. */
export function filesEntry(origin: Origin, clientAuth: OAuth2Service['clientAuth'] = 'none'): OAuth2Service {
  return {
    id: 'practice-files',
    name: 'Practice Files',
    hue: 70,
    protocol: 'oauth2',
    issuer: origin,
    authorizeUrl: `${origin}/authorize`,
    tokenUrl: `${origin}/token`,
    revokeUrl: `${origin}/revoke`,
    userinfoUrl: `${origin}/userinfo`,
    clientAuth,
    scopes: [
      { name: 'openid', does: 'Know who you are' },
      { name: 'profile', does: 'See your name there' },
      { name: 'offline_access', does: 'Stay signed in' },
      { name: 'files.read', does: 'See your files' },
      { name: 'files.write', does: 'Add, change and delete files' },
    ],
    apiHosts: [origin],
    registerUrl: `${origin}/developers`,
    appType: 'Public client',
    docs: `${origin}/`,
  };
}
