/** The one inner part of oidc-provider that Practice Files replaces: where its DPoP nonces come from. */
declare module 'oidc-provider/lib/helpers/weak_cache.js' {
  import type { Provider } from 'oidc-provider';
  export default function instance(provider: Provider): {
    DPoPNonces: { nextChallenge(): string; checkChallenge(nonce: string): boolean };
  };
}
