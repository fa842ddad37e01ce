/** What Practice Vendor remembers: apps, codes, and tokens with their families. */
import { randomBytes } from 'node:crypto';
import type { Issued } from './types';
import { USERS, type PracticeUser } from './users';

export interface VendorApp {
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly redirectUris: readonly string[];
}

/** What one sign-in ended with; every token of it belongs to one family. */
export interface VendorGrant {
  readonly app: VendorApp;
  readonly user: PracticeUser;
  readonly scopes: readonly string[];
  /** Whether a refresh token was asked for in the way the service wants it. */
  readonly offline: boolean;
}

export interface VendorCode extends VendorGrant {
  readonly value: string;
  readonly redirectUri: string;
  readonly challenge: string | undefined;
  expires: number;
  used: boolean;
  family?: string;
}

export interface VendorToken extends VendorGrant {
  readonly value: string;
  readonly kind: 'access_token' | 'refresh_token';
  readonly family: string;
  /** Marked by some services: long-lived. */
  readonly long: boolean;
  /** Milliseconds since 1970; never when undefined. */
  expires: number | undefined;
  state: 'live' | 'rotated' | 'revoked';
}

const CODE_SECONDS = 60;

export class VendorState {
  readonly issued: Issued[] = [];
  readonly apps = new Map<string, VendorApp>();
  readonly #codes = new Map<string, VendorCode>();
  readonly #tokens = new Map<string, VendorToken>();

  /** @param odd whether its secret has characters that must be percent-encoded */
  registerApp(redirectUris: readonly string[], secret: boolean, odd = false): VendorApp {
    for (const uri of redirectUris) {
      if (!/^https?:\/\//.test(uri) || !URL.canParse(uri)) throw new Error(`not a web redirect URI: ${uri}`);
    }
    const app: VendorApp = {
      clientId: `practice-vendor-${random(9)}`,
      ...(secret ? { clientSecret: `practice-vendor-secret-${odd ? '+/%!=' : ''}${random(18)}` } : {}),
      redirectUris: [...redirectUris],
    };
    if (app.clientSecret !== undefined) this.issued.push({ kind: 'client_secret', value: app.clientSecret });
    this.apps.set(app.clientId, app);
    return app;
  }

  /** @param seconds its life */
  newCode(grant: VendorGrant, redirectUri: string, challenge: string | undefined, seconds = CODE_SECONDS): VendorCode {
    const value = `practice-code-${random(18)}`;
    const code = { ...grant, value, redirectUri, challenge, expires: Date.now() + seconds * 1000, used: false };
    this.issued.push({ kind: 'code', value, user: grant.user.username });
    this.#codes.set(value, code);
    return code;
  }

  code(value: string): VendorCode | undefined {
    return this.#codes.get(value);
  }

  /**
   * @param seconds its life; for ever when undefined
   * @param family of the tokens that it belongs to; a new one unless told
   */
  newToken(
    kind: VendorToken['kind'],
    { app, user, scopes, offline }: VendorGrant,
    { seconds, family = random(9), long = false, odd = false }: TokenTraits = {},
  ): VendorToken {
    const value = odd ? `AAAA${random(9)}%2F${random(9)}%3D${random(9)}` : `practice-${kind.replace('_', '-')}-${random(18)}`;
    const expires = seconds === undefined ? undefined : Date.now() + seconds * 1000;
    const token: VendorToken = { app, user, scopes, offline, value, kind, family, long, expires, state: 'live' };
    const known = USERS.includes(user);
    this.issued.push({ kind, value, ...(known ? { user: user.username } : {}) });
    this.#tokens.set(value, token);
    return token;
  }

  /** A token of this kind, or why it is no good. A rotated refresh token is returned as it is. */
  token(kind: VendorToken['kind'], value: string): VendorToken | 'unknown' | 'expired' | 'revoked' {
    const token = this.#tokens.get(value);
    if (token?.kind !== kind) return 'unknown';
    if (token.state === 'revoked') return 'revoked';
    return token.expires !== undefined && token.expires <= Date.now() ? 'expired' : token;
  }

  /** A live access token of an app without a user. */
  appToken(app: VendorApp): VendorToken | undefined {
    return [...this.#tokens.values()].find((one) => one.app === app && one.state === 'live');
  }

  endFamily(family: string): void {
    for (const token of this.#tokens.values()) if (token.family === family) token.state = 'revoked';
  }

  expireAccessTokens(username?: string): void {
    for (const token of this.#tokens.values()) {
      if (token.kind === 'access_token' && (username ?? token.user.username) === token.user.username) token.expires = 1;
    }
  }

  expireCodes(): void {
    for (const code of this.#codes.values()) code.expires = 1;
  }

  revokeGrants(username: string): void {
    for (const token of this.#tokens.values()) if (token.user.username === username) token.state = 'revoked';
  }
}

interface TokenTraits {
  readonly seconds?: number | undefined;
  readonly family?: string | undefined;
  readonly long?: boolean;
  /** Has percent signs in it, and is to be used as it is. */
  readonly odd?: boolean;
}

export function random(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
