/** The ways in which a key, or a name and a password, travel to Practice Keys. */
import type { Exchange } from './server';
import { sameText, type PracticeUser } from './users';

export const KEY_MODES = ['header', 'bearer', 'query', 'host', 'basic', 'email-token', 'key-as-user'] as const;
export type KeyMode = (typeof KEY_MODES)[number];

/** One user's key, or password. */
export interface HeldKey {
  readonly user: PracticeUser;
  value: string;
  /** Whether the service still knows it, but lets it do nothing. */
  suspended: boolean;
}

interface Mode {
  readonly kind: 'api_key' | 'password';
  /** What the user enters, by field. */
  entered(held: HeldKey): Record<string, string>;
  /** Whether a request carries this key, in the one place where it may be. */
  carries(exchange: Exchange, held: HeldKey): boolean;
  /** Sent with 401. */
  readonly challenge?: string;
}

const header = ({ req }: Exchange, name: string): string => {
  const value = req.headers[name];
  return typeof value === 'string' ? value : '';
};
const key = ({ value }: HeldKey) => ({ key: value });

/** The host name at which a user has the account: the two names of this computer. */
export function hostOf({ user }: HeldKey): string {
  return user.username === 'alice' ? 'localhost' : '127.0.0.1';
}

/** HTTP Basic, the pair compared as a whole. */
function basic(exchange: Exchange, pair: string): boolean {
  const sent = /^Basic ([A-Za-z0-9+/]+=*)$/.exec(header(exchange, 'authorization'))?.[1] ?? '';
  return sameText(Buffer.from(sent, 'base64').toString(), pair);
}
const challenge = 'Basic realm="practice-keys", charset="UTF-8"';
const email = ({ user }: HeldKey) => `${user.username}@practice.example`;

export const keyModes: Readonly<Record<KeyMode, Mode>> = {
  header: {
    kind: 'api_key',
    entered: key,
    carries: (exchange, held) => sameText(header(exchange, 'x-practice-key'), held.value),
  },
  bearer: {
    kind: 'api_key',
    entered: key,
    carries: (exchange, held) => sameText(header(exchange, 'authorization'), `Bearer ${held.value}`),
    challenge: 'Bearer realm="practice-keys"',
  },
  query: {
    kind: 'api_key',
    entered: key,
    carries: ({ query }, held) => query.getAll('api_key').length === 1 && sameText(query.get('api_key') ?? '', held.value),
  },
  host: {
    kind: 'api_key',
    entered: (held) => ({ key: held.value, host: hostOf(held) }),
    carries: (exchange, held) =>
      header(exchange, 'host').replace(/:\d+$/, '') === hostOf(held) && sameText(header(exchange, 'x-practice-key'), held.value),
  },
  basic: {
    kind: 'password',
    entered: ({ user, value }) => ({ user: user.username, password: value }),
    carries: (exchange, { user, value }) => basic(exchange, `${user.username}:${value}`),
    challenge,
  },
  'email-token': {
    kind: 'api_key',
    entered: (held) => ({ email: email(held), key: held.value }),
    carries: (exchange, held) => basic(exchange, `${email(held)}/token:${held.value}`),
    challenge,
  },
  'key-as-user': {
    kind: 'api_key',
    entered: key,
    carries: (exchange, { value }) => basic(exchange, `${value}:`),
    challenge,
  },
};

/** The places where a key could stand; one that is not the mode's own refuses the request. */
export function strayPlaces({ req, query }: Exchange, mode: KeyMode): string[] {
  const places = {
    'the Authorization header':
      req.headers.authorization !== undefined && !['bearer', 'basic', 'email-token', 'key-as-user'].includes(mode),
    'the key header': req.headers['x-practice-key'] !== undefined && mode !== 'header' && mode !== 'host',
    'the query': query.has('api_key') && mode !== 'query',
  };
  return Object.entries(places).flatMap(([place, stray]) => (stray ? [place] : []));
}
