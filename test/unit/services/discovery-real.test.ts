/** Discovery of a real provider on this computer, and what the extension's worker makes of hosts that it may not reach yet. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discover } from '../../../src/accounts/discover';
import type { Ports } from '../../../src/accounts/ports';
import type { Fetch } from '../../../src/core/ports';
import type { Service } from '../../../src/core/service';
import { startFiles, type FilesService } from '../../services/files';

let files: FilesService;
let server: Server;
let origin: string;

beforeAll(async () => {
  files = await startFiles();
  let provider: ReturnType<Provider['callback']>;
  server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void provider(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const features = {
    devInteractions: { enabled: false },
    registration: { enabled: true },
    deviceFlow: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    dPoP: { enabled: true },
    revocation: { enabled: true },
  };
  provider = new Provider(origin, {
    features,
    scopes: ['openid', 'profile', 'files'],
    cookies: { keys: ['practice'] },
  }).callback();
});
afterAll(async () => {
  await files.close();
  await new Promise((resolve) => server.close(resolve));
});

/** What discovery needs of the house. */
function portsWith(change: { fetch?: Fetch; granted?: boolean; services?: readonly Service[] } = {}): Ports {
  const { fetch: own = fetch, granted = true, services = [] } = change;
  const vault = { db: { services: { toArray: async () => services.map((service) => ({ id: service.id, service })) } } };
  return { fetch: own, vault, hosts: { granted: async () => granted } } as unknown as Ports;
}

test('finds a provider with all that it offers', async () => {
  expect(await discover(portsWith(), `${origin}/reg?x=1`, true)).toMatchObject({
    registers: true,
    ownNetwork: [origin],
    found: {
      issuer: origin,
      issInRedirect: true,
      ways: ['redirect', 'device'],
      jwksUrl: `${origin}/jwks`,
      parUrl: `${origin}/request`,
      deviceUrl: `${origin}/device/auth`,
      dpop: true,
      apiHosts: [origin],
    },
  });
});

test('finds Practice Files as its entry has it', async () => {
  const outcome = await discover(portsWith(), files.origin, true);
  expect(outcome).toMatchObject({
    registers: true,
    found: {
      authorizeUrl: `${files.origin}/authorize`,
      tokenUrl: `${files.origin}/token`,
      revokeUrl: `${files.origin}/revoke`,
      userinfoUrl: `${files.origin}/userinfo`,
      clientAuth: 'none',
    },
  });
});

test('asks without cookies, cache, referrer or redirects, and not for ever', async () => {
  const sent: RequestInit[] = [];
  const spy: Fetch = (url, init) => {
    sent.push(init);
    return fetch(url, init);
  };
  await discover(portsWith({ fetch: spy }), origin, true);
  expect(sent).not.toEqual([]);
  for (const init of sent) {
    expect(init).toMatchObject({ credentials: 'omit', cache: 'no-store', redirect: 'manual', referrerPolicy: 'no-referrer' });
    expect(init.signal).toBeInstanceOf(AbortSignal);
  }
});

describe('hosts that cannot be read', () => {
  const blocked: Fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  test('are asked for where the browser has not granted them', async () => {
    expect(await discover(portsWith({ fetch: blocked, granted: false }), 'id.example.org', false)).toEqual({
      needs: ['https://id.example.org'],
    });
  });
  test('are not there where it has', async () => {
    await expect(discover(portsWith({ fetch: blocked }), 'id.example.org', false)).rejects.toMatchObject({
      code: 'discovery_failed',
      problem: { about: 'id.example.org' },
    });
  });
});

test('nothing is sent into the own network unasked', async () => {
  const never: Fetch = () => Promise.reject(new Error('sent'));
  await expect(discover(portsWith({ fetch: never }), origin, false)).rejects.toMatchObject({ code: 'own_network' });
});
