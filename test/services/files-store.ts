/** The storage behind Practice Files: a strict adapter that also remembers every secret it was given. */
import { randomBytes } from 'node:crypto';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Issued, IssuedKind } from './types';
import { userById } from './users';

/** Models whose id is the secret itself. */
const SECRET_MODELS: Record<string, IssuedKind> = {
  AuthorizationCode: 'code',
  AccessToken: 'access_token',
  RefreshToken: 'refresh_token',
};
const GRANTED_MODELS = Object.keys(SECRET_MODELS);

export class FilesStore {
  readonly issued: Issued[] = [];
  readonly #models = new Map<string, Map<string, AdapterPayload>>();

  /** Registers an app. @throws Error when a redirect URI is no absolute URL. */
  registerClient(redirectUris: readonly string[], secret: boolean): { clientId: string; clientSecret?: string } {
    if (redirectUris.length === 0) throw new Error('a redirect URI is needed');
    for (const uri of redirectUris) {
      if (!/^https?:\/\//.test(uri) || !URL.canParse(uri)) throw new Error(`not a web redirect URI: ${uri}`);
    }
    const clientId = `practice-client-${randomBytes(9).toString('base64url')}`;
    const clientSecret = secret ? `practice-client-secret-${randomBytes(18).toString('base64url')}` : undefined;
    this.model('Client').set(clientId, {
      client_id: clientId,
      redirect_uris: [...redirectUris],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: secret ? 'client_secret_basic' : 'none',
      ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
    });
    if (clientSecret === undefined) return { clientId };
    this.issued.push({ kind: 'client_secret', value: clientSecret });
    return { clientId, clientSecret };
  }

  /** What is kept of an access token, or why it is no good. */
  accessToken(value: string): AdapterPayload | 'unknown' | 'expired' {
    const payload = this.model('AccessToken').get(value);
    if (!payload) return 'unknown';
    return (payload.exp ?? 0) * 1000 > Date.now() ? payload : 'expired';
  }

  /** Makes access tokens expire at once: those of one user, or all. */
  expireAccessTokens(username?: string): void {
    for (const payload of this.model('AccessToken').values()) {
      if (username === undefined || usernameOf(payload) === username) payload.exp = 1;
    }
  }

  /** Withdraws everything a user has granted: codes, access tokens and refresh tokens are gone. */
  revokeGrants(username: string): void {
    for (const [id, payload] of this.model('Grant')) {
      if (usernameOf(payload) !== username) continue;
      this.model('Grant').delete(id);
      for (const name of GRANTED_MODELS) this.#forgetGrant(name, id);
    }
  }

  /** The adapter of one model, as oidc-provider asks for it. */
  adapter(name: string): Adapter {
    const rows = this.model(name);
    const findBy = async (fits: (payload: AdapterPayload) => boolean) => copy([...rows.values()].find(fits));
    return {
      upsert: async (id, payload) => {
        if (name === 'Client') throw new Error('clients are registered at the desk only');
        const kind = SECRET_MODELS[name];
        if (kind && !rows.has(id)) this.#remember(kind, id, payload);
        rows.set(id, structuredClone(payload));
      },
      find: async (id) => copy(rows.get(id)),
      findByUid: (uid) => findBy((payload) => payload.uid === uid),
      findByUserCode: (userCode) => findBy((payload) => payload.userCode === userCode),
      consume: async (id) => {
        const payload = rows.get(id);
        if (!payload) throw new Error(`cannot consume an unknown ${name}`);
        payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => {
        rows.delete(id);
      },
      revokeByGrantId: async (grantId) => this.#forgetGrant(name, grantId),
    };
  }

  model(name: string): Map<string, AdapterPayload> {
    const rows = this.#models.get(name) ?? new Map<string, AdapterPayload>();
    this.#models.set(name, rows);
    return rows;
  }

  #remember(kind: IssuedKind, value: string, payload: AdapterPayload): void {
    const user = usernameOf(payload);
    this.issued.push({ kind, value, ...(user === undefined ? {} : { user }) });
  }

  #forgetGrant(name: string, grantId: string): void {
    const rows = this.model(name);
    for (const [id, payload] of rows) if (payload.grantId === grantId) rows.delete(id);
  }
}

/** The username behind a stored payload. */
export function usernameOf(payload: AdapterPayload): string | undefined {
  return userById(payload.accountId ?? '')?.username;
}

function copy(payload: AdapterPayload | undefined): AdapterPayload | undefined {
  return payload && structuredClone(payload);
}
