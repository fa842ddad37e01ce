/** The storage behind Practice Files: a strict adapter that also remembers every secret it was given. */
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { newClient, type FilesApp } from './files-clients';
import type { Issued, IssuedKind } from './types';
import { userById } from './users';

/** Models whose id is the secret itself. */
const SECRET_MODELS: Record<string, IssuedKind> = {
  AuthorizationCode: 'code',
  AccessToken: 'access_token',
  RefreshToken: 'refresh_token',
  DeviceCode: 'device_code',
  ClientCredentials: 'access_token',
};
const GRANTED_MODELS = Object.keys(SECRET_MODELS);

export class FilesStore {
  readonly issued: Issued[] = [];
  readonly #models = new Map<string, Map<string, AdapterPayload>>();

  /**
   * Registers an app.
   * @param dpop whether its tokens must be bound
   * @throws Error when something about it is not as it must be
   */
  registerClient(app: FilesApp, dpop = false): { clientId: string; clientSecret?: string } {
    const client = newClient(app, dpop);
    const clientId = String(client['client_id']);
    this.#addClient(clientId, client);
    const secret: unknown = client['client_secret'];
    return typeof secret === 'string' ? { clientId, clientSecret: secret } : { clientId };
  }

  /** What is kept of an access token, or why it is no good. */
  accessToken(value: string): AdapterPayload | 'unknown' | 'expired' {
    const payload = this.model('AccessToken').get(value) ?? this.model('ClientCredentials').get(value);
    if (!payload) return 'unknown';
    return (payload.exp ?? 0) * 1000 > Date.now() ? payload : 'expired';
  }

  /** Makes access tokens expire at once: those of one user, or all. */
  expireAccessTokens(username?: string): void {
    for (const payload of [...this.model('AccessToken').values(), ...this.model('ClientCredentials').values()]) {
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

  /** The grant that a user gave to an app last. */
  lastGrant(accountId: string, clientId: string): string | undefined {
    const all = [...this.model('Grant')].filter(([, one]) => one.accountId === accountId && one.clientId === clientId);
    return all.at(-1)?.[0];
  }

  /** The adapter of one model, as oidc-provider asks for it. */
  adapter(name: string): Adapter {
    const rows = this.model(name);
    const findBy = async (fits: (payload: AdapterPayload) => boolean) => copy([...rows.values()].find(fits));
    return {
      upsert: async (id, payload) => {
        if (name === 'Client') return this.#addClient(id, payload);
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

  #addClient(id: string, payload: AdapterPayload): void {
    this.model('Client').set(id, structuredClone(payload));
    const secret: unknown = payload['client_secret'];
    if (typeof secret === 'string') this.issued.push({ kind: 'client_secret', value: secret });
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
