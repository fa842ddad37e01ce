/** X, TwentyThree, Facebook and Dropbox as entries with their real hosts: their doubles stand at other places, see `entryAt`. */
import type { OAuth1Service } from '../../src/core/oauth1-service';
import type { OAuth2Service } from '../../src/core/oauth2-service';
import type { Template } from '../../src/core/catalogue';

const xApi = 'https://api.x.com';

/** OAuth 1.0a. */
export const xByOAuth1: OAuth1Service = {
  id: 'x-oauth1',
  name: 'X (OAuth 1.0a)',
  hue: 210,
  protocol: 'oauth1',
  ways: ['redirect', 'pin'],
  requestTokenUrl: `${xApi}/oauth/request_token`,
  authenticateUrl: `${xApi}/oauth/authenticate`,
  authorizeUrl: `${xApi}/oauth/authorize`,
  accessTokenUrl: `${xApi}/oauth/access_token`,
  revokeUrl: `${xApi}/1.1/oauth/invalidate_token`,
  anotherParameters: { force_login: 'true' },
  againParameters: { screen_name: '{label}' },
  pinDigits: 7,
  identity: { subject: 'user_id', label: 'screen_name' },
  deadTokenCodes: ['89'],
  apiHosts: [xApi],
};

/** The app as itself. */
export const xAppOnly: OAuth2Service = {
  id: 'x-app',
  name: 'X (app only)',
  hue: 210,
  protocol: 'oauth2',
  ways: ['app'],
  tokenUrl: `${xApi}/oauth2/token`,
  clientAuth: 'client_secret_basic',
  scopes: [],
  revokeBy: {
    url: `${xApi}/oauth2/invalidate_token`,
    method: 'POST',
    auth: 'basic',
    parameters: { access_token: '{accessToken}' },
  },
  deadTokenCodes: ['89'],
  apiHosts: [xApi],
};

/** OAuth 2.0. */
export const x: OAuth2Service = {
  id: 'x',
  name: 'X',
  hue: 210,
  protocol: 'oauth2',
  authorizeUrl: 'https://x.com/i/oauth2/authorize',
  tokenUrl: `${xApi}/2/oauth2/token`,
  revokeUrl: `${xApi}/2/oauth2/revoke`,
  userinfoUrl: `${xApi}/2/users/me`,
  identity: { subject: 'data.id', label: 'data.username' },
  clientAuth: 'none',
  scopes: [
    { name: 'users.read', does: 'See people’s profiles' },
    { name: 'tweet.read', does: 'Read posts' },
    { name: 'tweet.write', does: 'Write posts', optional: true },
    { name: 'media.write', does: 'Upload media', optional: true },
    { name: 'offline.access', does: 'Stay signed in' },
  ],
  deadTokenCodes: ['invalid_request'],
  apiHosts: [xApi],
};

export const facebook: OAuth2Service = {
  id: 'facebook',
  name: 'Facebook',
  hue: 220,
  protocol: 'oauth2',
  authorizeUrl: 'https://www.facebook.com/v24.0/dialog/oauth',
  tokenUrl: 'https://graph.facebook.com/v24.0/oauth/access_token',
  clientAuth: 'client_secret_post',
  pkce: 'none',
  scopes: [
    { name: 'public_profile', does: 'See your name and picture' },
    { name: 'email', does: 'See your e-mail address' },
    { name: 'user_photos', does: 'See your photos', optional: true },
  ],
  scopeSeparator: ',',
  authorizeParameters: { return_scopes: 'true' },
  grantedScopesFrom: 'granted_scopes',
  againParameters: { auth_type: 'rerequest' },
  anotherParameters: { auth_type: 'reauthenticate' },
  forceParameters: { auth_type: 'reauthenticate' },
  userinfoUrl: 'https://graph.facebook.com/v24.0/me?fields=id,name',
  identity: { subject: 'id', label: 'name' },
  exchange: {
    url: 'https://graph.facebook.com/v24.0/oauth/access_token',
    method: 'GET',
    parameters: {
      grant_type: 'fb_exchange_token',
      client_id: '{clientId}',
      client_secret: '{clientSecret}',
      fb_exchange_token: '{accessToken}',
    },
  },
  revokeBy: { url: 'https://graph.facebook.com/v24.0/me/permissions', method: 'DELETE', auth: 'bearer' },
  deadTokenCodes: ['190', '102'],
  quirks: ['appsecret-proof'],
  apiHosts: ['https://graph.facebook.com'],
};

export const dropbox: OAuth2Service = {
  id: 'dropbox',
  name: 'Dropbox',
  hue: 215,
  protocol: 'oauth2',
  authorizeUrl: 'https://www.dropbox.com/oauth2/authorize',
  tokenUrl: 'https://api.dropboxapi.com/oauth2/token',
  clientAuth: 'none',
  scopes: [
    { name: 'account_info.read', does: 'See your name there' },
    { name: 'files.metadata.read', does: 'See the names of your files' },
    { name: 'files.content.read', does: 'Read your files', optional: true },
    { name: 'files.content.write', does: 'Change your files', optional: true },
  ],
  authorizeParameters: { token_access_type: 'offline' },
  anotherParameters: { force_reauthentication: 'true' },
  userinfoUrl: 'https://api.dropboxapi.com/2/users/get_current_account',
  userinfoMethod: 'POST',
  identity: { subject: 'account_id', label: 'name.display_name' },
  revokeBy: { url: 'https://api.dropboxapi.com/2/auth/token/revoke', method: 'POST', auth: 'bearer' },
  deadTokenCodes: ['expired_access_token', 'invalid_access_token'],
  apiHosts: ['https://api.dropboxapi.com', 'https://content.dropboxapi.com', 'https://notify.dropboxapi.com'],
  headers: ['dropbox-api-*'],
};

/** With a site's own key, or with one for all sites where the address is the company's own. */
export const twentythree: Template & OAuth1Service = {
  id: 'twentythree',
  name: 'TwentyThree',
  hue: 160,
  protocol: 'oauth1',
  ways: ['redirect', 'pin', 'credentials'],
  requestTokenUrl: 'https://{site}/oauth/request_token',
  authorizeUrl: 'https://{site}/oauth/authorize',
  accessTokenUrl: 'https://{site}/oauth/access_token',
  requestTokenMethod: 'GET',
  accessTokenMethod: 'GET',
  apiHostFrom: 'domain',
  identityUrl: '/api/site/get?format=json&raw=1',
  identity: { subject: 'site.site_id', label: 'site.site_name' },
  deadTokenCodes: ['token_required'],
  errorsIn200: true,
  apiHosts: ['https://{site}'],
  variables: [{ name: 'site', label: 'Site', kind: 'host', example: 'example.23video.com' }],
};
