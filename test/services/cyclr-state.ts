/** What Practice Cyclr holds: its partner's client, accounts with their users, connectors, and the tokens it gave out. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Issued, IssuedKind } from './types';

export type ConnectorAuth = 'OAuth2' | 'ApiKey' | 'Basic';

/** A connector that is installed in an account. */
export interface Connector {
  readonly id: number;
  readonly account: string;
  readonly name: string;
  readonly auth: ConnectorAuth;
  authValue: string | undefined;
  authenticated: boolean;
  /** What the system behind it takes: the key itself, or base64 of `user:password`. */
  readonly good: string | undefined;
  /** Who signed in on the page. */
  user?: string;
}

export interface ApiToken {
  readonly value: string;
  readonly expiresAt: number;
  /** The account that it is limited to. */
  readonly account: string | undefined;
}

export interface SignInToken {
  readonly value: string;
  readonly account: string;
  readonly username: string;
  readonly expiresAt: number;
  used: boolean;
}

/** 14 days less a second, as the service has it. */
export const tokenSeconds = 1_209_599;
export const signInTokenSeconds = 5 * 60;

export class CyclrState {
  readonly issued: Issued[] = [];
  readonly client = { id: `practice-partner-${randomBytes(4).toString('hex')}`, secret: '' };
  /** Users by the accounts' ids. */
  readonly accounts = new Map<string, Set<string>>();
  readonly connectors = new Map<number, Connector>();
  tokens: ApiToken[] = [];
  readonly signInTokens: SignInToken[] = [];
  tokenSeconds = tokenSeconds;
  /** How far the service's clock is ahead, in milliseconds: so that tests need not wait. */
  ahead = 0;
  #lastId = 40_210;

  constructor() {
    this.client.secret = this.give('client_secret', randomBytes(24).toString('base64url'));
  }

  now(): number {
    return Date.now() + this.ahead;
  }

  give(kind: IssuedKind, value: string, user?: string): string {
    this.issued.push({ kind, value, ...(user !== undefined && { user }) });
    return value;
  }

  addAccount(): string {
    const id = randomUUID();
    this.accounts.set(id, new Set());
    return id;
  }

  install(account: string, name: string, auth: ConnectorAuth): Connector {
    const key = `practice-key-${randomBytes(12).toString('base64url')}`;
    const good =
      auth === 'ApiKey'
        ? this.give('api_key', key)
        : auth === 'Basic'
          ? Buffer.from(`alice:${this.give('password', `pass:${key}`)}`).toString('base64')
          : undefined;
    const connector = { id: (this.#lastId += 7), account, name, auth, authValue: undefined, authenticated: false, good };
    this.connectors.set(connector.id, connector);
    return connector;
  }

  apiToken(account: string | undefined): ApiToken {
    const value = this.give('access_token', randomBytes(32).toString('base64url'));
    const token = { value, account, expiresAt: this.now() + this.tokenSeconds * 1000 };
    this.tokens.push(token);
    return token;
  }

  /** The user is made where there is none. */
  signInToken(account: string, username: string): SignInToken {
    this.accounts.get(account)?.add(username);
    // 32 bytes in base64 end in one =
    const value = this.give('ticket', randomBytes(32).toString('base64'), username);
    const token = { value, account, username, expiresAt: this.now() + signInTokenSeconds * 1000, used: false };
    this.signInTokens.push(token);
    return token;
  }
}

/** UTC with seven fractional digits, as .NET writes it. */
export function utc(at: number): string {
  return new Date(at).toISOString().replace('Z', '4471Z');
}
