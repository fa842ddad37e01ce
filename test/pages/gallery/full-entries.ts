/** Entries that tell everything that an entry can tell, for tests and the gallery. */
import type { ApiKeyService, BasicService } from '../../../src/core/entered-service';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import type { Overview } from '../../../src/messaging/views';
import { found } from './discovery';
import { overview } from './fixtures';

export const fullOAuth2: OAuth2Service = {
  id: 'example-everything',
  name: 'Example Everything',
  hue: 130,
  protocol: 'oauth2',
  ways: ['device', 'redirect', 'app', 'implicit'],
  issuer: 'https://login.everything.example/{tenantid}/v2.0',
  issInRedirect: true,
  jwksUrl: 'https://login.everything.example/keys',
  idTokenAlgs: ['ES256', 'RS256'],
  authorizeUrl: 'https://login.everything.example/authorize?tenant=common',
  tokenUrl: 'https://login.everything.example/token',
  deviceUrl: 'https://login.everything.example/device',
  parUrl: 'https://login.everything.example/par',
  registrationUrl: 'https://login.everything.example/register',
  renewUrl: 'https://login.everything.example/renew',
  revokeUrl: 'https://login.everything.example/revoke',
  userinfoUrl: 'https://login.everything.example/me',
  userinfoMethod: 'POST',
  identity: { subject: 'data.0.id', label: 'data.0.name' },
  clientAuth: 'client_secret_jwt',
  clientIdName: 'client_key',
  pkce: 'hex',
  dpop: true,
  resource: ['https://api.everything.example/', 'urn:example:everything'],
  scopes: [
    { name: 'openid', does: 'Know who you are' },
    { name: 'https://everything.example/auth/files', does: 'See files, “all” of them – also hidden ones' },
    { name: 'files.write', does: 'Add and change files', optional: true },
    { name: '?', does: '' },
  ],
  scopeSeparator: ',',
  tokenRequest: 'json',
  authorizeParameters: { access_type: 'offline', audience: 'a=b & c' },
  anotherParameters: { prompt: 'select_account' },
  againParameters: { login_hint: '{label}' },
  forceParameters: { prompt: 'login', max_age: '0' },
  tokenParameters: { audience: 'api' },
  tokenAt: 'authed_user.0',
  expiresIn: 3600,
  expiresAtFrom: 'expires_at',
  apiHostFrom: 'instance_url',
  tokenPrefix: 'Zoho-oauthtoken',
  apiHeaders: { 'Notion-Version': '2022-06-28', 'Client-Id': '{clientId}', 'X-Url': 'https://a.example:8443/' },
  exchange: {
    url: 'https://graph.everything.example/exchange',
    method: 'GET',
    carry: 'query',
    parameters: { grant_type: 'exchange', client_secret: '{clientSecret}' },
  },
  renewBy: { url: 'https://graph.everything.example/renew', method: 'POST', auth: 'basic', carry: 'json' },
  revokeBy: { url: 'https://graph.everything.example/{subject}/permissions', method: 'DELETE', auth: 'bearer' },
  deadTokenCodes: ['token_expired', 'Invalid token'],
  quirks: [
    'scope-commas',
    'reply-form',
    'errors-in-200',
    'scope-array',
    'token-type-any',
    'numbers-as-text',
    'redirect-uri-on-renewal',
    'scope-on-renewal',
    'appsecret-proof',
    'issuer-per-tenant',
  ],
  apiHosts: ['https://api.everything.example', 'https://upload.everything.example:8443'],
  areas: [{ id: 'files', name: 'Files', does: 'See them', paths: ['/files/*'] }],
  headers: ['x-everything-*', 'if-match'],
  registerUrl: 'https://everything.example/developers',
  redirectUrl: 'http://127.0.0.1:8976/callback',
  appType: 'Web app, confidential',
  docs: 'https://everything.example/docs',
};

export const everyKey: ApiKeyService = {
  id: 'example-keys',
  name: 'Example Keys',
  hue: 45,
  protocol: 'api-key',
  fields: [
    { name: 'subdomain', label: 'Subdomain', kind: 'text', hint: 'The first word of your address there' },
    { name: 'key', label: 'API key', kind: 'secret', hint: 'Settings → API tokens' },
    { name: 'appKey', label: 'Application key', kind: 'secret' },
  ],
  carry: [
    { in: 'header', name: 'Authorization', value: 'Token {key}' },
    { in: 'header', name: 'X-App-Key', value: '{appKey}' },
    { in: 'query', name: 'api_version', value: '2' },
  ],
  hostTemplate: 'https://{subdomain}.keys.example',
  probe: { url: '/api/me', method: 'POST', identity: { subject: 'id', label: 'login' } },
  keyUrl: 'https://keys.example/settings/tokens',
  apiHosts: ['https://api.keys.example'],
  headers: ['x-trace'],
  registerUrl: 'https://keys.example/developers',
  appType: 'Private',
  docs: 'https://keys.example/docs',
};

export const fullBasic: BasicService = {
  id: 'example-desk',
  name: 'Example Desk',
  hue: 300,
  protocol: 'basic',
  fields: [
    { name: 'email', label: 'Email', kind: 'text' },
    { name: 'token', label: 'API token', kind: 'secret', hint: 'Admin → Channels → API' },
  ],
  user: '{email}/token',
  password: '{token}',
  probe: { url: 'https://desk.example/api/v2/users/me.json', identity: { subject: 'user.id' } },
  keyUrl: 'https://desk.example/admin/api',
  apiHosts: ['https://desk.example'],
};

/** With a service of every protocol, one whose app registered itself, and one in the user's own network. */
export const everyProtocol: Overview = {
  ...overview,
  services: [
    ...overview.services,
    { service: fullOAuth2, accounts: 0 },
    { service: everyKey, accounts: 0 },
    { service: fullBasic, accounts: 2 },
    {
      service: { ...found, id: 'example-registered', name: 'Example Registered' },
      app: { clientId: 'dyn-8c1f', hasSecret: false, registered: true },
      accounts: 0,
    },
    { service: found, accounts: 0 },
    { service: { ...fullBasic, id: 'nas', name: 'Storage at home', apiHosts: ['https://nas.local:8443'] }, accounts: 0 },
  ],
};
