/** Sets oidc-provider up as a strict OAuth 2.0 and OpenID Connect server for Practice Files. */
import { createPrivateKey, generateKeyPair, randomBytes, type JsonWebKeyInput, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { errors, interactionPolicy, Provider, type Configuration, type JWK } from 'oidc-provider';
import instance from 'oidc-provider/lib/helpers/weak_cache.js';
import type { DpopNonces } from './dpop-gate';
import { FILES_AUTHS } from './files-clients';
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
  pushed_authorization_request: '/par',
  device_authorization: '/device/authorize',
  code_verification: '/device',
  registration: '/register',
} as const;

/** Lifetimes in seconds, and what the service demands. */
export interface ProviderTraits {
  readonly accessToken: number;
  readonly refreshToken: number;
  readonly deviceCode: number;
  /** Nothing but pushed authorization requests is taken. */
  readonly par: boolean;
  /** Where DPoP nonces come from; every token must be bound when they are given. */
  readonly nonces: DpopNonces | undefined;
  /** The resources that there are; tokens must be asked for one of them. */
  readonly resources: readonly string[];
}

let signingKey: Promise<JWK> | undefined;

/** Builds the provider for an issuer; nothing is listening yet. */
export async function buildProvider(issuer: string, store: FilesStore, traits: ProviderTraits): Promise<Provider> {
  signingKey ??= makeSigningKey();
  const configuration: Configuration = {
    adapter: (name) => store.adapter(name),
    jwks: { keys: [await signingKey] },
    routes: FILES_ROUTES,
    scopes: [...FILES_SCOPES],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    clientAuthMethods: [...FILES_AUTHS],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clockTolerance: 0,
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: traits.par, requirePushedAuthorizationRequests: traits.par },
      resourceIndicators: { enabled: traits.resources.length > 0, getResourceServerInfo: resourceServers(traits) },
      // The secret only switches nonces on: they come from the service's own store, set below.
      dPoP: traits.nonces ? { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true } : { enabled: false },
      deviceFlow: { enabled: true, charset: 'base-20', mask: '****-****' },
      registration: { enabled: true, initialAccessToken: false, issueRegistrationAccessToken: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      userinfo: { enabled: true },
    },
    // The service adds no CORS headers at all, but must not turn away a request for naming its origin.
    clientBasedCORS: () => true,
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, client, source) => client.grantTypeAllowed('refresh_token') && source.scopes.has('offline_access'),
    ttl: {
      AccessToken: traits.accessToken,
      ClientCredentials: traits.accessToken,
      RefreshToken: traits.refreshToken,
      DeviceCode: traits.deviceCode,
      AuthorizationCode: 60,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
      Grant: traits.refreshToken,
    },
    interactions: { policy: policy(), url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    // The grant is what this very sign-in ended with, new or added to.
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
  const provider = new Provider(issuer, configuration);
  if (traits.nonces) instance(provider).DPoPNonces = traits.nonces;
  return provider;
}

/** The key that ID tokens are signed with. */
export async function idTokenKey(): Promise<KeyObject> {
  signingKey ??= makeSigningKey();
  return createPrivateKey({ key: await signingKey, format: 'jwk' } as JsonWebKeyInput);
}

/** The usual prompts, and a choice of the account. */
function policy(): interactionPolicy.DefaultPolicy {
  const all = interactionPolicy.base();
  all.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return all;
}

function resourceServers({ resources, accessToken }: ProviderTraits) {
  return (_ctx: unknown, resource: string) => {
    if (!resources.includes(resource)) throw new errors.InvalidTarget();
    return {
      scope: FILES_SCOPES.join(' '),
      audience: resource,
      accessTokenTTL: accessToken,
      accessTokenFormat: 'opaque' as const,
    };
  };
}

async function makeSigningKey(): Promise<JWK> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { ...(privateKey.export({ format: 'jwk' }) as JWK), use: 'sig', alg: 'RS256', kid: 'practice-key' };
}
