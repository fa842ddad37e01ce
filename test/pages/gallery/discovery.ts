/** What the worker finds at an address, for the gallery: each host shows another state. */
import { CodedError } from '../../../src/core/problem';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import type { Discovery } from '../../../src/messaging/views';
import { files } from './fixtures';

/** As discovery makes it: everything that a service can promise. */
export const found: OAuth2Service = {
  id: 'example-cloud',
  name: 'Example Cloud',
  hue: 190,
  protocol: 'oauth2',
  ways: ['redirect', 'device'],
  issuer: 'https://login.cloud.example',
  issInRedirect: true,
  jwksUrl: 'https://login.cloud.example/keys',
  authorizeUrl: 'https://login.cloud.example/authorize',
  tokenUrl: 'https://login.cloud.example/token',
  deviceUrl: 'https://login.cloud.example/device',
  parUrl: 'https://push.cloud.example/par',
  registrationUrl: 'https://login.cloud.example/register',
  revokeUrl: 'https://login.cloud.example/revoke',
  userinfoUrl: 'https://login.cloud.example/userinfo',
  identity: { subject: 'sub', label: 'email' },
  clientAuth: 'none',
  dpop: true,
  scopes: [
    { name: 'openid', does: 'Know who you are' },
    { name: 'profile', does: 'See your name there' },
    { name: 'offline_access', does: 'Stay signed in' },
    ...['address', 'phone', 'drive.read', 'drive.write'].map((name) => ({ name, does: '', optional: true })),
  ],
  apiHosts: ['https://api.cloud.example', 'https://login.cloud.example'],
};

const plain: OAuth2Service = {
  ...files,
  id: 'nas',
  name: 'nas.local',
  issuer: 'https://nas.local:8443',
  authorizeUrl: 'https://nas.local:8443/authorize',
  tokenUrl: 'https://nas.local:8443/token',
  clientAuth: 'none',
  apiHosts: ['https://nas.local:8443'],
  scopes: [],
};

export function discoveryAnswer(input: unknown): Discovery | Error | Promise<Discovery> {
  const { address, ownNetwork } = input as { address: string; ownNetwork?: true };
  const { host } = new URL(address);
  if (host.startsWith('slow.')) return new Promise<never>(() => undefined);
  if (host.startsWith('late.'))
    return new Promise((done) => setTimeout(() => done({ found, registers: true, ownNetwork: [] }), 1500));
  if (host.startsWith('new.')) return { needs: ['https://new.cloud.example', 'https://login.cloud.example'] };
  if (host.startsWith('nothing.')) return new CodedError({ code: 'discovery_failed', message: '', about: host });
  if (host.startsWith('inside.')) return new CodedError({ code: 'own_network', message: '', about: 'nas.local:8443' });
  if (host.startsWith('nas.')) {
    if (ownNetwork) return { found: plain, registers: false, ownNetwork: ['https://nas.local:8443'] };
    return new CodedError({ code: 'own_network', message: '', about: host });
  }
  const known = { id: files.id, name: files.name };
  return { found, registers: true, ownNetwork: [], ...(host.startsWith('known.') && { known }) };
}
