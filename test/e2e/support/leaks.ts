/** Which secret may be seen where, in one table, and the search for every other one. */
import { findSecrets } from '../../services/secrets';
import type { Issued, IssuedKind } from '../../services/types';
import type { Entry } from './recording';

/** A secret to search for: one that a service issued, or one that the extension made itself. */
export interface Secret {
  /** `oauth_token`: the access token of OAuth 1.0a, which names the account while its own secret signs. `private_key`: a part of one. */
  readonly kind: IssuedKind | 'pkce_verifier' | 'oauth_token' | 'private_key';
  readonly value: string;
}

/** A place at which a kind of secret is meant to be, as it travels in. Nothing else is allowed. */
interface Way {
  readonly kinds: readonly Secret['kind'][];
  readonly channel: RegExp;
  readonly place?: RegExp;
  /** Nothing but the value of its parameter, `oauth_token` or `api_key`: elsewhere in the same text it is a leak. */
  readonly named?: true;
  readonly why: string;
}

export const ways: readonly Way[] = [
  {
    kinds: ['consumer_secret', 'client_secret'],
    channel: /: message apps\.save$/,
    why: 'the user enters the app: our page to the worker, marked as entry',
  },
  {
    kinds: ['request_token'],
    channel: /: reply signIn\.(claim|page)$/,
    why: 'the URL to visit, for the one page that opens it',
  },
  {
    kinds: ['request_token', 'verifier', 'code'],
    channel: /: message signIn\.visited$/,
    why: 'the redirect on its way in: our page to the worker, marked as entry',
  },
  {
    kinds: ['verifier', 'consumer_secret', 'oauth_token', 'access_token_secret', 'api_key', 'password'],
    channel: /: message signIn\.answer$/,
    why: 'the PIN, the key, the password or the credentials that the user enters: our page to the worker, marked as entry',
  },
  {
    kinds: ['api_key'],
    channel: /^worker: request URL$/,
    named: true,
    why: 'the key of a service that takes it in the query alone: the worker to the service',
  },
  {
    kinds: ['oauth_token'],
    channel: /: reply lens\.recent$/,
    named: true,
    why: 'how the last requests were signed: the token is one of the parameters',
  },
  {
    kinds: ['oauth_token'],
    channel: /^chrome\.storage$/,
    named: true,
    why: 'the same, in the memory that ends with the browser',
  },
  {
    kinds: ['oauth_token'],
    channel: /^(DOM|globals)$/,
    place: /^own options\.html$/,
    named: true,
    why: 'the same, in the page of the lens',
  },
  {
    kinds: ['oauth_token'],
    channel: /^memory$/,
    place: /^own lens$/,
    why: 'the same, and what the page cut it out of and put it into',
  },
];

const allowing = (secret: Secret, { channel, place, text }: Entry): Way | undefined =>
  ways.find(
    (way) =>
      way.kinds.includes(secret.kind) &&
      way.channel.test(channel) &&
      (way.place?.test(place) ?? true) &&
      (!way.named || findSecrets(unnamed(text, secret.value), [secret as Issued]).length === 0),
  );

/** The text without the token where it is the value of `oauth_token` or, in a query, of `api_key`: in a header, a query, a base string, JSON, a table's row, or a line of its own. */
function unnamed(text: string, value: string): string {
  const token = value.replace(/[^\w-]/g, '\\$&');
  const places = [
    `oauth_token(="|=\\\\"|=|%3D)${token}`,
    `"name":"oauth_token","value":"${token}"`,
    `oauth_token</bdi></td><td><bdi dir="ltr">${token}`,
    `[?&]api_key=${token}(?![\\w-])`,
    `^${token}$`,
  ];
  return text.replace(new RegExp(places.join('|'), 'gm'), '');
}

/** The ways on which secrets were seen, with how many. */
export function waysUsed(entries: readonly Entry[], secrets: readonly Secret[]): Map<Way, number> {
  const used = new Map<Way, number>();
  for (const entry of entries) {
    for (const secret of secrets) {
      const way = entry.text.includes(secret.value) ? allowing(secret, entry) : undefined;
      if (way) used.set(way, (used.get(way) ?? 0) + 1);
    }
  }
  return used;
}

/** Every secret seen where it must not be, as sentences without the secret. */
export function leaksIn(entries: readonly Entry[], secrets: readonly Secret[]): string[] {
  const byText = new Map<string, Entry[]>();
  for (const entry of entries) byText.set(entry.text, [...(byText.get(entry.text) ?? []), entry]);
  const found = new Set<string>();
  for (const [text, same] of byText) {
    for (const { issued } of findSecrets(text, secrets as readonly Issued[])) {
      for (const entry of same) if (!allowing(issued, entry)) found.add(`${issued.kind} in ${entry.channel} at ${entry.place}`);
    }
  }
  return [...found].toSorted();
}
