/** Practice Keys: a service without a protocol of its own, entered with an API key or with a user name and a password. */
import { randomBytes } from 'node:crypto';
import { html, json } from './answers';
import { serveKeysApi } from './keys-api';
import { keyModes, type HeldKey, type KeyMode } from './keys-modes';
import { homePage, loginPage, registeredPage } from './pages';
import { formOf } from './request-body';
import { startServer, type Exchange } from './server';
import type { Issued, PracticeService } from './types';
import { authenticate, fingerprint, USERS, type PracticeUser } from './users';

export interface KeysService extends PracticeService {
  readonly mode: KeyMode;
  /** What a user enters, by the names of the entry's fields: `{key}`, `{key, host}`, `{user, password}`, `{email, key}`. */
  entered(username: string): Record<string, string>;
  /** Gives a user a new key; the old one answers 401 from now on. @returns what the user enters now */
  replaceKey(username: string): Record<string, string>;
  /** The user's key answers 403 from now on, or no longer. */
  suspend(username: string, suspended?: boolean): void;
}

/** Starts Practice Keys on a port the system chooses; keys travel in one way only. */
export async function startKeys(mode: KeyMode): Promise<KeysService> {
  const name = 'Practice Keys';
  const { kind, entered } = keyModes[mode];
  const issued: Issued[] = [];
  const fresh = (user: PracticeUser): string => {
    const value = `practice-${kind === 'password' ? 'password' : 'key'}-${randomBytes(18).toString('base64url')}`;
    issued.push({ kind, value, user: user.username });
    return value;
  };
  const keys: HeldKey[] = USERS.map((user) => ({ user, value: fresh(user), suspended: false }));
  const of = (username: string): HeldKey => {
    const held = keys.find(({ user }) => user.username === username);
    if (!held) throw new Error(`no user ${username}`);
    return held;
  };

  const server = await startServer(async (exchange) => {
    forgetKeys(exchange, issued);
    if (exchange.req.headers.cookie !== undefined) return refuse(exchange, 400, 'cookies are not accepted here');
    if (serveDesk(exchange)) return;
    await serveKeysApi(exchange, mode, keys);
  });

  /** The front page, and the page that shows a user the key. */
  function serveDesk(exchange: Exchange): boolean {
    const { method, path, req, body } = exchange;
    if (path === '/' && method === 'GET') html(exchange, 200, 'front page', homePage(name, USERS));
    else if (path === '/keys' && method === 'GET') html(exchange, 200, 'login page', login());
    else if (path === '/keys' && method === 'POST') {
      const form = formOf(req.headers['content-type'], body);
      const user = authenticate(form?.get('username') ?? '', form?.get('password') ?? '');
      if (!user) html(exchange, 403, 'wrong username or password', login(true));
      else {
        const values = Object.entries(entered(of(user.username)));
        const rows = values.map(([id, value]) => ({ id, label: id, value }));
        html(exchange, 200, `key shown to ${user.username}`, registeredPage(name, rows));
      }
    } else return false;
    return true;
  }
  const login = (failed = false) => loginPage({ service: name, action: '/keys', hidden: {}, failed });

  return Object.assign(server, {
    name,
    mode,
    issued,
    entered: (username: string) => entered(of(username)),
    replaceKey: (username: string) => {
      const held = of(username);
      held.value = fresh(held.user);
      return entered(held);
    },
    suspend: (username: string, suspended = true) => {
      of(username).suspended = suspended;
    },
  });
}

function refuse(exchange: Exchange, status: number, message: string): void {
  json(exchange, status, `refused: ${message}`, { error: { message } });
}

/** The log never holds a key, wherever it came. */
function forgetKeys({ entry }: Exchange, issued: readonly Issued[]): void {
  for (const { value } of issued) {
    const mark = `sha256:${fingerprint(value)}`;
    entry.query = entry.query.replaceAll(value, mark);
    entry.path = entry.path.replaceAll(value, mark);
    if (entry.body !== undefined) entry.body = JSON.parse(JSON.stringify(entry.body).replaceAll(value, mark)) as unknown;
  }
}
