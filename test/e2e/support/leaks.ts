/** Which secret may be seen where, in one table, and the search for every other one. */
import { findSecrets } from '../../services/secrets';
import type { Issued, IssuedKind } from '../../services/types';
import type { Entry } from './recording';

/** A secret to search for: one that a service issued, or one that the extension made itself. */
export interface Secret {
  readonly kind: IssuedKind | 'pkce_verifier';
  readonly value: string;
}

/** A place at which a kind of secret is meant to be, as it travels in. Nothing else is allowed. */
interface Way {
  readonly kinds: readonly Secret['kind'][];
  readonly channel: RegExp;
  readonly place?: RegExp;
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
    channel: /: (frame (in|out) watch|reply overview)$/,
    why: 'the URL to visit, in the view that our own pages paint',
  },
  {
    kinds: ['request_token'],
    channel: /^globals$/,
    place: /^own connect\.html$/,
    why: 'the same view in the connect page, which opens that URL',
  },
  {
    kinds: ['request_token', 'verifier', 'code'],
    channel: /: message signIn\.visited$/,
    why: 'the redirect on its way in: our page to the worker, marked as entry',
  },
];

const allowing = (kind: Secret['kind'], { channel, place }: Entry): Way | undefined =>
  ways.find((way) => way.kinds.includes(kind) && way.channel.test(channel) && (way.place?.test(place) ?? true));

/** The ways on which secrets were seen, with how many. */
export function waysUsed(entries: readonly Entry[], secrets: readonly Secret[]): Map<Way, number> {
  const used = new Map<Way, number>();
  for (const entry of entries) {
    for (const secret of secrets) {
      const way = entry.text.includes(secret.value) ? allowing(secret.kind, entry) : undefined;
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
      for (const entry of same)
        if (!allowing(issued.kind, entry)) found.add(`${issued.kind} in ${entry.channel} at ${entry.place}`);
    }
  }
  return [...found].toSorted();
}
