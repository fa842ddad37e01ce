/** The service, as data. What is not said here, the engine knows: PKCE, state, renewal before the token ends, revocation at the end. */
import type { ServiceEntry } from 'countersign/engine';

const origin = import.meta.env.VITE_SERVICE;

export const files = {
  id: 'practice-files',
  name: 'Practice Files',
  hue: 70,
  protocol: 'oauth2',
  issuer: origin,
  issInRedirect: true,
  jwksUrl: `${origin}/jwks`,
  authorizeUrl: `${origin}/authorize`,
  tokenUrl: `${origin}/token`,
  revokeUrl: `${origin}/revoke`,
  userinfoUrl: `${origin}/userinfo`,
  clientAuth: 'none',
  scopes: [
    { name: 'openid', does: 'Know who you are' },
    { name: 'profile', does: 'See your name there' },
    { name: 'offline_access', does: 'Stay signed in' },
    { name: 'files.write', does: 'Add files' },
  ],
  apiHosts: [origin],
  registerUrl: `${origin}/developers`,
  docs: `${origin}/`,
} satisfies ServiceEntry;
