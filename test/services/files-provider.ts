/** Sets oidc-provider up as a strict OAuth 2.0 and OpenID Connect server for Practice Files. */
import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { Provider, type Configuration, type JWK } from 'oidc-provider';
import type { FilesStore } from './files-store';
import { messagePage } from './pages';
import { userById } from './users';

const FILES_SCOPES = ['openid', 'profile', 'offline_access', 'files.read', 'files.write'] as const;

/** Where each endpoint stands; clients learn this from discovery. */
export const FILES_ROUTES = {
  authorization: '/authorize',
  token: '/token',
  revocation: '/revoke',
  userinfo: '/userinfo',
  jwks: '/jwks',
} as const;

/** Lifetimes in seconds. */
interface Lifetimes {
  readonly accessToken: number;
  readonly refreshToken: number;
}

let signingKey: Promise<JWK> | undefined;

/** Builds the provider for an issuer; nothing is listening yet. */
export async function buildProvider(issuer: string, store: FilesStore, lifetimes: Lifetimes): Promise<Provider> {
  signingKey ??= makeSigningKey();
  const configuration: Configuration = {
    adapter: (name) => store.adapter(name),
    jwks: { keys: [await signingKey] },
    routes: FILES_ROUTES,
    scopes: [...FILES_SCOPES],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    clientAuthMethods: ['none', 'client_secret_basic'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clockTolerance: 0,
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      dPoP: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      userinfo: { enabled: true },
    },
    // The service adds no CORS headers at all, but must not turn away a request for naming its origin.
    clientBasedCORS: () => true,
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, client, source) => client.grantTypeAllowed('refresh_token') && source.scopes.has('offline_access'),
    ttl: {
      AccessToken: lifetimes.accessToken,
      RefreshToken: lifetimes.refreshToken,
      AuthorizationCode: 60,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
      Grant: lifetimes.refreshToken,
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    // A grant comes from this very sign-in; earlier ones are never reused.
    loadExistingGrant: (ctx) => {
      const grantId = ctx.oidc.result?.consent?.grantId;
      return grantId === undefined ? undefined : ctx.oidc.provider.Grant.find(grantId);
    },
    findAccount: (_ctx, id) => {
      const user = userById(id);
      if (!user) return undefined;
      return {
        accountId: id,
        claims: async () => ({ sub: id, name: user.name, preferred_username: user.username }),
      };
    },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = messagePage('This sign-in cannot go on', `${out.error}: ${out.error_description ?? ''}`);
    },
  };
  return new Provider(issuer, configuration);
}

async function makeSigningKey(): Promise<JWK> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { ...(privateKey.export({ format: 'jwk' }) as JWK), use: 'sig', alg: 'RS256', kid: 'practice-key' };
}
