/** The two invented people who have accounts at both practice services. */
import { createHash, timingSafeEqual } from 'node:crypto';

export interface PracticeUser {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  readonly name: string;
}

export const USERS: readonly PracticeUser[] = [
  { id: '2291', username: 'alice', password: 'practice-alice', name: 'Alice Practice' },
  { id: '4407', username: 'bob', password: 'practice-bob', name: 'Bob Practice' },
];

/** The user with this username and password, or undefined. */
export function authenticate(username: string, password: string): PracticeUser | undefined {
  return USERS.find((user) => user.username === username && sameText(user.password, password));
}

/** The user with this stable id, or undefined. */
export function userById(id: string): PracticeUser | undefined {
  return USERS.find((user) => user.id === id);
}

/** Compares two texts in time that does not depend on where they differ. */
export function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** First 8 hex digits of the SHA-256 of a secret: enough to tell two apart in a log, useless otherwise. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 8);
}
